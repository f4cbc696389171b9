import type {
  ActivityPage,
  ActivityRow,
  GenerationView,
  HistoryView,
  NotificationView,
  SentView,
  ServerView,
  SessionView,
  VolumeView,
} from '@perijove/contracts';

/** The instant at which all samples are looked at. */
export const NOW = Date.parse('2026-03-10T12:00:00.000Z');

/** An instant so many minutes before `NOW`; negative values lie ahead. */
export const minutesAgo = (minutes: number): string =>
  new Date(NOW - minutes * 60_000).toISOString();

/** A session with three hours left. */
export const sessionOf = (change: Partial<SessionView> = {}): SessionView => ({
  deadline: minutesAgo(-180),
  remainingSeconds: 10_800,
  timeoutSeconds: 14_400,
  lastActivity: minutesAgo(3),
  extension: { usedHours: 3, availableHours: 21, maxHours: 24 },
  maxAgeDeadline: null,
  reason: 'idle',
  warnMinutes: [30, 5],
  canExtend: true,
  serverTime: minutesAgo(0),
  ...change,
});

/** A running server. */
export const serverOf = (change: Partial<ServerView> = {}): ServerView => ({
  user: 'ada',
  name: '',
  phase: 'running',
  progress: [],
  url: '/user/ada/lab',
  image: 'quay.io/jupyter/scipy-notebook:2026-03-02',
  imageOutdated: false,
  startedAt: minutesAgo(125),
  stoppedAt: null,
  stopReason: null,
  failure: null,
  usage: {
    at: minutesAgo(0),
    cpuPercent: 42,
    cpuLimitCores: 2,
    memoryBytes: 1.5 * 1024 ** 3,
    memoryLimitBytes: 4 * 1024 ** 3,
  },
  session: sessionOf(),
  ...change,
});

/** A server that never ran. */
export const newServer = (): ServerView =>
  serverOf({
    phase: 'stopped',
    url: null,
    image: null,
    startedAt: null,
    usage: null,
    session: sessionOf({ deadline: null, remainingSeconds: null, reason: 'not_running' }),
  });

/** Contents that were replaced a day ago. */
export const generationOf = (change: Partial<GenerationView> = {}): GenerationView => ({
  generation: 1,
  retiredAt: minutesAgo(24 * 60),
  expiresAt: minutesAgo(-6 * 24 * 60),
  sizeBytes: 2 * 1024 ** 3,
  ...change,
});

/** A measured volume. */
export const volumeOf = (change: Partial<VolumeView> = {}): VolumeView => ({
  name: 'workspace',
  description: 'Notebooks and data you work on',
  mount: '/home/jovyan/work',
  generation: 2,
  sizeBytes: 3 * 1024 ** 3,
  measuredAt: minutesAgo(5),
  resettable: true,
  retentionDays: 7,
  warnBytes: null,
  recoverable: [],
  ...change,
});

/** A notification that nobody read yet. */
export const notificationOf = (change: Partial<NotificationView> = {}): NotificationView => ({
  id: 'n1',
  cursor: 1,
  title: 'Maintenance',
  message: 'Maintenance at 18:00',
  variant: 'warning',
  autoCloseMs: null,
  actions: [],
  sender: 'grace',
  createdAt: minutesAgo(12),
  expiresAt: null,
  state: 'delivered',
  ...change,
});

/** A message to everyone that most received. */
export const sentOf = (change: Partial<SentView> = {}): SentView => ({
  id: 's1',
  title: null,
  message: 'Maintenance at 18:00',
  variant: 'warning',
  autoCloseMs: null,
  actions: [],
  audience: { to: 'all' },
  sender: 'grace',
  createdAt: minutesAgo(12),
  expiresAt: null,
  recalledAt: null,
  counts: { recipients: 10, pending: 2, failed: 0, delivered: 8, seen: 5, dismissed: 1 },
  ...change,
});

/** A user whose server is in use. */
export const rowOf = (change: Partial<ActivityRow> = {}): ActivityRow => ({
  user: 'ada',
  server: '',
  status: 'active',
  usage: serverOf().usage,
  cpuHistory: [1, 2, null, 4],
  memoryHistory: [1, 1, null, 2],
  volumesBytes: 3 * 1024 ** 3,
  volumesMeasuredAt: minutesAgo(5),
  largeVolumes: [],
  deadline: minutesAgo(-180),
  lastActivity: minutesAgo(3),
  score: 71.6,
  activeHours: 31,
  image: 'quay.io/jupyter/scipy-notebook:2026-03-02',
  ...change,
});

/** A page of the activity list. */
export const activityOf = (items: readonly ActivityRow[]): ActivityPage => ({
  items: [...items],
  nextCursor: null,
  total: items.length,
  can: { operate: 'all', visit: 'all' },
  summary: {
    users: 12,
    running: 3,
    active: 2,
    cpuPercent: 130,
    memoryBytes: 6 * 1024 ** 3,
    volumesBytes: 40 * 1024 ** 3,
    host: {
      cores: 8,
      load1: 1.7,
      memoryTotalBytes: 32 * 1024 ** 3,
      memoryAvailableBytes: 20 * 1024 ** 3,
      disk: { totalBytes: 500 * 1024 ** 3, freeBytes: 120 * 1024 ** 3 },
      low: [],
    },
    sampling: {
      everySeconds: 600,
      keepDays: 7,
      halfLifeHours: 72,
      samples: 1008,
      firstAt: minutesAgo(7 * 24 * 60),
      lastAt: minutesAgo(3),
    },
    historyBytes: 24 * 1024 ** 2,
    historyMaxBytes: 1e9,
    sampledAt: minutesAgo(0),
    sampleIntervalSeconds: 10,
  },
});

/** Twenty minutes of a user at work, with one gap. */
export const historyOf = (change: Partial<HistoryView> = {}): HistoryView => ({
  user: 'ada',
  range: '24h',
  stepSeconds: 300,
  start: minutesAgo(20),
  since: null,
  cpuPercent: [10, null, 85, 20, 5],
  memoryBytes: [1, null, 2, 3, 2].map(gib => (gib === null ? null : gib * 1024 ** 3)),
  diskReadPerSecond: [0, null, 2048, 0, 0],
  diskWrittenPerSecond: [0, null, 512, 0, 0],
  networkReceivedPerSecond: [100, null, 90, 80, 70],
  networkSentPerSecond: [10, null, 20, 30, 40],
  volumesBytes: [null, 1, 1, 2, 2].map(gib => (gib === null ? null : gib * 1024 ** 3)),
  active: [true, null, true, true, true],
  marks: [{ at: minutesAgo(10), kind: 'cull' }],
  ...change,
});
