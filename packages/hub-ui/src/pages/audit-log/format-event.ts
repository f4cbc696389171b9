import type { AuditEvent } from '@perijove/contracts';
import { strings as known } from './action-strings';
import { strings } from './strings';

/** Of a long list; all of it stands in the export. */
const MOST_NAMED = 5;

/** What a table has under a name; the name itself for what came with another version. */
const textFor = (table: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(table, name) ? (table[name] ?? name) : name;

const valueText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? known.yes : known.no;
  if (value === null) return strings.nothing;
  if (typeof value === 'object' && !Array.isArray(value)) return entriesText(value, ', ');
  if (!Array.isArray(value)) return JSON.stringify(value);
  const named = value.slice(0, MOST_NAMED).map(valueText).join(', ');
  return value.length > MOST_NAMED ? strings.andMore(named, value.length - MOST_NAMED) : named;
};

const entriesText = (details: object, between: string): string =>
  Object.entries(details)
    .map(([name, value]) => `${textFor(known.details, name)}: ${valueText(value)}`)
    .join(between);

/** `Start a server` for `server.start`. */
export const actionText = (action: string): string => textFor(known.actions, action);

/** Details in one line, as `volume: home; generation: 2`. */
export const detailsText = (details: AuditEvent['details']): string => entriesText(details, '; ');
