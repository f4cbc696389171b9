import type { HistoryQuery, HistoryView } from '@perijove/contracts';
import type { z } from 'zod';
import { iso, isoOrNull } from '../../../lib/clock.js';
import type { UsagePoint } from './usage-repo.js';

type Range = z.output<typeof HistoryQuery>['range'];

/** Seconds per point, such that no range has more than 300 points; each made of one tier. */
const steps: Readonly<Record<Range, { readonly seconds: number; readonly step: number }>> = {
  '1h': { seconds: 3600, step: 20 },
  '24h': { seconds: 24 * 3600, step: 5 * 60 },
  '7d': { seconds: 7 * 24 * 3600, step: 35 * 60 },
  '30d': { seconds: 30 * 24 * 3600, step: 180 * 60 },
};

/** Which buckets a range has: `first` is counted from the epoch in steps. */
export interface Buckets {
  readonly stepSeconds: number;
  readonly first: number;
  readonly count: number;
}

/**
 * The buckets that end with the one of `nowMs`. The last hour is drawn reading by reading where
 * these are close enough together that no step stays empty, and minute by minute elsewhere.
 */
export const bucketsOf = (range: Range, nowMs: number, readEverySeconds: number): Buckets => {
  const { seconds, step } = steps[range];
  const stepSeconds = step < 60 && readEverySeconds * 2 > step ? 60 : step;
  const count = seconds / stepSeconds;
  return { stepSeconds, count, first: Math.floor(nowMs / 1000 / stepSeconds) - count + 1 };
};

/**
 * How large all volumes were found at `atMs`. It holds until the next one: volumes are measured
 * while their server runs, and nothing else writes into them.
 */
export interface RecordedSize {
  readonly atMs: number;
  readonly bytes: number;
}

/** When the first of these things was recorded. Pure. */
const sinceOf = (timesMs: readonly (number | null)[]): number | null => {
  const known = timesMs.filter(ms => ms !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/**
 * Lays points into their buckets; a bucket without a point is a gap. A sample of activity
 * holds for `sampleEveryMs` after it.
 */
export const buildHistory = (what: {
  readonly user: string;
  readonly range: Range;
  readonly buckets: Buckets;
  readonly points: readonly UsagePoint[];
  readonly samples: readonly { readonly atMs: number; readonly active: boolean }[];
  readonly sampleEveryMs: number;
  /** Oldest first; the first one may lie before the range. */
  readonly sizes: readonly RecordedSize[];
  readonly markers: readonly HistoryView['marks'][number][];
  /** When a server of theirs first began, of all that is kept. */
  readonly firstMarkMs: number | null;
  readonly nowMs: number;
}): HistoryView => {
  const { user, range, buckets, points, samples, sampleEveryMs, sizes, markers, nowMs } = what;
  const { stepSeconds, first, count } = buckets;
  const stepMs = stepSeconds * 1000;
  const gaps = (): (number | null)[] => new Array<number | null>(count).fill(null);
  const view = {
    cpuPercent: gaps(),
    memoryBytes: gaps(),
    diskReadPerSecond: gaps(),
    diskWrittenPerSecond: gaps(),
    networkReceivedPerSecond: gaps(),
    networkSentPerSecond: gaps(),
    volumesBytes: gaps(),
    active: new Array<boolean | null>(count).fill(null),
  };

  for (const point of points) {
    const index = point.bucket - first;
    if (index < 0 || index >= count) continue;
    view.cpuPercent[index] = point.cpuPercent;
    view.memoryBytes[index] = point.memoryBytes;
    view.diskReadPerSecond[index] = point.diskRead;
    view.diskWrittenPerSecond[index] = point.diskWritten;
    view.networkReceivedPerSecond[index] = point.networkReceived;
    view.networkSentPerSecond[index] = point.networkSent;
  }
  for (const { atMs, active: isActive } of samples) {
    const from = Math.max(0, Math.floor(atMs / stepMs) - first);
    const to = Math.min(count - 1, Math.floor((atMs + sampleEveryMs - 1) / stepMs) - first);
    for (let index = from; index <= to; index += 1) {
      // Active at any time of the bucket is active.
      view.active[index] = isActive || view.active[index] === true;
    }
  }
  sizes.forEach(({ atMs, bytes }, place) => {
    const untilMs = Math.min(sizes[place + 1]?.atMs ?? nowMs, nowMs);
    const from = Math.max(0, Math.floor(atMs / stepMs) - first);
    const to = Math.min(count - 1, Math.floor(untilMs / stepMs) - first);
    for (let index = from; index <= to; index += 1) view.volumesBytes[index] = bytes;
  });
  const since = sinceOf([
    what.firstMarkMs,
    sizes[0]?.atMs ?? null,
    ...points.map(({ bucket }) => bucket * stepMs),
  ]);
  return {
    user,
    range,
    stepSeconds,
    start: iso(first * stepMs),
    since: isoOrNull(since),
    ...view,
    marks: [...markers],
  };
};
