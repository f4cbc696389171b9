import type { ActivityQuery, ActivityStatus } from '@perijove/contracts';
import { plural } from '../../format/number';

/** A column that the service can sort by. */
export type SortColumn = NonNullable<ActivityQuery['sort']>;

/** Texts of the activity page. */
export const strings = {
  title: 'Activity',
  lead: 'Every server, as it is now.',
  table: 'Activity of all users',
  columns: {
    user: 'User',
    status: 'Status',
    cpu: 'CPU',
    memory: 'Memory',
    volumes: 'Volumes',
    timeLeft: 'Time left',
    lastActivity: 'Last active',
    score: 'Score',
    image: 'Image',
  } satisfies Record<SortColumn, string>,
  actionsColumn: 'Actions',
  chooseColumns: 'Columns',
  select: (user: string, server: string) =>
    server === '' ? `Select ${user}` : `Select ${user} / ${server}`,
  selectAll: 'Select all on this page',
  volumesOf: (user: string) => `Volumes of ${user}`,
  status: {
    active: 'Active',
    inactive: 'Inactive',
    offline: 'Offline',
    starting: 'Starting',
    stopping: 'Stopping',
    failed: 'Failed',
  } satisfies Record<ActivityStatus, string>,
  filter: { search: 'Search users', status: 'Status', any: 'Any status', rules: 'Old rules' },
  page: {
    size: 'Rows',
  },
  tiles: {
    label: 'All servers together',
    running: 'Running',
    runningOf: (users: number) => `of ${plural(users, 'user', 'users')}`,
    active: 'Active now',
    activeNote: 'used lately',
    cpu: 'CPU',
    cores: (cores: string) => `${cores} cores`,
    coresOf: (cores: string, all: number) => `${cores} of ${plural(all, 'core', 'cores')}`,
    share: (percent: number) => `${percent} % in use`,
    shares: (labs: number, all: number) => `Labs take ${labs} %, everything together ${all} %`,
    memory: 'Memory',
    memoryOf: (free: string, total: string) => `host: ${free} free of ${total}`,
    disk: 'Volumes',
    diskNote: 'on disk',
    diskOf: (free: string, total: string) => `disk: ${free} free of ${total}`,
    load: 'Host load',
    loadOf: (cores: number) => `on ${plural(cores, 'core', 'cores')}`,
    unknown: '–',
    unmeasured: 'not measured yet',
  },
  shortage: {
    disk: (free: string, total: string) =>
      `The disk is nearly full: ${free} of ${total} are free. Remove what is not needed, or add space, before labs fail to write.`,
    memory: (free: string, total: string) =>
      `The host runs low on memory: ${free} of ${total} are free. Stop idle servers before labs are ended by the system.`,
  },
  empty: {
    title: 'No users yet',
    text: 'As soon as someone signs up, they stand here.',
  },
  noMatch: {
    title: 'No one matches',
    text: 'Try another name, or show every status.',
    clear: 'Show everyone',
  },
  noServer: '–',
  server: (name: string) => `server ${name}`,
  of: (value: string, limit: string) => `${value} of ${limit}`,
  large: 'large',
  largeVolumes: (names: readonly string[]) => `Above the size to warn of: ${names.join(', ')}`,
  measured: (ago: string) => `measured ${ago}`,
  stopsAt: (when: string) => `Stops at ${when}`,
  due: 'now',
  noScore: 'Nothing was measured yet.',
  score: (time: string, days: number) =>
    `Active ${time} of the last ${plural(days, 'day', 'days')}. Recent hours count more`,
  actions: {
    label: (user: string) => `Actions for ${user}`,
    open: 'Open their lab',
    extend: (hours: string) => `Extend by ${hours}`,
    restart: 'Restart…',
    recreate: 'Recreate…',
    stop: 'Stop…',
    volumes: 'Volumes',
    notify: 'Notify…',
  },
  stopConfirm: {
    title: (user: string) => `Stop the server of ${user}?`,
    text: 'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
    confirm: 'Stop',
  },
  restartConfirm: {
    title: (user: string) => `Restart the server of ${user}?`,
    text: 'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept. The same page works again in a moment.',
    confirm: 'Restart',
  },
  recreateConfirm: {
    title: (user: string) => `Recreate the server of ${user}?`,
    text: 'A fresh container starts in its place, with the rights and limits that hold now. Notebooks that are running now end, and what was installed outside of volumes is lost. Saved files are kept.',
    confirm: 'Recreate',
  },
  recreating: (user: string) => `The server of ${user} is made anew.`,
  settingsOutdated: 'old rules',
  rulesOutdatedTitle:
    'Rights or limits have changed. New rules apply when you recreate this server.',
  restarting: (user: string) => `The server of ${user} restarts.`,
  bulk: {
    selected: (count: number) => `${count.toLocaleString('en')} selected`,
    button: {
      stop: 'Stop…',
      restart: 'Restart…',
      recreate: 'Recreate…',
      extend: 'Extend…',
      notify: 'Notify…',
    },
    clear: 'Clear selection',
    title: {
      stop: (count: number) => `Stop ${plural(count, 'server', 'servers')}?`,
      restart: (count: number) => `Restart ${plural(count, 'server', 'servers')}?`,
      recreate: (count: number) => `Recreate ${plural(count, 'server', 'servers')}?`,
      extend: (count: number) => `Extend ${plural(count, 'session', 'sessions')}?`,
    },
    text: {
      stop: 'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
      restart:
        'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
      recreate:
        'Fresh containers start in their place, with the rights and limits that hold now. Notebooks that are running now end, and what was installed outside of volumes is lost. Saved files are kept.',
      extend: 'Their own allowances stay as they are. No session outlives its greatest age.',
    },
    confirm: { stop: 'Stop', restart: 'Restart', recreate: 'Recreate', extend: 'Extend' },
    hours: 'How much longer',
    names: 'Whom it concerns',
    more: (count: number) => `and ${count.toLocaleString('en')} more`,
    leftOut: (count: number) =>
      `${plural(count, 'selected row is', 'selected rows are')} left out: it would change nothing there.`,
    done: {
      stop: (count: number) => `${plural(count, 'server is', 'servers are')} stopping.`,
      restart: (count: number) => `${plural(count, 'server restarts', 'servers restart')}.`,
      recreate: (count: number) => `${plural(count, 'server is', 'servers are')} made anew.`,
      extend: (count: number) => `${plural(count, 'session is', 'sessions are')} longer.`,
    },
    failed: (done: string, count: number, reason: string) =>
      `${done} It failed for ${count.toLocaleString('en')}: ${reason}`,
  },
  notify: {
    title: (people: number) => `Notify ${plural(people, 'person', 'people')}`,
    send: 'Send',
    sent: (people: number) => `The message is on its way to ${plural(people, 'person', 'people')}.`,
  },
  sampling: {
    notRead: 'What labs use was not read yet.',
    read: (every: string, ago: string) => `What labs use is read every ${every}, last ${ago}.`,
    none: (every: string) => `Scores have no samples yet; one is taken every ${every}.`,
    samples: (count: number, days: number, ago: string) =>
      `Scores come from ${plural(count, 'sample', 'samples')} of the last ${plural(days, 'day', 'days')}, the newest ${ago}.`,
    disk: (size: string, most: string) => `The history takes ${size} of at most ${most}.`,
  },
  stopping: (user: string) => `The server of ${user} is stopping.`,
  extended: (user: string, hours: string) => `The session of ${user} is ${hours} longer.`,
  exportCsv: 'Export CSV',
  reset: {
    button: 'Clear samples…',
    title: 'Clear all activity samples?',
    text: 'Scores and active hours of everyone begin anew, and the old ones cannot be brought back. Plots, servers, files and sessions are not touched.',
    confirm: 'Clear',
    done: (count: number) => `${plural(count, 'sample was', 'samples were')} cleared.`,
  },
} as const;
