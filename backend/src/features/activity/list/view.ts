import type { ActivityRow } from '@perijove/contracts';
import { isoOrNull } from '../../../lib/clock.js';
import type { Line } from './rows.js';

/** A line with the readings that its sparklines draw. */
export const presentRow = (
  line: Line,
  history: { readonly cpu: (number | null)[]; readonly memory: (number | null)[] },
): ActivityRow => ({
  user: line.user,
  server: line.server,
  status: line.status,
  usage: line.usage,
  cpuHistory: history.cpu,
  memoryHistory: history.memory,
  volumesBytes: line.volumes?.bytes ?? null,
  volumesMeasuredAt: isoOrNull(line.volumes?.measuredAtMs ?? null),
  largeVolumes: [...(line.volumes?.large ?? [])],
  deadline: isoOrNull(line.deadlineMs),
  lastActivity: isoOrNull(line.lastActivityMs),
  score: line.score,
  activeHours: line.activeHours,
  image: line.image,
  rulesOutdated: line.rulesOutdated,
});
