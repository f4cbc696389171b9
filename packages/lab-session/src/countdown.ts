import type { SessionView } from '@perijove/contracts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Above this, days and hours are precise enough. */
const DAYS_FROM_MS = 48 * HOUR_MS;

/** How close the deadline is, measured by the hub's warnings. */
export type Urgency = 'calm' | 'soon' | 'urgent';

/** The time left, split into the units that are shown; `over` after the deadline. */
export type TimeLeft =
  | { readonly unit: 'days'; readonly days: number; readonly hours: number }
  | { readonly unit: 'hours'; readonly hours: number; readonly minutes: number }
  | { readonly unit: 'minutes'; readonly minutes: number }
  | { readonly unit: 'seconds'; readonly seconds: number }
  | { readonly unit: 'over' };

/** A countdown at one moment, and the time of its next change. */
export interface Countdown {
  readonly deadlineMs: number;
  readonly leftMs: number;
  readonly left: TimeLeft;
  readonly urgency: Urgency;
  /** Epoch milliseconds by the server's clock; null after the deadline. */
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
 * The warnings of this session, in minutes before the deadline, smallest first. A warning that is
 * as long as the idle timeout is left out, because it would always be due.
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

/** The countdown at `nowMs` of the server's clock; null when the server has no deadline. */
export const countdown = (session: SessionView, nowMs: number): Countdown | null => {
  if (session.deadline === null) return null;
  const deadlineMs = Date.parse(session.deadline);
  const leftMs = deadlineMs - nowMs;
  const { left, stepMs } = partsOf(leftMs);
  // The text shows whole steps, rounded up, so it changes when a whole step has passed.
  const changesAtMs = stepMs === 0 ? null : deadlineMs - (Math.ceil(leftMs / stepMs) - 1) * stepMs;
  return { deadlineMs, leftMs, left, urgency: urgencyOf(session, leftMs), changesAtMs };
};
