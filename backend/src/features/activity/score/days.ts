import type { ActivityDays } from '@perijove/contracts';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Active and measured hours of each of the last days, oldest first, days beginning at midnight
 * of `timeZone`. A sample counts for the interval after it, in the day in which it was taken;
 * a day without samples has no measured hours, which is not the same as a day without work.
 */
export const hoursPerDay = (what: {
  readonly samples: readonly { readonly atMs: number; readonly active: boolean }[];
  readonly sampleEveryMs: number;
  readonly nowMs: number;
  readonly keepDays: number;
  readonly timeZone: string;
}): ActivityDays['days'] => {
  const { samples, sampleEveryMs, nowMs, keepDays, timeZone } = what;
  // This locale writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const [year = 0, month = 1, day = 1] = format.format(nowMs).split('-').map(Number);
  const counts = new Map<string, { active: number; measured: number }>();
  for (let back = keepDays - 1; back >= 0; back -= 1) {
    // Counted in the calendar: with summer time a day may have 23 or 25 hours.
    const date = new Date(Date.UTC(year, month - 1, day - back)).toISOString().slice(0, 10);
    counts.set(date, { active: 0, measured: 0 });
  }
  for (const { atMs, active } of samples) {
    const count = counts.get(format.format(atMs));
    if (count === undefined) continue;
    count.measured += 1;
    if (active) count.active += 1;
  }
  const hours = (samplesCount: number): number => (samplesCount * sampleEveryMs) / HOUR_MS;
  return [...counts].map(([date, { active, measured }]) => ({
    date,
    activeHours: hours(active),
    measuredHours: hours(measured),
  }));
};
