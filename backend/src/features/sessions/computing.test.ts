import { Bus } from '../../lib/bus.js';
import { silentLogger } from '../../lib/logger.js';
import type { DomainEvents } from '../domain-events.js';
import { isWork, noticeComputing } from './computing.js';

const ada = { user: 'ada', server: 'big' };
const MINUTE = 60_000;

const setUp = (timeoutMs = 24 * 60 * MINUTE) => {
  const bus = new Bus<DomainEvents>(silentLogger());
  const worked: number[] = [];
  const end = noticeComputing({
    bus,
    thresholdPercent: 10,
    timeoutMs,
    intervalMs: 10_000,
    worked: (_key, atMs) => worked.push(atMs),
  });
  const read = (atMs: number, cpuPercent: number) => {
    const usage = {
      at: '',
      cpuPercent,
      cpuLimitCores: null,
      memoryBytes: 1,
      memoryLimitBytes: null,
    };
    bus.emit('usage.sampled', { atMs, usage: [{ ...ada, usage }] });
  };
  /** Readings every ten seconds from one minute to another. */
  const use = (from: number, to: number, cpuPercent: number) => {
    for (let atMs = from * MINUTE; atMs <= to * MINUTE; atMs += 10_000) read(atMs, cpuPercent);
  };
  return { worked, read, use, end, bus };
};

it.each([
  [10, null, true],
  [9.9, null, false],
  [400, 4, true],
  // A lab that may use a twentieth of a core works when it uses half of that.
  [2.5, 0.05, true],
  [2.4, 0.05, false],
])('%d %% of a core with a limit of %s cores is work: %s', (percent, limit, expected) => {
  expect(isWork(percent, limit, 10)).toBe(expected);
});

it('needs the average of five minutes', () => {
  const { worked, use } = setUp();
  use(0, 4.5, 50);
  expect(worked).toEqual([]);
  use(4.7, 11, 50);
  expect(worked).toHaveLength(2);
});

it('is in time where servers stop after a minute', () => {
  const { worked, use } = setUp(MINUTE);
  use(0, 0.5, 50);
  expect(worked.length).toBeGreaterThan(0);
});

it('does not take a gap in the readings for work', () => {
  const { worked, read } = setUp();
  read(0, 100);
  read(20 * MINUTE, 100);
  read(40 * MINUTE, 100);
  // A clock that was set back.
  read(10 * MINUTE, 100);
  expect(worked).toEqual([]);
});

it('forgets labs that are gone', () => {
  const { worked, use, bus } = setUp();
  use(0, 4, 50);
  bus.emit('usage.sampled', { atMs: 4.1 * MINUTE, usage: [] });
  use(4.2, 5.5, 50);
  expect(worked).toEqual([]);
});
