import { common } from './common.js';

/** `24 h`, `1.5 h`, `45 min`. */
const span = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 6) / 10;
  return `${hours >= 10 ? Math.round(hours) : hours} h`;
};

/** `02:10` on the clocks of that zone. */
const clockTime = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat(common.language, { hour: '2-digit', minute: '2-digit', timeZone }).format(
    atMs,
  );

/** How long a server runs on, and why it was stopped. */
export const sessions = {
  span,
  clockTime,
  /** Why the culler stopped a server: `time` on the clock, `after` is a span. */
  stoppedIdle: (time: string, after: string) =>
    `Stopped at ${time} after ${after} without activity. Your files are safe.`,
  stoppedOld: (time: string, after: string) =>
    `Stopped at ${time} after ${after}, the longest that a server may run. Your files are safe.`,
  notNeeded: 'Idle servers are not stopped here, so no extension is needed.',
  notRunning: 'The server does not run. Start it first.',
  exhausted:
    'This session cannot be extended any further. Save your work; you can start again at once.',
  oldest:
    'This session has reached the longest time that a server may run. Save your work; you can start again at once.',
  adminsExtendBeyond: 'Only administrators extend beyond the allowance.',
  /** From where somebody extended it, in the audit trail. */
  theLab: 'the lab',
} as const;
