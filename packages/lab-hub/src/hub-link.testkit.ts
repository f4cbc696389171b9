import type { NotificationView, ServerView, SessionView, Snapshot } from '@perijove/contracts';

const NOON = '2030-01-01T12:00:00.000Z';

/** A session that has two hours left, with what differs. */
export const aSession = (differs: Partial<SessionView> = {}): SessionView => ({
  deadline: '2030-01-01T14:00:00.000Z',
  remainingSeconds: 7200,
  timeoutSeconds: 7200,
  lastActivity: NOON,
  extension: { usedHours: 0, availableHours: 24, maxHours: 24 },
  maxAgeDeadline: null,
  reason: 'idle',
  warnMinutes: [30, 5],
  mayExtend: true,
  serverTime: NOON,
  ...differs,
});

/** A running server of ada's, with what differs. */
export const aServer = (differs: Partial<ServerView> = {}): ServerView => ({
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
  ...differs,
});

/** A new notification, with what differs. */
export const aNotification = (differs: Partial<NotificationView> = {}): NotificationView => ({
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
  ...differs,
});

/** A snapshot of ada's page, with what differs. */
export const aSnapshot = (differs: Partial<Snapshot> = {}): Snapshot => ({
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
  ...differs,
});
