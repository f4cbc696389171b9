import { hoursPerDay } from './days.js';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 2, 30, 12);
const build = (change: Partial<Parameters<typeof hoursPerDay>[0]> = {}) =>
  hoursPerDay({
    samples: [],
    sampleEveryMs: HOUR / 2,
    nowMs: noon,
    keepDays: 3,
    timeZone: 'UTC',
    ...change,
  });

it('has every day up to today, measured or not', () => {
  expect(build()).toEqual([
    { date: '2026-03-28', activeHours: 0, measuredHours: 0 },
    { date: '2026-03-29', activeHours: 0, measuredHours: 0 },
    { date: '2026-03-30', activeHours: 0, measuredHours: 0 },
  ]);
});

it('counts each sample for the interval after it', () => {
  const samples = [4, 3, 2, 1].map(ago => ({ atMs: noon - ago * HOUR, active: ago !== 2 }));
  expect(build({ samples }).at(-1)).toEqual({
    date: '2026-03-30',
    activeHours: 1.5,
    measuredHours: 2,
  });
});

it('begins days at midnight of the zone, also where clocks change', () => {
  // In Berlin summer time began on 29 March 2026: midnight moved from 23:00 to 22:00 UTC.
  const at = (day: number, hour: number) => ({ atMs: Date.UTC(2026, 2, day, hour), active: true });
  const samples = [at(28, 22), at(28, 23), at(29, 21), at(29, 22)];
  const days = build({ samples, timeZone: 'Europe/Berlin' });
  expect(days.map(day => day.activeHours)).toEqual([0.5, 1, 0.5]);
});

it('leaves out what is older than its days', () => {
  expect(build({ samples: [{ atMs: noon - 80 * HOUR, active: true }] })).toEqual(build());
});
