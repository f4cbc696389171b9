import { formatDuration } from './duration';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const coarse = (ms: number): string => {
  if (ms < DAY_MS)
    return ms < 60 * MINUTE_MS ? formatDuration(ms) : `${Math.floor(ms / 3_600_000)} h`;
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? '1 day' : `${days} days`;
};

/** How long ago an ISO 8601 instant was, such as `5 min ago`. `nowMs` is epoch milliseconds. */
export const formatAgo = (instant: string, nowMs: number): string => {
  const ms = nowMs - Date.parse(instant);
  // A minute of disagreement between clocks must not read as "in 3 s".
  return ms < MINUTE_MS ? 'just now' : `${coarse(ms)} ago`;
};

/** How far away an ISO 8601 instant is, such as `in 6 days`. `nowMs` is epoch milliseconds. */
export const formatUntil = (instant: string, nowMs: number): string => {
  const ms = Date.parse(instant) - nowMs;
  return ms < MINUTE_MS ? 'in a moment' : `in ${coarse(ms)}`;
};

/** Date and time in the reader's own language and zone, for titles and dialogs. */
export const formatDateTime = (instant: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** The time of day in the reader's own language and zone. */
export const formatTime = (instant: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(instant));
