import { openDb } from '../../../db/open.js';
import { Bus } from '../../../lib/bus.js';
import { createFakeClock } from '../../../../test/fakes/clock.js';
import { silentLogger } from '../../../lib/logger.js';
import type { DomainEvents } from '../../domain-events.js';
import { UserIdsRepo } from '../user-ids-repo.js';
import { VolumeSizesWorker } from './volume-sizes-worker.js';
import { VolumeSizesRepo } from './volume-sizes-repo.js';

const KB = 1024;
const DAY = 86_400_000;
const begin = Date.UTC(2026, 0, 5, 9);

const setUp = () => {
  const db = openDb(':memory:', 'history');
  const clock = createFakeClock(begin);
  const log = silentLogger();
  const bus = new Bus<DomainEvents>(log);
  const repo = new VolumeSizesRepo(db, new UserIdsRepo(db));
  const totals = new Map<string, number>();
  let asked = 0;
  const recorder = new VolumeSizesWorker({
    clock,
    log,
    bus,
    repo,
    totalOf: user => {
      asked += 1;
      const bytes = totals.get(user);
      return bytes === undefined ? null : { bytes, measuredAtMs: clock.now(), large: [] };
    },
  });
  const measured = (user: string, bytes: number): void => {
    totals.set(user, bytes);
    bus.emit('volumes.changed', { user });
  };
  return { clock, recorder, measured, repo, bus, asked: () => asked };
};

it('writes a size down when it changed, and asks for it once a minute at most', async () => {
  const { clock, recorder, measured, repo, asked } = setUp();
  recorder.start();
  measured('ann', 4 * KB);
  measured('ann', 5 * KB);
  await clock.advance(60_000);
  measured('ann', 5 * KB);
  await clock.advance(60_000);
  measured('ann', 9 * KB);
  await recorder.stop();
  expect(repo.of('ann', 0)).toEqual([
    { atMs: begin + 60_000, bytes: 5 * KB },
    { atMs: begin + 120_000, bytes: 9 * KB },
  ]);
  expect(asked()).toBe(3);
});

it('makes no zero of a user who was never measured', async () => {
  const { clock, recorder, repo, bus } = setUp();
  recorder.start();
  bus.emit('volumes.changed', { user: 'ann' });
  await clock.advance(60_000);
  await recorder.stop();
  expect(repo.of('ann', 0)).toEqual([]);
});

it('keeps of the time before the oldest plot only what is still true at its beginning', async () => {
  const { clock, recorder, measured, repo } = setUp();
  recorder.start();
  for (const bytes of [1, 2, 3]) {
    measured('ann', bytes * KB);
    await clock.advance(60_000);
  }
  clock.setWall(clock.now() + 40 * DAY);
  measured('ann', 4 * KB);
  await clock.advance(60_000);
  await recorder.stop();
  expect(repo.of('ann', 0).map(({ bytes }) => bytes / KB)).toEqual([3, 4]);
  expect(repo.of('ann', clock.now() - DAY).map(({ bytes }) => bytes / KB)).toEqual([3, 4]);
});
