import type { ActivityStatus, ActivitySummary } from '@perijove/contracts';
import type { ListRow } from './rows.js';

/** The sums over all lines, whatever the list is filtered by. */
export const summarise = (
  rows: readonly ListRow[],
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
  for (const row of rows) {
    if (row.status === 'active') active += 1;
    if (row.status === 'active' || row.status === 'inactive') running += 1;
    cpuPercent += row.usage?.cpuPercent ?? 0;
    memoryBytes += row.usage?.memoryBytes ?? 0;
    // All rows of one user are adjacent and have the same volumes.
    if (row.user === previous) continue;
    previous = row.user;
    users += 1;
    if (row.volumes !== null) volumesBytes = (volumesBytes ?? 0) + row.volumes.bytes;
  }
  return { users, running, active, cpuPercent, memoryBytes, volumesBytes };
};

/** How many lines there are of each status. */
export const countStatuses = (rows: readonly ListRow[]): Record<ActivityStatus, number> => {
  const counts = { active: 0, inactive: 0, offline: 0, starting: 0, stopping: 0, failed: 0 };
  for (const row of rows) counts[row.status] += 1;
  return counts;
};
