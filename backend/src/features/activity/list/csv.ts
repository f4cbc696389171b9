import { csvRow, type Field } from '@perijove/contracts/csv';
import { isoOrNull } from '../../../lib/clock.js';
import type { ListRow } from './rows.js';

const columns: readonly (readonly [name: string, value: (row: ListRow) => Field])[] = [
  ['user', row => row.user],
  ['server', row => row.server],
  ['status', row => row.status],
  ['cpu_percent', row => row.usage?.cpuPercent ?? null],
  ['memory_bytes', row => row.usage?.memoryBytes ?? null],
  ['memory_limit_bytes', row => row.usage?.memoryLimitBytes ?? null],
  ['volumes_bytes', row => row.volumes?.bytes ?? null],
  ['session_ends', row => isoOrNull(row.deadlineMs)],
  ['last_activity', row => isoOrNull(row.lastActivityMs)],
  ['score', row => row.score],
  ['active_hours', row => row.activeHours],
  ['image', row => row.image],
  ['rules_outdated', row => String(row.settingsOutdated)],
];

/** The list as CSV (RFC 4180), line by line, so that ten thousand rows are never in memory at once. */
export const toCsv = function* (rows: Iterable<ListRow>): Generator<string> {
  yield csvRow(columns.map(([name]) => name));
  for (const row of rows) yield csvRow(columns.map(([, value]) => value(row)));
};
