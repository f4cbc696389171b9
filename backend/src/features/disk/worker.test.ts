import { Bus } from '../../lib/bus.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { DiskWorker, fullDisks, type DiskReading } from './worker.js';

const GB = 1024 ** 3;
const places = [
  { of: 'data', folder: '/data' },
  { of: 'engine', folder: '/docker' },
] as const;
const disks = (data: Partial<DiskReading> | null, engine: Partial<DiskReading> | null) => {
  const whole = { device: 1, freeBytes: 10 * GB, totalBytes: 100 * GB };
  return (folder: string): DiskReading | null => {
    const one = folder === '/data' ? data : engine;
    return one === null ? null : { ...whole, ...one };
  };
};

describe('a disk is full', () => {
  it.each([
    ['with room', disks({}, { device: 2 }), []],
    ['of data', disks({ freeBytes: 0 }, { device: 2 }), ['data']],
    ['of the engine', disks({}, { device: 2, freeBytes: 99 * 1024 ** 2 }), ['engine']],
    ['of both, which are one', disks({ freeBytes: 0 }, { freeBytes: 0 }), ['data']],
    [
      'of both, which are two',
      disks({ freeBytes: 0 }, { device: 2, freeBytes: 0 }),
      ['data', 'engine'],
    ],
    ['that is small, not yet', disks({ freeBytes: 5e6, totalBytes: 100e6 }, null), []],
    ['that is small, by now', disks({ freeBytes: 1e6, totalBytes: 100e6 }, null), ['data']],
    ['that nobody may look at, is not known to be', disks(null, null), []],
  ])('%s', (_, read, expected) => {
    expect(fullDisks(places, read).map(({ of }) => of)).toEqual(expected);
  });
});

it('tells once when it fills, once when there is room, and takes room only while there is some', async () => {
  const clock = createFakeClock();
  const bus = new Bus<DomainEvents>(silentLogger());
  const told: unknown[] = [];
  bus.on('disks.changed', ({ fullDisks: now }) => told.push(now.map(({ of }) => of)));
  let read = disks({}, null);
  let reserved = 0;
  const worker = new DiskWorker({
    clock,
    log: silentLogger(),
    bus,
    places,
    read: folder => read(folder),
    keepReserve: () => (reserved += 1),
  });
  worker.start();
  await clock.advance(10_000);
  expect(told).toEqual([]);
  const before = reserved;
  expect(before).toBeGreaterThan(0);
  read = disks({ freeBytes: 0 }, null);
  await clock.advance(20_000);
  expect(told).toEqual([['data']]);
  expect(worker.current()).toMatchObject([{ of: 'data', freeBytes: 0 }]);
  expect(reserved).toBe(before);
  read = disks({}, null);
  await clock.advance(10_000);
  expect(told).toEqual([['data'], []]);
  expect(reserved).toBeGreaterThan(before);
  await worker.stop();
});
