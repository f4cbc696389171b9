import type { ActivitySummary } from '@perijove/contracts';
import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';

type Host = NonNullable<ActivitySummary['host']>;

/** Docker's usual root: it is readable when the backend runs on the host itself. */
const ENGINE_ROOT = '/var/lib/docker';

/**
 * The machine on which the backend runs. `MemAvailable` counts what caches would give back,
 * which `freemem` leaves out; only Linux tells it.
 * @param folders - on the disk that fills up first; the first that can be read is measured
 */
export const readHost = (folders: readonly string[]): Host => ({
  cores: availableParallelism(),
  load1: loadavg()[0] ?? 0,
  memoryTotalBytes: totalmem(),
  memoryAvailableBytes: memoryAvailable() ?? freemem(),
  disk: diskOf([ENGINE_ROOT, ...folders]),
});

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
