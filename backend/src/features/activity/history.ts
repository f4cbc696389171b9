import type { HistoryQuery, HistoryView } from '@perijove/contracts';
import type { z } from 'zod';
import { iso } from '../../platform/clock.js';
import type { UsagePoint } from './usage-repo.js';

type Range = z.output<typeof HistoryQuery>['range'];

const MINUTE_MS = 60_000;

/** Minutes per point, such that no range has more than 300 points; each made of one tier. */
const steps: Readonly<Record<Range, { readonly minutes: number; readonly step: number }>> = {
  '1h': { minutes: 60, step: 1 },
  '24h': { minutes: 24 * 60, step: 5 },
  '7d': { minutes: 7 * 24 * 60, step: 35 },
  '30d': { minutes: 30 * 24 * 60, step: 180 },
};

/** Which buckets a range has: `first` is counted from the epoch in steps. */
export interface Buckets {
  readonly step: number;
  readonly first: number;
  readonly count: number;
}

/** The buckets that end with the one of `nowMs`. */
export const bucketsOf = (range: Range, nowMs: number): Buckets => {
  const { minutes, step } = steps[range];
  const count = minutes / step;
  return { step, count, first: Math.floor(nowMs / MINUTE_MS / step) - count + 1 };
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
}): HistoryView => {
  const { user, range, buckets, points, samples, sampleEveryMs } = what;
  const { step, first, count } = buckets;
  const stepMs = step * MINUTE_MS;
  const cpuPercent = new Array<number | null>(count).fill(null);
  const memoryBytes = new Array<number | null>(count).fill(null);
  const active = new Array<boolean | null>(count).fill(null);

  for (const point of points) {
    const index = point.bucket - first;
    if (index < 0 || index >= count) continue;
    cpuPercent[index] = point.cpuPercent;
    memoryBytes[index] = point.memoryBytes;
  }
  for (const { atMs, active: isActive } of samples) {
    const from = Math.max(0, Math.floor(atMs / stepMs) - first);
    const to = Math.min(count - 1, Math.floor((atMs + sampleEveryMs - 1) / stepMs) - first);
    for (let index = from; index <= to; index += 1) {
      // Active at any time of the bucket is active.
      active[index] = isActive || active[index] === true;
    }
  }
  return {
    user,
    range,
    stepSeconds: step * 60,
    start: iso(first * stepMs),
    cpuPercent,
    memoryBytes,
    active,
  };
};
