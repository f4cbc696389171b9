import type { ActivitySummary } from '@perijove/contracts';
import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';

type Host = NonNullable<ActivitySummary['host']>;

/** Docker's usual root: it is readable when the backend runs on the host itself. */
export const ENGINE_ROOT = '/var/lib/docker';

/**
 * The machine on which the backend runs. `MemAvailable` counts what caches would give back,
 * which `freemem` leaves out; only Linux tells it.
 * @param folders - on the disk that fills up first; the first that can be read is measured
 */
export const readHost = (folders: readonly string[], thresholds: Thresholds): Host => {
  const figures = {
    cores: availableParallelism(),
    load1: loadavg()[0] ?? 0,
    memoryTotalBytes: totalmem(),
    memoryAvailableBytes: memoryAvailable() ?? freemem(),
    disk: diskOf([ENGINE_ROOT, ...folders]),
  };
  return { ...figures, low: lowResources(figures, thresholds) };
};

/** Percent of the whole that should stay free. */
export interface Thresholds {
  readonly diskPercent: number;
  readonly memoryPercent: number;
}

/** What is scarcer than it should be; nothing that was not measured. */
export const lowResources = (host: Omit<Host, 'low'>, thresholds: Thresholds): Host['low'] => {
  const { disk, memoryAvailableBytes, memoryTotalBytes } = host;
  const isLow = (free: number, total: number, percent: number): boolean =>
    free * 100 < total * percent;
  return [
    ...(disk !== null && isLow(disk.freeBytes, disk.totalBytes, thresholds.diskPercent)
      ? (['disk'] as const)
      : []),
    ...(isLow(memoryAvailableBytes, memoryTotalBytes, thresholds.memoryPercent)
      ? (['memory'] as const)
      : []),
  ];
};

const memoryAvailable = (): number | null => {
  try {
    const match = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    return match?.[1] === undefined ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
};

/** Free is what others than root can still write. */
export const diskOf = (folders: readonly string[]): Host['disk'] => {
  for (const folder of folders) {
    try {
      const { bsize, blocks, bavail } = statfsSync(folder);
      return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
    } catch {
      // Not there, or not ours to look at: in a container the engine's root is elsewhere.
    }
  }
  return null;
};
