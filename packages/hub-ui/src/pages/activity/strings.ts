import type { ActivityQuery, ActivityStatus } from '@perijove/contracts';
import { plural } from '../../format/number';

/** A column that the service can sort by. */
export type SortColumn = NonNullable<ActivityQuery['sort']>;

/** Texts of the activity page. */
export const strings = {
  title: 'Activity',
  lead: 'Status and resource usage of all servers.',
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
  search: 'Search users',
  filter: { status: 'Status', any: 'Any status', rules: 'Outdated' },
  page: {
    size: 'Rows per page',
  },
  tiles: {
    label: 'Summary of all servers',
    running: 'Running',
    runningOf: (users: number) => `of ${plural(users, 'user', 'users')}`,
    active: 'Active now',
    activeNote: 'used recently',
    cpu: 'CPU',
    cores: (cores: string) => `${cores} cores`,
    coresOf: (cores: string, all: number) => `${cores} of ${plural(all, 'core', 'cores')}`,
    share: (percent: number) => `${percent} % in use`,
    shares: (labs: number, all: number) => `Servers use ${labs} %; ${all} % in use in total`,
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
      `The disk is almost full: ${free} of ${total} free. Delete unused data or add space before servers can no longer write.`,
    memory: (free: string, total: string) =>
      `The host is low on memory: ${free} of ${total} free. Stop idle servers before the system ends processes.`,
  },
  empty: {
    title: 'No users yet',
    text: 'Users appear here after they sign up.',
  },
  noMatch: {
    title: 'No users found',
    text: 'Change the search or the status filter.',
    clear: 'Clear filters',
  },
  noServer: '–',
  server: (name: string) => `server ${name}`,
  of: (value: string, limit: string) => `${value} of ${limit}`,
  large: 'large',
  largeVolumes: (names: readonly string[]) => `Over the warning size: ${names.join(', ')}`,
  measured: (ago: string) => `measured ${ago}`,
  stopsAt: (when: string) => `Stops at ${when}`,
  due: 'now',
  noScore: 'No data yet',
  score: (time: string, days: number) =>
    `Active for ${time} in the last ${plural(days, 'day', 'days')}. Recent hours count more`,
  actions: {
    label: (user: string) => `Actions for ${user}`,
    open: 'Open server',
    extend: (hours: string) => `Extend by ${hours}`,
    restart: 'Restart…',
    recreate: 'Recreate…',
    stop: 'Stop…',
    volumes: 'Volumes',
    notify: 'Notify…',
  },
  stopConfirm: {
    title: (user: string) => `Stop the server of ${user}?`,
    text: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
    confirm: 'Stop',
  },
  restartConfirm: {
    title: (user: string) => `Restart the server of ${user}?`,
    text: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
    confirm: 'Restart',
  },
  recreateConfirm: {
    title: (user: string) => `Recreate the server of ${user}?`,
    text: 'The server starts in a new container with the current permissions and limits. Running notebooks stop, and software installed outside of volumes is lost. Saved files are kept.',
    confirm: 'Recreate',
  },
  recreating: (user: string) => `Recreating the server of ${user}.`,
  settingsOutdated: 'outdated',
  rulesOutdatedTitle: 'Permissions or limits have changed. Recreate this server to apply them.',
  restarting: (user: string) => `Restarting the server of ${user}.`,
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
      stop: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
      restart: 'Running notebooks stop, and unsaved work is lost. Saved files are kept.',
      recreate:
        'The servers start in new containers with the current permissions and limits. Running notebooks stop, and software installed outside of volumes is lost. Saved files are kept.',
      extend:
        'This does not use up the extra time of the users. No session exceeds its maximum age.',
    },
    confirm: { stop: 'Stop', restart: 'Restart', recreate: 'Recreate', extend: 'Extend' },
    hours: 'Extra time',
    names: 'Selected',
    more: (count: number) => `and ${count.toLocaleString('en')} more`,
    leftOut: (count: number) =>
      `This does not apply to ${plural(count, 'selected row', 'selected rows')}, which will be skipped.`,
    done: {
      stop: (count: number) => `Stopping ${plural(count, 'server', 'servers')}.`,
      restart: (count: number) => `Restarting ${plural(count, 'server', 'servers')}.`,
      recreate: (count: number) => `Recreating ${plural(count, 'server', 'servers')}.`,
      extend: (count: number) => `Extended ${plural(count, 'session', 'sessions')}.`,
    },
    failed: (done: string, count: number, reason: string) =>
      `${done} ${count.toLocaleString('en')} failed: ${reason}`,
  },
  notify: {
    title: (users: number) => `Notify ${plural(users, 'user', 'users')}`,
    send: 'Send',
    sent: (users: number) => `Notification sent to ${plural(users, 'user', 'users')}.`,
  },
  sampling: {
    notRead: 'Usage has not been measured yet.',
    read: (every: string, ago: string) => `Usage is measured every ${every}, last ${ago}.`,
    none: (every: string) => `Scores have no samples yet. A sample is taken every ${every}.`,
    samples: (count: number, days: number, ago: string) =>
      `Scores are based on ${plural(count, 'sample', 'samples')} from the last ${plural(days, 'day', 'days')}, the latest ${ago}.`,
    disk: (size: string, most: string) => `History uses ${size} of ${most}.`,
  },
  stopping: (user: string) => `Stopping the server of ${user}.`,
  extended: (user: string, hours: string) => `Extended the session of ${user} by ${hours}.`,
  exportCsv: 'Export CSV',
  reset: {
    button: 'Clear samples…',
    title: 'Clear all activity samples?',
    text: 'This resets the scores and active hours of all users and cannot be undone. Plots, servers, files and sessions are not affected.',
    confirm: 'Clear',
    done: (count: number) => `Cleared ${plural(count, 'sample', 'samples')}.`,
  },
} as const;
