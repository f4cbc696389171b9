import type { ServerView, SessionView } from '@perijove/contracts';
import type { Trans } from '../format';

/** Server time in these tests. */
export const NOW = Date.parse('2030-01-01T12:00:00.000Z');

/** The ISO time in so many minutes. */
export const inMinutes = (minutes: number): string =>
  new Date(NOW + minutes * 60_000).toISOString();

/** An idle session with two hours left. */
export const aSession = (overrides: Partial<SessionView> = {}): SessionView => ({
  deadline: inMinutes(120),
  remainingSeconds: 7200,
  timeoutSeconds: 86_400,
  lastActivity: inMinutes(-10),
  extension: { usedHours: 3, availableHours: 21, maxHours: 24 },
  maxAgeDeadline: null,
  reason: 'idle',
  warnMinutes: [30, 5],
  canExtend: true,
  serverTime: inMinutes(0),
  ...overrides,
});

/** A running server of ada. */
export const aServer = (overrides: Partial<ServerView> = {}): ServerView => ({
  user: 'ada',
  name: '',
  phase: 'running',
  progress: [],
  url: '/user/ada/',
  image: null,
  startedAt: inMinutes(-600),
  stoppedAt: null,
  stopReason: null,
  failure: null,
  usage: null,
  session: aSession(),
  ...overrides,
});

/** A translation bundle that returns the English texts. */
export const english: Trans = {
  __: (text, ...args) => text.replace(/%(\d)/g, (_, nth: string) => String(args[Number(nth) - 1])),
  _n: (one, many, count, ...args) =>
    (count === 1 ? one : many).replace(/%(\d)/g, (_, nth: string) =>
      String([count, ...args][Number(nth) - 1]),
    ),
};
