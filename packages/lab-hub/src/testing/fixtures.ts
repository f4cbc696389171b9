import type { NotificationView, ServerView, SessionView, Snapshot } from '@perijove/contracts';

const NOON = '2030-01-01T12:00:00.000Z';

/** A session with two hours left. */
export const aSession = (overrides: Partial<SessionView> = {}): SessionView => ({
  deadline: '2030-01-01T14:00:00.000Z',
  remainingSeconds: 7200,
  timeoutSeconds: 7200,
  lastActivity: NOON,
  extension: { usedHours: 0, availableHours: 24, maxHours: 24 },
  maxAgeDeadline: null,
  reason: 'idle',
  warnMinutes: [30, 5],
  canExtend: true,
  serverTime: NOON,
  ...overrides,
});

/** A running server of ada. */
export const aServer = (overrides: Partial<ServerView> = {}): ServerView => ({
  user: 'ada',
  name: '',
  phase: 'running',
  progress: [],
  url: '/user/ada/',
  image: 'lab',
  startedAt: NOON,
  stoppedAt: null,
  stopReason: null,
  failure: null,
  usage: null,
  session: aSession(),
  ...overrides,
});

/** A new notification. */
export const aNotification = (overrides: Partial<NotificationView> = {}): NotificationView => ({
  id: 'n1',
  cursor: 1,
  title: null,
  message: 'Maintenance at 18:00',
  variant: 'info',
  autoCloseMs: null,
  actions: [],
  sender: 'root',
  createdAt: NOON,
  expiresAt: null,
  state: 'pending',
  ...overrides,
});

/** A snapshot for ada's page. */
export const aSnapshot = (overrides: Partial<Snapshot> = {}): Snapshot => ({
  seq: { me: 5, server: 9 },
  serverTime: NOON,
  visitor: 'ada',
  server: aServer(),
  volumes: [],
  notifications: [],
  preferences: null,
  announcement: null,
  unread: 0,
  cursor: 0,
  ...overrides,
});
