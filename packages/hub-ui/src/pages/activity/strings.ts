import type { ActivityQuery, ActivityStatus } from '@perijove/contracts';
import { plural } from '../../format/number';

/** A column that the service can sort by. */
export type SortColumn = NonNullable<ActivityQuery['sort']>;

/** Words of the activity page. */
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
  } satisfies Record<SortColumn, string>,
  actionsColumn: 'Actions',
  status: {
    active: 'Active',
    inactive: 'Inactive',
    offline: 'Offline',
    starting: 'Starting',
    stopping: 'Stopping',
    failed: 'Failed',
  } satisfies Record<ActivityStatus, string>,
  filter: { search: 'Search users', status: 'Status', any: 'Any status' },
  page: {
    size: 'Rows',
    range: (from: number, to: number, total: number) =>
      total === 0 ? 'No users' : `${from}–${to} of ${total.toLocaleString('en')}`,
    previous: 'Previous',
    next: 'Next',
    label: 'Pages',
  },
  tiles: {
    label: 'All servers together',
    running: 'Running',
    runningOf: (users: number) => `of ${plural(users, 'user', 'users')}`,
    active: 'Active now',
    activeNote: 'used lately',
    cpu: 'CPU',
    cores: (cores: string) => `${cores} cores`,
    memory: 'Memory',
    memoryOf: (free: string, total: string) => `host: ${free} free of ${total}`,
    disk: 'Volumes',
    diskNote: 'on disk',
    diskOf: (free: string, total: string) => `disk: ${free} free of ${total}`,
    history: (size: string) => `The history of usage takes ${size}.`,
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
  score: (score: number) =>
    `In use in ${Math.round(score)} % of the measured time. Recent days count more than older ones.`,
  actions: {
    label: (user: string) => `Actions for ${user}`,
    open: 'Open',
    extend: (hours: string) => `Extend by ${hours}`,
    stop: 'Stop…',
  },
  stopConfirm: {
    title: (user: string) => `Stop the server of ${user}?`,
    text: 'Notebooks that are running now end, and what is only in their memory is lost. Saved files are kept.',
    confirm: 'Stop',
  },
  stopping: (user: string) => `The server of ${user} is stopping.`,
  extended: (user: string, hours: string) => `The session of ${user} is ${hours} longer.`,
  exportCsv: 'Export CSV',
  reset: {
    button: 'Clear samples…',
    title: 'Clear all activity samples?',
    text: 'Scores and plots of everyone begin anew. Servers, files and sessions are not touched.',
    confirm: 'Clear',
    done: (count: number) => `${plural(count, 'sample was', 'samples were')} cleared.`,
  },
} as const;
