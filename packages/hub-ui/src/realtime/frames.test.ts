import type { Usage } from '@perijove/contracts';
import { appendFrame, joinHistory, type UsagePoint } from './frames';

const T0 = Date.parse('2026-01-01T00:00:00.000Z');
const usage = (offsetMs: number, cpuPercent = 1): Usage => ({
  at: new Date(T0 + offsetMs).toISOString(),
  cpuPercent,
  cpuLimitCores: null,
  memoryBytes: 10,
  memoryLimitBytes: null,
});

describe('appendFrame', () => {
  it('keeps order, and takes no frame twice', () => {
    let points: readonly UsagePoint[] = [];
    points = appendFrame(points, usage(1000));
    points = appendFrame(points, usage(1000));
    points = appendFrame(points, usage(500));
    points = appendFrame(points, usage(2000));
    expect(points.map(point => point.atMs - T0)).toEqual([1000, 2000]);
  });

  it('forgets after an hour, and never grows without end', () => {
    let points: readonly UsagePoint[] = [];
    for (let second = 0; second < 5000; second += 5)
      points = appendFrame(points, usage(second * 1000));
    expect(points.length).toBe(360);
    points = appendFrame(points, usage(5000_000 + 3_600_001));
    expect(points.length).toBe(1);
  });
});

describe('joinHistory', () => {
  const history = {
    user: 'ada',
    range: '1h' as const,
    stepSeconds: 60,
    start: new Date(T0).toISOString(),
    cpuPercent: [5, null, 7, 9],
    memoryBytes: [1, null, 2, 3],
    active: [true, null, true, true],
  };

  it('continues the stored series with the frames, and keeps gaps', () => {
    const frames = [{ atMs: T0 + 150_000, cpuPercent: 8, memoryBytes: 4 }];
    expect(joinHistory(history, frames, 'cpuPercent', T0)).toEqual([
      { atMs: T0, value: 5 },
      { atMs: T0 + 60_000, value: null },
      { atMs: T0 + 120_000, value: 7 },
      { atMs: T0 + 150_000, value: 8 },
    ]);
  });

  it('leaves out what was before the server started', () => {
    expect(joinHistory(history, [], 'memoryBytes', T0 + 90_000)).toEqual([
      { atMs: T0 + 120_000, value: 2 },
      { atMs: T0 + 180_000, value: 3 },
    ]);
  });
});
