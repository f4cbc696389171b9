import { openDb } from '../../../db/open.js';
import { Bus } from '../../../lib/bus.js';
import { createFakeClock } from '../../../../test/fakes/clock.js';
import { silentLogger } from '../../../lib/logger.js';
import type { DomainEvents } from '../../domain-events.js';
import { Markers } from './markers.js';
import { UserIdsRepo } from '../user-ids-repo.js';

const setUp = () => {
  const db = openDb(':memory:', 'history');
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
  const bus = new Bus<DomainEvents>(silentLogger());
  const markers = new Markers({ db, userIds: new UserIdsRepo(db), bus, clock });
  markers.start();
  const ann = { user: 'ann', server: '' };
  return {
    clock,
    marks: markers,
    started: () => bus.emit('server.started', { ...ann, atMs: clock.now() }),
    stopped: () => bus.emit('server.stopped', { ...ann, atMs: clock.now(), reason: null }),
    culled: () => bus.emit('server.culled', { ...ann, cause: 'idle' }),
    kinds: () => markers.of('ann', 0).map(({ kind }) => kind),
  };
};

it('remembers starts and stops, no matter who asked for them', async () => {
  const { clock, marks: markers, started, stopped } = setUp();
  started();
  await clock.advance(60_000);
  stopped();
  expect(markers.of('ann', 0)).toEqual([
    { at: '2026-01-05T09:00:00.000Z', kind: 'start' },
    { at: '2026-01-05T09:01:00.000Z', kind: 'stop' },
  ]);
  expect(markers.of('ann', clock.now())).toHaveLength(1);
  expect(markers.of('bob', 0)).toEqual([]);
});

it('knows when the first of them was', async () => {
  const { clock, marks: markers, started, stopped } = setUp();
  expect(markers.firstMs('ann')).toBeNull();
  started();
  const atMs = clock.now();
  await clock.advance(60_000);
  stopped();
  expect(markers.firstMs('ann')).toBe(atMs);
  expect(markers.firstMs('bob')).toBeNull();
});

it.each(['before', 'after'])('tells one end by the culler, who says so %s the server', order => {
  const { started, stopped, culled, kinds } = setUp();
  started();
  if (order === 'before') culled();
  stopped();
  if (order === 'after') culled();
  expect(kinds()).toEqual(['start', 'cull']);
});

it('tells a later stop from the one of the culler', async () => {
  const { clock, started, stopped, culled, kinds } = setUp();
  culled();
  await clock.advance(3_600_000);
  started();
  stopped();
  expect(kinds()).toEqual(['cull', 'start', 'stop']);
});

it('forgets what no plot reaches back to', () => {
  const { clock, started, kinds } = setUp();
  started();
  clock.setWall(clock.now() + 33 * 86_400_000);
  started();
  expect(kinds()).toEqual(['start']);
});

it('hears nothing once it has ended', () => {
  const { marks: markers, started, kinds } = setUp();
  markers.stop();
  started();
  expect(kinds()).toEqual([]);
});
