import type { ActivityStatus, ActivitySummary } from '@perijove/contracts';
import type { Line } from './rows.js';

/** The sums over all lines, whatever the list is filtered by. */
export const summarise = (
  lines: readonly Line[],
): Pick<
  ActivitySummary,
  'users' | 'running' | 'active' | 'cpuPercent' | 'memoryBytes' | 'volumesBytes'
> => {
  let running = 0;
  let active = 0;
  let cpuPercent = 0;
  let memoryBytes = 0;
  let volumesBytes: number | null = null;
  let users = 0;
  let previous: string | null = null;
  for (const line of lines) {
    if (line.status === 'active') active += 1;
    if (line.status === 'active' || line.status === 'inactive') running += 1;
    cpuPercent += line.usage?.cpuPercent ?? 0;
    memoryBytes += line.usage?.memoryBytes ?? 0;
    // All lines of one person stand together and carry the same volumes.
    if (line.user === previous) continue;
    previous = line.user;
    users += 1;
    if (line.volumes !== null) volumesBytes = (volumesBytes ?? 0) + line.volumes.bytes;
  }
  return { users, running, active, cpuPercent, memoryBytes, volumesBytes };
};

/** How many lines there are of each status. */
export const countStatuses = (lines: readonly Line[]): Record<ActivityStatus, number> => {
  const counts = { active: 0, inactive: 0, offline: 0, starting: 0, stopping: 0, failed: 0 };
  for (const line of lines) counts[line.status] += 1;
  return counts;
};
