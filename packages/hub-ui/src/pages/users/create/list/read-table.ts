import { dsvFormat } from 'd3-dsv';
import { addressesIn } from './mail-addresses';

/** A text as a table. A list of names is one with one column. */
export interface Table {
  /** `names`: one per line or side by side; `addresses`: as in the head of a message. */
  readonly kind: 'names' | 'table' | 'addresses';
  readonly rows: readonly (readonly string[])[];
  /** How many columns have anything in them; those without stand at the end of none. */
  readonly width: number;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** As much as is looked at to tell what separates the cells. */
const ENOUGH_CHARACTERS = 20_000;

const parse = (text: string, separator: string): string[][] =>
  dsvFormat(separator)
    .parseRows(text)
    .map(row => row.map(cell => cell.trim()))
    .filter(row => row.some(cell => cell !== ''));

const commonest = (widths: readonly number[]): { width: number; share: number } => {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, count = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { width, share: count / Math.max(1, widths.length) };
};

/** What most lines are divided by alike; null where nothing divides them. */
const separatorOf = (text: string): string | null => {
  const some = text.slice(0, ENOUGH_CHARACTERS);
  let best: string | null = null;
  let most = 0;
  for (const separator of SEPARATORS) {
    const { width, share } = commonest(parse(some, separator).map(row => row.length));
    // Alike on every line counts more than many of them.
    const score = width < 2 ? 0 : share * share * Math.sqrt(width);
    if (score > most) [best, most] = [separator, score];
  }
  return best ?? SEPARATORS.find(separator => some.includes(separator)) ?? null;
};

/** Lines that say something of the file and nothing of anybody. */
const withoutPreamble = (
  text: string,
): { readonly text: string; readonly separator: string | null } => {
  // PowerShell names the type of its objects, and spreadsheets their separator.
  const typeless = text.replace(/^\uFEFF?(?:"?#TYPE [^\r\n]*(?:\r\n|\r|\n))?/, '');
  const told = /^"?sep=(.)"?(?:\r\n|\r|\n)/.exec(typeless);
  return told === null
    ? { text: typeless, separator: null }
    : { text: typeless.slice(told[0].length), separator: told[1] ?? null };
};

const widthOf = (rows: readonly (readonly string[])[]): number =>
  rows.reduce((width, row) => Math.max(width, row.findLastIndex(cell => cell !== '') + 1), 0);

const tableOf = (kind: Table['kind'], rows: readonly (readonly string[])[]): Table => ({
  kind,
  rows,
  width: widthOf(rows),
});

const listOf = (names: readonly string[]): Table =>
  tableOf(
    'names',
    names
      .map(name => name.trim())
      .filter(name => name !== '')
      .map(name => [name]),
  );

/**
 * Reads what was pasted or stood in a file: names, a table, or addresses as in the head of a message.
 * Quoted cells hold separators and line breaks.
 */
export const readTable = (given: string): Table => {
  const addresses = addressesIn(given);
  if (addresses !== null) return tableOf('addresses', addresses);
  const { text, separator: told } = withoutPreamble(given.replace(/\r\n?/g, '\n'));
  const lines = text.split('\n').filter(line => line.trim() !== '');
  // One line is a list of names, whatever stands between them.
  if (told === null && lines.length === 1) {
    const separator = separatorOf(text);
    return listOf(separator === null ? lines : (parse(text, separator)[0] ?? []));
  }
  const separator = told ?? separatorOf(text);
  // A comma nowhere: quotes around names are still taken off.
  const rows = parse(text, separator ?? ',');
  return widthOf(rows) <= 1 ? listOf(rows.map(row => row[0] ?? '')) : tableOf('table', rows);
};
