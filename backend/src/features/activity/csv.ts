import { isoOrNull } from '../../platform/clock.js';
import type { Line } from './lines.js';

const columns: readonly (readonly [name: string, value: (line: Line) => string | number | null])[] =
  [
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
    ['image', line => line.image],
  ];

/**
 * One field. Spreadsheets run text that begins like a formula, so such text gets an apostrophe
 * before it, as OWASP's page on CSV injection advises. Numbers are written as they are.
 */
export const field = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  const harmless = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const row = (values: readonly (string | number | null)[]): string =>
  `${values.map(field).join(',')}\r\n`;

/** The list as RFC 4180 has it, line by line: ten thousand people never lie in memory at once. */
export const toCsv = function* (lines: Iterable<Line>): Generator<string> {
  yield row(columns.map(([name]) => name));
  for (const line of lines) yield row(columns.map(([, value]) => value(line)));
};
