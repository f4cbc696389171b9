const MIB = 1024 * 1024;

/** As pages write it, such as `512 MiB`. */
const size = (bytes: number): string => {
  const gib = bytes / (1024 * MIB);
  return gib >= 1 ? `${Number(gib.toFixed(1))} GiB` : `${Math.round(bytes / MIB)} MiB`;
};

/** Notifications from the platform itself, and refusals. */
export const notifications = {
  /** The memory limit ended a process of a server. */
  memory: {
    title: (server: string) => (server === '' ? 'Out of memory' : `${server}: out of memory`),
    message: (limitBytes: number | null) =>
      limitBytes === null
        ? 'Your server ran out of memory and one of its processes was stopped. Saved files are safe. Close notebooks or load less data.'
        : `Your server used all of its memory (${size(limitBytes)}) and one of its processes was stopped. Saved files are safe. Close notebooks or load less data.`,
  },
  /** A volume was removed in the container engine. */
  volumeLost: {
    title: (volume: string) => `The volume ${volume} was lost`,
    message: (volume: string) =>
      `The files of your volume ${volume} were removed outside of Perijove. The volume is empty now. Ask your administrator for a backup.`,
    shared:
      'The files of the shared volume were removed outside of Perijove. The volume is empty now. Restore it from a backup.',
  },
  /** The recipients, in the audit log. */
  audience: {
    active: 'all users with a running server',
    users: (users: readonly string[]) => users.join(', '),
    groups: (groups: readonly string[]) => `groups ${groups.join(', ')}`,
  },
  unknownUsers: (users: readonly string[]) => {
    const [first = ''] = users;
    return users.length === 1
      ? `There is no user ${first}. Nothing was sent.`
      : `${users.length} of these users do not exist. Nothing was sent.`;
  },
  unknownGroups: (groups: readonly string[]) => {
    const [first = ''] = groups;
    return groups.length === 1
      ? `There is no group ${first}. Nothing was sent.`
      : `${groups.length} of these groups do not exist. Nothing was sent.`;
  },
  tooLong: (length: number, most: number) =>
    `The message has ${length} characters. The limit is ${most}.`,
  cannotBeShown: 'The message contains characters that cannot be displayed.',
  endsInPast: 'The expiry time is in the past.',
  ownGroupsOnly: 'You can only send to groups that you manage.',
  tooMany: (seconds: number) => `Too many messages. Try again in ${seconds} s.`,
  none: 'There is no such notification.',
  gone: 'This notification no longer exists.',
  peopleOnly: 'Services have no notifications. Use the token of a user.',
} as const;
