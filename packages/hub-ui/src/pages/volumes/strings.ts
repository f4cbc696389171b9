import { inDays, plural } from '../../format/number';

/** Texts of the volumes page. */
export const strings = {
  title: 'Volumes',
  lead: 'Volumes keep your files when your server stops. Reset a volume to start with an empty one.',
  tabs: { label: 'Sections', mine: 'My volumes', all: 'All volumes', trash: 'Trash' },
  ofUser: {
    title: (user: string) => `Volumes of ${user}`,
    lead: 'You change the volumes of another user. The audit log records your changes.',
    back: 'All volumes',
    running: 'The server of this user is running. Stop it to reset or restore volumes.',
    moving:
      'The server of this user is starting or stopping. You can reset or restore volumes when it is stopped.',
    stopTitle: (user: string) => `Stop the server of ${user}?`,
    list: (user: string) => `Volumes of ${user}`,
  },
  empty: {
    title: 'No volumes yet',
    text: 'Your volumes are created when your server first starts.',
    action: 'Go to Home',
  },
  list: 'Your volumes',
  total: (size: string) => `${size} in total`,
  select: (name: string) => `Select ${name}`,
  selected: (count: number) => `${plural(count, 'volume', 'volumes')} selected`,
  mountedAt: 'Mounted at',
  size: 'Size',
  unmeasured: 'Not measured yet',
  large: (limit: string) =>
    `Larger than ${limit}. Delete files that you no longer need, or ask an administrator for more space.`,
  measured: (ago: string) => `measured ${ago}`,
  reset: 'Reset',
  resetNamed: (name: string) => `Reset ${name}`,
  resetSelected: (count: number) => `Reset ${plural(count, 'volume', 'volumes')}`,
  fixed: 'Cannot be reset',
  running: {
    text: 'Your server is running. Stop it to reset or restore volumes.',
    stop: 'Stop server',
  },
  moving:
    'Your server is starting or stopping. You can reset or restore volumes when it is stopped.',
  stopConfirm: {
    title: 'Stop your server?',
    text: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
    confirm: 'Stop',
  },
  confirm: {
    title: (count: number) => (count === 1 ? 'Reset this volume?' : `Reset ${count} volumes?`),
    intro: 'These volumes will be empty after the next start:',
    undo: (days: number) => {
      if (days === 0) return 'This cannot be undone.';
      return `You can undo this for ${inDays(days)}.`;
    },
  },
  results: {
    title: 'Reset',
    done: (name: string) => `Reset ${name}.`,
    until: (when: string) => `The earlier version can be restored until ${when}.`,
    failed: (name: string, message: string) => `${name} was not reset. ${message}`,
    unknown: 'Its contents are unchanged. Try again.',
    undo: (name: string) => `Undo the reset of ${name}`,
  },
  restored: (name: string) => `Restored the earlier version of ${name}.`,
  earlier: {
    title: (count: number) => plural(count, 'earlier version', 'earlier versions'),
    line: (retired: string) => `Replaced ${retired}`,
    expires: (when: string) => `kept until ${when}`,
    restore: 'Restore',
    restoreLabel: (name: string, retired: string) => `Restore ${name} as it was ${retired}`,
    swap: 'The current contents are kept as an earlier version.',
  },
  restoreConfirm: {
    title: (name: string) => `Restore ${name}?`,
    text: (retired: string) => `The volume returns to its contents from ${retired}.`,
    confirm: 'Restore',
  },
} as const;
