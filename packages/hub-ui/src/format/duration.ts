import { t } from '../i18n';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const hoursAndMinutes = (minutes: number): string => {
  const hours = t('format:hours', { value: Math.floor(minutes / 60) });
  return minutes % 60 === 0
    ? hours
    : t('format:together', {
        larger: hours,
        smaller: t('format:minutes', { value: minutes % 60 }),
      });
};

const daysAndHours = (hours: number): string => {
  const days = t('format:days', { value: Math.floor(hours / 24) });
  return hours % 24 === 0
    ? days
    : t('format:together', { larger: days, smaller: t('format:hours', { value: hours % 24 }) });
};

/** A length of time in its two largest units, rounded down, such as `3 h 24 min`. */
export const formatDuration = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return t('format:seconds', { value: Math.floor(ms / SECOND_MS) });
  if (ms < HOUR_MS) return t('format:minutes', { value: Math.floor(ms / MINUTE_MS) });
  if (ms < DAY_MS) return hoursAndMinutes(Math.floor(ms / MINUTE_MS));
  return daysAndHours(Math.floor(ms / HOUR_MS));
};

/**
 * Time left. Seconds show in the last ten minutes only: before that they are noise. Up to three
 * days it stays in hours and minutes, so that one hour more is seen to be one hour more.
 */
export const formatCountdown = (remainingMs: number): string => {
  const ms = Math.max(0, remainingMs);
  if (ms >= DAY_MS && ms < 3 * DAY_MS) return hoursAndMinutes(Math.floor(ms / MINUTE_MS));
  if (ms >= 10 * MINUTE_MS || ms < MINUTE_MS) return formatDuration(ms);
  const seconds = Math.floor(ms / SECOND_MS);
  return t('format:together', {
    larger: t('format:minutes', { value: Math.floor(seconds / 60) }),
    smaller: t('format:seconds', { value: seconds % 60 }),
  });
};

/** Time since something began, to the second, such as `1:04` or `1:02:03`. */
export const formatElapsed = (elapsedMs: number): string => {
  const seconds = Math.floor(Math.max(0, elapsedMs) / SECOND_MS);
  const pad = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
};

/** Time spent: minutes up to an hour, whole hours beyond. */
export const formatActive = (hours: number): string =>
  hours > 0 && hours < 1
    ? t('format:minutes', { value: Math.ceil(hours * 60) })
    : t('format:hours', { value: Math.round(hours) });

/** A time in which something can be undone: whole days, or hours where it is less than one. */
export const formatDays = (days: number): string =>
  days < 1
    ? t('format:wholeHours', { count: Math.round(days * 24) })
    : t('format:wholeDays', { count: Math.floor(days) });

/** Hours as users say them: whole hours, or minutes when there is a fraction. */
export const formatHours = (hours: number): string => {
  const minutes = Math.round(hours * 60);
  if (minutes > 0 && minutes < 60) return t('format:minutes', { value: minutes });
  return hoursAndMinutes(minutes);
};
