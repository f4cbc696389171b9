/** Groups: refusals, and what membership gives. */
export const groups = {
  adminsSetLimits: 'Only administrators set the limits of a group.',
  builtIn: (group: string) => `${group} is built in and cannot be deleted.`,
  unknownUsers: (users: readonly string[]) => {
    const [first = ''] = users;
    return users.length === 1
      ? `There is no user ${first}. Nobody was added or removed.`
      : `${users.length} of these users do not exist. Nobody was added or removed.`;
  },
  mayNotAdd: (users: readonly string[]) =>
    `You may not add ${users.join(', ')}. Nobody was added or removed.`,
  invalidProperties: (properties: readonly string[]) =>
    `The property ${properties.join(', ')} of this group is not valid, so its limits do not count.`,
  wasMissing: 'A built-in group was missing.',
} as const;
