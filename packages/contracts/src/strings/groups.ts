/** Groups: refusals and problems. */
export const groups = {
  adminsSetLimits: 'Only administrators can set the limits of a group.',
  builtIn: (group: string) => `${group} is built in and cannot be deleted.`,
  unknownUsers: (users: readonly string[]) => {
    const [first = ''] = users;
    return users.length === 1
      ? `There is no user ${first}. No members were added or removed.`
      : `${users.length} of these users do not exist. No members were added or removed.`;
  },
  mayNotAdd: (users: readonly string[]) =>
    `You cannot add ${users.join(', ')}. No members were added or removed.`,
  invalidProperties: (properties: readonly string[]) =>
    `The property ${properties.join(', ')} of this group is not valid, so its limits have no effect.`,
  wasMissing: 'A built-in group was missing.',
} as const;
