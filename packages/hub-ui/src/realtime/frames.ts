import type { HistoryView, Usage } from '@perijove/contracts';

/** One measurement: when (epoch milliseconds), CPU in percent of one core, memory in bytes. */
export interface UsagePoint {
  readonly atMs: number;
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

/** A value of a plot; null is a gap. */
export interface PlotPoint {
  readonly atMs: number;
  readonly value: number | null;
}

const KEEP_MS = 60 * 60_000;
const KEEP_POINTS = 360;

/** Adds a frame, and forgets what is older than an hour or more than a plot can show. */
export const appendFrame = (points: readonly UsagePoint[], usage: Usage): readonly UsagePoint[] => {
  const atMs = Date.parse(usage.at);
  const newest = points.at(-1);
  if (newest !== undefined && newest.atMs >= atMs) return points;
  const kept = points.filter(point => atMs - point.atMs <= KEEP_MS).slice(-(KEEP_POINTS - 1));
  return [...kept, { atMs, cpuPercent: usage.cpuPercent, memoryBytes: usage.memoryBytes }];
};

/**
 * Joins the stored series with the frames heard since: stored values up to the first frame, the
 * frames after it. Points from before `sinceMs` (the server's start) belong to another life.
 */
export const joinHistory = (
  history: Pick<HistoryView, 'start' | 'stepSeconds' | 'cpuPercent' | 'memoryBytes'> | undefined,
  frames: readonly UsagePoint[],
  series: 'cpuPercent' | 'memoryBytes',
  sinceMs: number,
): readonly PlotPoint[] => {
  const live = frames.filter(frame => frame.atMs >= sinceMs);
  const firstLiveMs = live[0]?.atMs ?? Infinity;
  const stored: PlotPoint[] = [];
  if (history !== undefined) {
    const startMs = Date.parse(history.start);
    history[series].forEach((value, index) => {
      const atMs = startMs + index * history.stepSeconds * 1000;
      if (atMs >= sinceMs && atMs < firstLiveMs) stored.push({ atMs, value });
    });
  }
  return [...stored, ...live.map(frame => ({ atMs: frame.atMs, value: frame[series] }))];
};
