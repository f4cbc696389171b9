import { csvRow, type Field } from '@perijove/contracts/csv';
import { renderDeep } from '../../lib/catalog.js';
import { reviveTexts } from '../../lib/text.js';
import { iso } from '../../lib/clock.js';
import type { AuditRow } from './repo.js';

/** Details with their texts in that language, as JSON. */
const rendered = (details: string, language: string): string =>
  JSON.stringify(renderDeep(reviveTexts(JSON.parse(details)), language));

const columns: readonly (readonly [
  name: string,
  value: (row: AuditRow, language: string) => Field,
])[] = [
  ['id', row => row.id],
  ['at', row => iso(row.at)],
  ['actor', row => row.actor],
  ['actor_kind', row => row.actor_kind],
  ['address', row => row.address],
  ['action', row => row.action],
  ['subject', row => row.subject],
  ['result', row => row.result],
  ['details', (row, language) => (row.details === '{}' ? null : rendered(row.details, language))],
];

/** The audit log as CSV (RFC 4180), line by line, so that a year of entries is never in memory at once. */
export const auditToCsv = function* (
  rows: Iterable<AuditRow>,
  language: string,
): Generator<string> {
  yield csvRow(columns.map(([name]) => name));
  for (const row of rows) yield csvRow(columns.map(([, value]) => value(row, language)));
};
