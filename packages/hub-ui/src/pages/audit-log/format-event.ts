import type { EventView } from '@perijove/contracts';
import { strings as known } from './action-strings';
import { strings } from './strings';

/** Of a long list; all of it stands in the export. */
const MOST_NAMED = 5;

/** What a table has under a name; the name itself for what came with another version. */
const wordFor = (table: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(table, name) ? (table[name] ?? name) : name;

const valueInWords = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? known.yes : known.no;
  if (value === null) return strings.nothing;
  if (typeof value === 'object' && !Array.isArray(value)) return inWords(value, ', ');
  if (!Array.isArray(value)) return JSON.stringify(value);
  const named = value.slice(0, MOST_NAMED).map(valueInWords).join(', ');
  return value.length > MOST_NAMED ? strings.andMore(named, value.length - MOST_NAMED) : named;
};

const inWords = (details: object, between: string): string =>
  Object.entries(details)
    .map(([name, value]) => `${wordFor(known.details, name)}: ${valueInWords(value)}`)
    .join(between);

/** `Start a server` for `server.start`. */
export const actionInWords = (action: string): string => wordFor(known.actions, action);

/** Details in one line, as `volume: home; generation: 2`. */
export const detailsInWords = (details: EventView['details']): string => inWords(details, '; ');
