import { openDb } from '../../../db/open.js';
import { UserIdsRepo } from '../user-ids-repo.js';
import { noTraffic, readingOf } from '../../../../test/helpers/readings.js';
import { RollupsRepo, KEEP_MINUTES } from './rollups.js';
import { UsageRepo } from './usage-repo.js';

const DAY = 1440;
const MB = 1024 * 1024;
/** A whole number of days, so that buckets begin where days do. */
const start = 20_000 * DAY;

const setUp = () => {
  const db = openDb(':memory:', 'history');
  const usage = new UsageRepo(db, new UserIdsRepo(db));
  const rollups = new RollupsRepo(db);
  const count = (table: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  /** A minute as the sampler closes it. */
  const live = (minute: number, cpuPercent: number | null): void => {
    if (cpuPercent !== null) {
      usage.insertMinute(minute, [{ user: 'ann', ...readingOf(cpuPercent, cpuPercent * MB) }]);
    }
    rollups.rollUp(minute + 1);
    if (minute % 60 === 59) rollups.purge(minute + 1);
  };
  return { usage, tiers: rollups, count, live };
};

it('gives the same means from coarse rows as from minutes', () => {
  const { usage, live } = setUp();
  for (let minute = 0; minute < 60; minute += 1) live(start + minute, minute);
  expect(usage.series('ann', start / 5, 300).map(point => point.cpuPercent)).toEqual([
    2, 7, 12, 17, 22, 27, 32, 37, 42, 47, 52, 57,
  ]);
  expect(usage.series('ann', start / 60, 3600)).toEqual([
    { bucket: start / 60, cpuPercent: 29.5, memoryBytes: 29.5 * MB, ...noTraffic },
  ]);
});

it('shows the stretch under way, each of its minutes counted once', () => {
  const { usage, live } = setUp();
  for (let minute = 0; minute < 62; minute += 1) live(start + minute, minute < 60 ? 10 : 70);
  expect(usage.series('ann', start / 60, 3600).map(point => point.cpuPercent)).toEqual([10, 70]);
  expect(usage.series('ann', start / 180, 180 * 60)).toMatchObject([
    { cpuPercent: (60 * 10 + 2 * 70) / 62 },
  ]);
});

it('keeps a gap a gap in every tier', () => {
  const { usage, live } = setUp();
  for (let minute = 0; minute < 180; minute += 1) {
    live(start + minute, minute >= 60 && minute < 120 ? null : 10);
  }
  expect(usage.series('ann', start / 60, 3600).map(point => point.bucket - start / 60)).toEqual([
    0, 2,
  ]);
});

it('remembers a month within a bound, however long it runs', () => {
  const { usage, count, live } = setUp();
  for (let minute = 0; minute < 40 * DAY; minute += 1) live(start + minute, 10);
  const end = start + 40 * DAY;
  expect(count('usage_minutes')).toBe(KEEP_MINUTES);
  expect(count('usage_rollups')).toBe((8 * DAY) / 5 + 31 * 24);
  expect(usage.series('ann', (end - 30 * DAY) / 180, 180 * 60)).toHaveLength(240);
  // The week does not begin where a step does: the first and the last one are cut.
  expect(usage.series('ann', (end - 7 * DAY) / 35, 35 * 60)).toHaveLength(289);
});

it('catches up after a pause, and makes nothing twice', () => {
  const { usage, tiers: rollups, count } = setUp();
  for (let minute = 0; minute < 20; minute += 1) {
    usage.insertMinute(start + minute, [{ user: 'ann', ...readingOf(10, MB) }]);
  }
  rollups.rollUp(start + 300);
  rollups.rollUp(start + 300);
  expect(count('usage_rollups')).toBe(4 + 1);
});

it('averages what moved over the minutes in which it was counted', () => {
  const { usage, tiers: rollups } = setUp();
  for (let minute = 0; minute < 60; minute += 1) {
    const diskRead = minute < 30 ? null : 100;
    usage.insertMinute(start + minute, [
      { user: 'ann', ...readingOf(1, MB, { diskRead, networkSent: minute }) },
    ]);
  }
  const expected = [{ diskRead: 100, networkSent: 29.5, diskWritten: null }];
  expect(usage.series('ann', start / 60, 3600)).toMatchObject(expected);
  rollups.rollUp(start + 60);
  // Whole numbers, so that rows stay small.
  expect(usage.series('ann', start / 60, 3600)).toMatchObject([
    { ...expected[0], networkSent: 30 },
  ]);
});

it('keeps single readings for two days, and makes steps below a minute of them', () => {
  const { usage, tiers: rollups, count } = setUp();
  const passAt = (at: number, cpu: number) => ({
    at,
    users: [{ user: 'ann', ...readingOf(cpu, MB) }],
  });
  const at = start * 60;
  usage.insertMinute(start, [], [passAt(at, 10), passAt(at + 10, 20), passAt(at + 40, 90)]);
  expect(usage.series('ann', at / 20, 20)).toMatchObject([
    { bucket: at / 20, cpuPercent: 15 },
    { bucket: at / 20 + 2, cpuPercent: 90 },
  ]);
  rollups.purge(start + KEEP_MINUTES);
  expect(count('usage_readings')).toBe(3);
  rollups.purge(start + KEEP_MINUTES + 1);
  expect(count('usage_readings')).toBe(0);
});
