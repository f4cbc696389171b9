import { plural } from '../../../format/number';

/** Texts of the tabs that administrators have on the volumes page. */
export const strings = {
  all: {
    lead: 'Volumes of all users. Open a user to reset or restore their volumes.',
    table: 'Volumes of all users',
    search: 'Search users',
    columns: {
      user: 'User',
      volumes: 'Volumes',
      size: 'Size',
      measuredAt: 'Measured',
      earlier: 'Earlier versions',
    },
    none: 'None',
    unmeasured: 'Not measured yet',
    large: (names: readonly string[]) => `Large: ${names.join(', ')}`,
    open: (user: string) => `Open the volumes of ${user}`,
    empty: { title: 'No users yet', text: 'Users appear here after they sign up.' },
    noMatch: {
      title: 'No users found',
      text: 'Change the search.',
      clear: 'Clear search',
    },
  },
  trash: {
    lead: 'Volumes that were reset or whose account was deleted. They can be restored until they expire.',
    table: 'Volumes in the trash',
    search: 'Search users and volumes',
    kind: 'Reason',
    kinds: { any: 'All reasons', reset: 'Reset', account: 'Deleted account' },
    total: (count: number, size: string, unmeasured: number) =>
      unmeasured === 0
        ? `${plural(count, 'volume', 'volumes')}, ${size}`
        : `${plural(count, 'volume', 'volumes')}, ${size} (${unmeasured} not measured yet)`,
    columns: {
      select: 'Selected',
      user: 'User',
      volume: 'Volume',
      size: 'Size',
      retiredAt: 'Deleted',
      expiresAt: 'Expires',
    },
    version: (generation: number) => `version ${generation}`,
    gone: 'Account deleted',
    unmeasured: 'Not measured yet',
    measured: (ago: string) => `measured ${ago}`,
    select: (volume: string, user: string) => `Select ${volume} of ${user}`,
    selectPage: 'Select all on this page',
    selected: (count: number) => `${plural(count, 'volume', 'volumes')} selected`,
    restore: 'Restore',
    restoreLabel: (volume: string, user: string) => `Restore ${volume} of ${user}`,
    purge: 'Delete',
    purgeLabel: (volume: string, user: string) => `Delete ${volume} of ${user} permanently`,
    empty: {
      title: 'The trash is empty',
      text: (days: number) =>
        days === 0
          ? 'Deleted volumes are not kept: PERIJOVE_VOLUME_RETENTION_DAYS is 0.'
          : `Volumes are kept here for ${plural(days, 'day', 'days')} after a reset or the deletion of an account.`,
    },
    noMatch: {
      title: 'No volumes found',
      text: 'Change the search or the filter.',
      clear: 'Clear filters',
    },
    restoreConfirm: {
      title: (count: number) =>
        count === 1 ? 'Restore this volume?' : `Restore ${count} volumes?`,
      intro: 'These contents will be current after the next start:',
      swap: 'The current contents move to the trash. The servers must be stopped.',
      missing: (users: readonly string[]) =>
        users.length === 1
          ? `The account ${users.join()} does not exist. Create it first; otherwise the volume stays in the trash.`
          : `${users.length} of these accounts do not exist. Create them first; otherwise their volumes stay in the trash.`,
      confirm: 'Restore',
    },
    purgeConfirm: {
      title: (count: number) =>
        count === 1 ? 'Delete this volume permanently?' : `Delete ${count} volumes permanently?`,
      intro: 'These files are deleted immediately and cannot be restored:',
      confirm: 'Delete permanently',
    },
    sum: (size: string) => `${size} in total`,
    more: (count: number) => `and ${count} more`,
    restored: (count: number) => `Restored ${plural(count, 'volume', 'volumes')}.`,
    purged: (count: number) => `Permanently deleted ${plural(count, 'volume', 'volumes')}.`,
    failed: (volume: string, user: string, why: string) => `${volume} of ${user}: ${why}`,
  },
} as const;
