import { bucketsOf, buildHistory } from './history.js';

const now = Date.UTC(2026, 0, 5, 9, 0, 30);
const build = (what: Partial<Parameters<typeof buildHistory>[0]>) =>
  buildHistory({
    user: 'ann',
    range: '1h',
    buckets: bucketsOf('1h', now),
    points: [],
    samples: [],
    sampleEveryMs: 600_000,
    ...what,
  });

describe('a series', () => {
  it.each(['1h', '24h', '7d', '30d'] as const)('of %s has at most 300 points up to now', range => {
    const { first, count, step } = bucketsOf(range, now);
    expect(count).toBeLessThanOrEqual(300);
    const endsMs = (first + count) * step * 60_000;
    expect(endsMs).toBeGreaterThan(now);
    expect(endsMs - now).toBeLessThanOrEqual(step * 60_000);
  });

  it('keeps gaps as gaps', () => {
    const { first } = bucketsOf('1h', now);
    const view = build({ points: [{ bucket: first + 58, cpuPercent: 0, memoryBytes: 1024 }] });
    expect(view.cpuPercent.slice(-3)).toEqual([null, 0, null]);
    expect(view.memoryBytes.slice(-3)).toEqual([null, 1024, null]);
    expect(view.start).toBe('2026-01-05T08:01:00.000Z');
  });

  it('lets a sample of activity hold until the next one is due, and no longer', () => {
    const view = build({ samples: [{ atMs: now - 20 * 60_000, active: true }] });
    const known = view.active.flatMap((value, index) => (value === null ? [] : [index]));
    expect(known).toEqual([39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
  });

  it('calls a bucket active in which somebody was active once', () => {
    const buckets = bucketsOf('30d', now);
    const at = (minute: number) => (buckets.first + 10) * 180 * 60_000 + minute * 60_000;
    const samples = [
      { atMs: at(0), active: false },
      { atMs: at(10), active: true },
      { atMs: at(20), active: false },
    ];
    expect(build({ range: '30d', buckets, samples }).active[10]).toBe(true);
  });
});
