import type { SessionView } from '@perijove/contracts';
import { warningMinutes } from './countdown';

const MINUTE_MS = 60_000;

/** A warning that is due. */
export interface Warning {
  /** Identifies the deadline and the warning, so that each is shown once. */
  readonly key: string;
  readonly minutes: number;
  readonly deadlineMs: number;
}

/** The warning that is due at `nowMs` of the server's clock; the latest one if there are several. */
export const dueWarning = (session: SessionView, nowMs: number): Warning | null => {
  if (session.deadline === null) return null;
  const deadlineMs = Date.parse(session.deadline);
  if (nowMs >= deadlineMs) return null;
  const minutes = warningMinutes(session).find(one => deadlineMs - one * MINUTE_MS <= nowMs);
  if (minutes === undefined) return null;
  return { key: `${session.deadline} ${minutes}`, minutes, deadlineMs };
};

/** When the next warning is due, in epoch milliseconds of the server's clock. */
export const nextWarningAtMs = (session: SessionView, nowMs: number): number | null => {
  if (session.deadline === null) return null;
  const deadlineMs = Date.parse(session.deadline);
  const times = warningMinutes(session)
    .map(minutes => deadlineMs - minutes * MINUTE_MS)
    .filter(time => time > nowMs);
  return times.length === 0 ? null : Math.min(...times);
};
