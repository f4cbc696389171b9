import { openDb } from '../../../db/open.js';
import { silentLogger } from '../../../lib/logger.js';
import { limitHistorySize, usedBytes } from './retention.js';
import { UserIdsRepo } from '../user-ids-repo.js';
import { readingOf } from '../../../../test/helpers/readings.js';
import { UsageRepo } from './usage-repo.js';

const users = Array.from({ length: 20 }, (_, index) => `student-${index}`);
const MINUTES = 300;

const filled = () => {
  const db = openDb(':memory:', 'history');
  const usage = new UsageRepo(db, new UserIdsRepo(db));
  const all = users.map(user => ({ user, ...readingOf(50, 1e9) }));
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const passes = [0, 10, 20, 30, 40, 50].map(second => ({
      at: minute * 60 + second,
      users: all,
    }));
    usage.insertMinute(minute, all, passes);
  }
  const range = (table: string, column: string) =>
    db
      .prepare<[], { first: number | null; last: number | null }>(
        `SELECT min(${column}) AS first, max(${column}) AS last FROM ${table}`,
      )
      .get();
  return { db, range };
};

it('leaves a history alone that is small enough', () => {
  const { db, range } = filled();
  const before = usedBytes(db);
  limitHistorySize(db, before, silentLogger());
  expect(usedBytes(db)).toBe(before);
  expect(range('usage_readings', 'at')?.first).toBe(0);
});

it('gives up the older half of the single readings first', () => {
  const { db, range } = filled();
  const limit = usedBytes(db) * 0.7;
  limitHistorySize(db, limit, silentLogger());
  expect(usedBytes(db)).toBeLessThanOrEqual(limit);
  expect(range('usage_readings', 'at')).toEqual({ first: 9000, last: MINUTES * 60 - 10 });
  expect(range('usage_minutes', 'minute')).toEqual({ first: 0, last: MINUTES - 1 });
});

it('gives up minutes when that is not enough, the newest last', () => {
  const { db, range } = filled();
  const limit = usedBytes(db) * 0.12;
  limitHistorySize(db, limit, silentLogger());
  expect(usedBytes(db)).toBeLessThanOrEqual(limit);
  expect(range('usage_minutes', 'minute')?.last).toBe(MINUTES - 1);
  expect(range('usage_minutes', 'minute')?.first).toBeGreaterThan(0);
});

it('fills freed pages again before the file grows', () => {
  const { db } = filled();
  limitHistorySize(db, usedBytes(db) * 0.5, silentLogger());
  const size = Number(db.pragma('page_count', { simple: true }));
  const usage = new UsageRepo(db, new UserIdsRepo(db));
  for (let minute = MINUTES; minute < MINUTES + 50; minute += 1) {
    usage.insertMinute(
      minute,
      users.map(user => ({ user, ...readingOf(1, 1e6) })),
    );
  }
  expect(Number(db.pragma('page_count', { simple: true }))).toBe(size);
});
