import type { ActivityRow } from '@perijove/contracts';
import { isoOrNull } from '../../../lib/clock.js';
import type { ListRow } from './rows.js';

/** A line with the readings that its sparklines draw. */
export const toActivityRow = (
  row: ListRow,
  history: { readonly cpu: (number | null)[]; readonly memory: (number | null)[] },
): ActivityRow => ({
  user: row.user,
  server: row.server,
  status: row.status,
  usage: row.usage,
  cpuHistory: history.cpu,
  memoryHistory: history.memory,
  volumesBytes: row.volumes?.bytes ?? null,
  volumesMeasuredAt: isoOrNull(row.volumes?.measuredAtMs ?? null),
  largeVolumes: [...(row.volumes?.large ?? [])],
  deadline: isoOrNull(row.deadlineMs),
  lastActivity: isoOrNull(row.lastActivityMs),
  score: row.score,
  activeHours: row.activeHours,
  image: row.image,
  settingsOutdated: row.settingsOutdated,
});
