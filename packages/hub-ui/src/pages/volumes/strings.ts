import { inDays, plural } from '../../format/number';

/** Texts of the volumes page. */
export const strings = {
  title: 'Volumes',
  lead: 'What holds your files while your server is stopped, and what you can begin anew.',
  tabs: { label: 'Whose volumes', mine: 'Mine', everyone: "Everyone's", bin: 'Bin' },
  ofUser: {
    title: (user: string) => `Volumes of ${user}`,
    lead: 'You change them in their place. They see it on their own page, and the events name you.',
    back: "Everyone's volumes",
    running:
      'The server of this person is running. Volumes can be reset or brought back while it is stopped.',
    moving:
      'The server of this person is on its way. Volumes can be reset or brought back once it is stopped.',
    stopTitle: (user: string) => `Stop the server of ${user}?`,
    list: (user: string) => `Volumes of ${user}`,
  },
  empty: {
    title: 'No volumes yet',
    text: 'Your volumes are made when your server starts for the first time.',
    action: 'Go to Home',
  },
  list: 'Your volumes',
  total: (size: string) => `${size} in all`,
  select: (name: string) => `Select ${name}`,
  selected: (count: number) => `${plural(count, 'volume', 'volumes')} selected`,
  mountedAt: 'Mounted at',
  size: 'Size',
  unmeasured: 'Not measured yet',
  large: (limit: string) =>
    `Larger than ${limit}. Delete what you no longer need, or ask an administrator for room.`,
  measured: (ago: string) => `measured ${ago}`,
  reset: 'Reset',
  resetNamed: (name: string) => `Reset ${name}`,
  resetSelected: (count: number) => `Reset ${plural(count, 'volume', 'volumes')}`,
  fixed: 'Cannot be reset',
  running: {
    text: 'Your server is running. Volumes can be reset or brought back while it is stopped.',
    stop: 'Stop server',
  },
  moving: 'Your server is on its way. Volumes can be reset or brought back once it is stopped.',
  stopConfirm: {
    title: 'Stop your server?',
    text: 'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
    confirm: 'Stop',
  },
  confirm: {
    title: (count: number) => (count === 1 ? 'Reset this volume?' : `Reset ${count} volumes?`),
    intro: 'These begin empty at the next start:',
    undo: (days: number) => {
      if (days === 0) return 'This cannot be undone.';
      return `You can undo this for ${inDays(days)}.`;
    },
  },
  results: {
    title: 'Reset',
    done: (name: string) => `${name} is empty now.`,
    until: (when: string) => `Its old contents can be brought back until ${when}.`,
    failed: (name: string, message: string) => `${name} was not reset. ${message}`,
    unknown: 'Its contents are as they were. Try again.',
    undo: (name: string) => `Undo the reset of ${name}`,
  },
  restored: (name: string) => `The earlier contents of ${name} are back.`,
  earlier: {
    title: (count: number) => plural(count, 'earlier content', 'earlier contents'),
    line: (retired: string) => `Replaced ${retired}`,
    expires: (when: string) => `kept until ${when}`,
    restore: 'Restore',
    restoreLabel: (name: string, retired: string) => `Restore ${name} as it was ${retired}`,
    swap: 'What is there now is kept as an earlier content in its place.',
  },
  restoreConfirm: {
    title: (name: string) => `Restore ${name}?`,
    text: (retired: string) => `It becomes what it was when it was replaced, ${retired}.`,
    confirm: 'Restore',
  },
} as const;
