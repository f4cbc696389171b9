import { plural } from '../../../format/number';

/** Texts of the tabs that administrators have on the volumes page. */
export const strings = {
  all: {
    lead: 'What everybody keeps here. Open a person to reset volumes, or to bring contents back, in their place.',
    table: "Everybody's volumes",
    search: 'Search people',
    columns: {
      user: 'Person',
      volumes: 'Volumes',
      size: 'Size',
      measuredAt: 'Measured',
      earlier: 'Earlier contents',
    },
    none: 'None yet',
    unmeasured: 'Not measured yet',
    large: (names: readonly string[]) => `Large: ${names.join(', ')}`,
    open: (user: string) => `Open the volumes of ${user}`,
    empty: { title: 'Nobody is here yet', text: 'People appear once they have an account.' },
    noMatch: {
      title: 'Nobody has such a name',
      text: 'Try fewer letters.',
      clear: 'Show everybody',
    },
  },
  trash: {
    lead: 'What resets and deleted accounts left. It can be brought back until its time is over; then it is removed for ever.',
    table: 'Contents in the bin',
    search: 'Search people and volumes',
    kind: 'Why it is here',
    kinds: { any: 'Everything', reset: 'Reset', account: 'Deleted account' },
    total: (count: number, size: string, unmeasured: number) =>
      unmeasured === 0
        ? `${plural(count, 'entry', 'entries')}, ${size}`
        : `${plural(count, 'entry', 'entries')}, ${size} (${unmeasured} not measured yet)`,
    columns: {
      select: 'Selected',
      user: 'Person',
      volume: 'Volume',
      size: 'Size',
      retiredAt: 'Put here',
      expiresAt: 'Removed for ever',
    },
    contents: (generation: number) => `contents ${generation}`,
    gone: 'No such account now',
    unmeasured: 'Not measured yet',
    measured: (ago: string) => `measured ${ago}`,
    select: (volume: string, user: string) => `Select ${volume} of ${user}`,
    selectPage: 'Select all on this page',
    selected: (count: number) => `${plural(count, 'entry', 'entries')} selected`,
    restore: 'Restore',
    restoreLabel: (volume: string, user: string) => `Restore ${volume} of ${user}`,
    purge: 'Remove now',
    purgeLabel: (volume: string, user: string) => `Remove ${volume} of ${user} now`,
    empty: {
      title: 'The bin is empty',
      text: (days: number) =>
        days === 0
          ? 'Resets and deletions keep nothing here: PERIJOVE_VOLUME_RETENTION_DAYS is 0.'
          : `What is reset or left by a deleted account stays here for ${plural(days, 'day', 'days')}.`,
    },
    noMatch: {
      title: 'Nothing like that is in the bin',
      text: 'Try fewer letters.',
      clear: 'Show everything',
    },
    restoreConfirm: {
      title: (count: number) =>
        count === 1 ? 'Restore these contents?' : `Restore ${count} contents?`,
      intro: 'They become the current contents at the next start:',
      swap: 'What is there now goes to the bin in their place. Servers have to be stopped.',
      missing: (users: readonly string[]) =>
        users.length === 1
          ? `There is no account ${users.join()} now. Make one of that name first, or this stays in the bin.`
          : `${users.length} of these people have no account now. Make accounts of their names first, or what was theirs stays in the bin.`,
      confirm: 'Restore',
    },
    purgeConfirm: {
      title: (count: number) =>
        count === 1 ? 'Remove this for ever?' : `Remove ${count} entries for ever?`,
      intro: 'These files are deleted now. Nobody can bring them back:',
      confirm: 'Remove for ever',
    },
    sum: (size: string) => `${size} in all`,
    more: (count: number) => `and ${count} more`,
    restored: (count: number) => `${plural(count, 'content is', 'contents are')} back.`,
    purged: (count: number) => `${plural(count, 'entry was', 'entries were')} removed for ever.`,
    failed: (volume: string, user: string, why: string) => `${volume} of ${user}: ${why}`,
  },
} as const;
