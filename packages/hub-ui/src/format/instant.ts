import { formatDuration } from './duration';
import { locale, t } from '../i18n';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const coarse = (ms: number): string => {
  if (ms < 60 * MINUTE_MS) return formatDuration(ms);
  if (ms < DAY_MS) return t('format:hours', { value: Math.floor(ms / (60 * MINUTE_MS)) });
  return t('format:wholeDays', { count: Math.floor(ms / DAY_MS) });
};

/** How long ago an ISO 8601 instant was, such as `5 min ago`. `nowMs` is epoch milliseconds. */
export const formatAgo = (instant: string, nowMs: number): string => {
  const ms = nowMs - Date.parse(instant);
  // A minute of disagreement between clocks must not read as "in 3 s".
  return ms < MINUTE_MS ? t('format:justNow') : t('format:ago', { length: coarse(ms) });
};

/** How far away an ISO 8601 instant is, such as `in 6 days`. `nowMs` is epoch milliseconds. */
export const formatUntil = (instant: string, nowMs: number): string => {
  const ms = Date.parse(instant) - nowMs;
  return ms < MINUTE_MS ? t('format:inAMoment') : t('format:until', { length: coarse(ms) });
};

/** Date and time in the reader's own language and zone, for titles and dialogs. */
export const formatDateTime = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** The time of day in the reader's own language and zone. */
export const formatTime = (instant: string): string =>
  new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(new Date(instant));
