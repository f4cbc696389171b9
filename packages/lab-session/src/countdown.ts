import type { SessionView } from '@perijove/contracts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** From here on days and hours say enough. */
const DAYS_FROM_MS = 48 * HOUR_MS;

/** How near the end is, by the warnings that the hub gives. */
export type Urgency = 'calm' | 'soon' | 'urgent';

/** The time left in the parts that are shown; `over` once the deadline has passed. */
export type TimeLeft =
  | { readonly unit: 'days'; readonly days: number; readonly hours: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'seconds'; readonly seconds: number }
  | { readonly unit: 'over' };

/** What a countdown shows now, and when it has to be looked at again. */
export interface Countdown {
  readonly deadlineMs: number;
  readonly leftMs: number;
  readonly left: TimeLeft;
  readonly urgency: Urgency;
  /** Epoch milliseconds, by the server's clock; null when nothing changes any more. */
  readonly changesAtMs: number | null;
}

const partsOf = (leftMs: number): { readonly left: TimeLeft; readonly stepMs: number } => {
  if (leftMs <= 0) return { left: { unit: 'over' }, stepMs: 0 };
  if (leftMs <= MINUTE_MS) {
    return { left: { unit: 'seconds', seconds: Math.ceil(leftMs / SECOND_MS) }, stepMs: SECOND_MS };
  }
  if (leftMs > DAYS_FROM_MS) {
    const hours = Math.ceil(leftMs / HOUR_MS);
    const left = { unit: 'days', days: Math.floor(hours / 24), hours: hours % 24 } as const;
    return { left, stepMs: HOUR_MS };
  }
  const minutes = Math.ceil(leftMs / MINUTE_MS);
  const left: TimeLeft =
    minutes < 60
      ? { unit: 'minutes', minutes }
      : { unit: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return { left, stepMs: MINUTE_MS };
};

/**
 * The warnings that make sense for this session, in minutes, smallest first. One that is as
 * long as the whole allowed silence would be due all the time.
 */
export const warningMinutes = (session: SessionView): readonly number[] =>
  session.warnMinutes
    .filter(minutes => session.reason !== 'idle' || minutes * 60 < session.timeoutSeconds)
    .sort((a, b) => a - b);

const urgencyOf = (session: SessionView, leftMs: number): Urgency => {
  const minutes = warningMinutes(session);
  const within = (limit: number | undefined): boolean =>
    limit !== undefined && leftMs <= limit * MINUTE_MS;
  if (minutes.length > 1 && within(minutes[0])) return 'urgent';
  return within(minutes.at(-1)) ? 'soon' : 'calm';
};

/** The countdown at `nowMs` of the server's clock; null when nothing will stop the server. */
export const countdown = (session: SessionView, nowMs: number): Countdown | null => {
  if (session.deadline === null) return null;
  const deadlineMs = Date.parse(session.deadline);
  const leftMs = deadlineMs - nowMs;
  const { left, stepMs } = partsOf(leftMs);
  // The text counts in whole steps, rounded up, so it changes when a whole number is reached.
  const changesAtMs = stepMs === 0 ? null : deadlineMs - (Math.ceil(leftMs / stepMs) - 1) * stepMs;
  return { deadlineMs, leftMs, left, urgency: urgencyOf(session, leftMs), changesAtMs };
};
