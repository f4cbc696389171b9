import { csvRow, type Field } from '@perijove/contracts/csv';
import { isoOrNull } from '../../../lib/clock.js';
import type { Line } from './rows.js';

const columns: readonly (readonly [name: string, value: (line: Line) => Field])[] = [
  ['user', line => line.user],
  ['server', line => line.server],
  ['status', line => line.status],
  ['cpu_percent', line => line.usage?.cpuPercent ?? null],
  ['memory_bytes', line => line.usage?.memoryBytes ?? null],
  ['memory_limit_bytes', line => line.usage?.memoryLimitBytes ?? null],
  ['volumes_bytes', line => line.volumes?.bytes ?? null],
  ['session_ends', line => isoOrNull(line.deadlineMs)],
  ['last_activity', line => isoOrNull(line.lastActivityMs)],
  ['score', line => line.score],
  ['active_hours', line => line.activeHours],
  ['image', line => line.image],
  ['rules_outdated', line => String(line.rulesOutdated)],
];

/** The list as RFC 4180 has it, line by line: ten thousand people never lie in memory at once. */
export const toCsv = function* (lines: Iterable<Line>): Generator<string> {
  yield csvRow(columns.map(([name]) => name));
  for (const line of lines) yield csvRow(columns.map(([, value]) => value(line)));
};
