const MIB = 1024 * 1024;

/** As pages write it, such as `512 MiB`. */
const size = (bytes: number): string => {
  const gib = bytes / (1024 * MIB);
  return gib >= 1 ? `${Number(gib.toFixed(1))} GiB` : `${Math.round(bytes / MIB)} MiB`;
};

/** Messages that the platform itself sends, and refusals about messages. */
export const notifications = {
  /** A process of a lab was ended for want of memory. */
  memory: {
    title: (server: string) =>
      server === '' ? 'Memory was used up' : `${server}: memory was used up`,
    message: (limitBytes: number | null) =>
      limitBytes === null
        ? 'A process in your lab was ended because memory was used up. Saved files are safe. Close notebooks, or load less at once.'
        : `A process in your lab was ended because memory (${size(limitBytes)}) was used up. Saved files are safe. Close notebooks, or load less at once.`,
  },
  /** Somebody removed a volume in the container engine. */
  volumeLost: {
    title: (volume: string) => `The volume ${volume} was lost`,
    message: (volume: string) =>
      `The files of your volume ${volume} were removed outside of the platform. It is empty now. Ask your administrator for a backup.`,
    shared:
      'The files that everybody shares were removed outside of the platform. The volume is empty now; a backup brings them back.',
  },
  /** To whom something was sent, in the audit trail. */
  audience: {
    active: 'everybody with a running server',
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
    `The message has ${length} characters; at most ${most} fit.`,
  cannotBeShown: 'The message has characters that cannot be shown.',
  endsInPast: 'The end of the notification lies in the past.',
  ownGroupsOnly: 'You may send only to the groups that you look after.',
  tooMany: (seconds: number) => `Too many messages. Try again in ${seconds} s.`,
  none: 'There is no such notification.',
  gone: 'This notification does not exist any more.',
  peopleOnly: 'Notifications are for people; this token is of a service.',
} as const;
