import { bucketsOf, buildHistory } from './history.js';
import { readingOf } from '../../../../test/helpers/readings.js';

const now = Date.UTC(2026, 0, 5, 9, 0, 30);
const build = (what: Partial<Parameters<typeof buildHistory>[0]>) =>
  buildHistory({
    user: 'ann',
    range: '1h',
    buckets: bucketsOf('1h', now, 60),
    points: [],
    samples: [],
    sampleEveryMs: 600_000,
    sizes: [],
    markers: [],
    firstMarkMs: null,
    nowMs: now,
    ...what,
  });

describe('a series', () => {
  it.each(['1h', '24h', '7d', '30d'] as const)('of %s has at most 300 points up to now', range => {
    const { first, count, stepSeconds } = bucketsOf(range, now, 10);
    expect(count).toBeLessThanOrEqual(300);
    const endsMs = (first + count) * stepSeconds * 1000;
    expect(endsMs).toBeGreaterThan(now);
    expect(endsMs - now).toBeLessThanOrEqual(stepSeconds * 1000);
  });

  it('keeps gaps as gaps', () => {
    const { first } = bucketsOf('1h', now, 60);
    const point = { bucket: first + 58, ...readingOf(0, 1024, { networkSent: 7 }) };
    const view = build({ points: [point] });
    expect(view.cpuPercent.slice(-3)).toEqual([null, 0, null]);
    expect(view.memoryBytes.slice(-3)).toEqual([null, 1024, null]);
    expect(view.networkSentPerSecond.slice(-3)).toEqual([null, 7, null]);
    expect(view.diskReadPerSecond.slice(-3)).toEqual([null, null, null]);
    expect(view.start).toBe('2026-01-05T08:01:00.000Z');
  });

  it.each([
    [5, 20],
    [10, 20],
    [11, 60],
    [300, 60],
  ])('of an hour, read every %i s, has a point each %i s', (readEvery, step) => {
    expect(bucketsOf('1h', now, readEvery).stepSeconds).toBe(step);
  });

  it('carries a size on until the next one, and knows nothing before the first', () => {
    const minute = (count: number) => now - count * 60_000;
    const view = build({
      sizes: [
        { atMs: minute(50), bytes: 100 },
        { atMs: minute(20), bytes: 300 },
      ],
    });
    expect(view.volumesBytes.slice(0, 10)).toEqual(view.volumesBytes.slice(0, 9).concat(100));
    expect(view.volumesBytes[8]).toBeNull();
    expect(view.volumesBytes.slice(38, 40)).toEqual([100, 300]);
    expect(view.volumesBytes.at(-1)).toBe(300);
  });

  it('begins with the size that was known before it', () => {
    const view = build({ sizes: [{ atMs: now - 86_400_000, bytes: 100 }] });
    expect(new Set(view.volumesBytes)).toEqual(new Set([100]));
  });

  it('tells since when anything is known, whatever it is', () => {
    const { first } = bucketsOf('1h', now, 60);
    expect(build({}).since).toBeNull();
    expect(build({ sizes: [{ atMs: now - 86_400_000, bytes: 1 }] }).since).toBe(
      '2026-01-04T09:00:30.000Z',
    );
    const points = [{ bucket: first + 30, ...readingOf(0, 1024) }];
    expect(build({ points }).since).toBe('2026-01-05T08:31:00.000Z');
    expect(build({ points, firstMarkMs: now - 7_200_000 }).since).toBe('2026-01-05T07:00:30.000Z');
  });

  it('lets a sample of activity hold until the next one is due, and no longer', () => {
    const view = build({ samples: [{ atMs: now - 20 * 60_000, active: true }] });
    const known = view.active.flatMap((value, index) => (value === null ? [] : [index]));
    expect(known).toEqual([39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
  });

  it('calls a bucket active in which the user was active once', () => {
    const buckets = bucketsOf('30d', now, 10);
    const at = (minute: number) => (buckets.first + 10) * 180 * 60_000 + minute * 60_000;
    const samples = [
      { atMs: at(0), active: false },
      { atMs: at(10), active: true },
      { atMs: at(20), active: false },
    ];
    expect(build({ range: '30d', buckets, samples }).active[10]).toBe(true);
  });
});
