import type { ActivitySummary } from '@perijove/contracts';
import { readFileSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';

/**
 * The machine on which the backend runs. `MemAvailable` counts what caches would give back,
 * which `freemem` leaves out; only Linux tells it.
 */
export const readHost = (): NonNullable<ActivitySummary['host']> => ({
  cores: availableParallelism(),
  load1: loadavg()[0] ?? 0,
  memoryTotalBytes: totalmem(),
  memoryAvailableBytes: memoryAvailable() ?? freemem(),
});

const memoryAvailable = (): number | null => {
  try {
    const match = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    return match?.[1] === undefined ? null : Number(match[1]) * 1024;
  } catch {
    return null;
  }
};
