import { nameProblem, normalName } from '@perijove/contracts/user-names';
import known from './headings.json';
import type { Table } from './read-table';
import { t } from '../../../../i18n';

/**
 * What a column holds, by what stands above it in the lists of learning platforms, directories,
 * address books and users, in their languages: `login` is under which a user signs in, `name` is
 * of users or of accounts (only the cells tell), `number` is for where there is nothing better, and
 * `fullName` is what nobody signs in with: two users may share it.
 */
type Kind = keyof typeof known;

/** What the columns of a table hold, as far as one can tell. */
export interface Columns {
  readonly headings: boolean;
  /** What each column is called: its heading, or null where there is none. */
  readonly titles: readonly (string | null)[];
  /** Which column names come from. */
  readonly names: number;
  /** Columns that look like groups; none is taken without being asked for. */
  readonly groups: readonly number[];
}

const plain = (text: string): string =>
  normalName(text)
    // What stands in brackets explains.
    .replace(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replace(/[-_.:’'/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const kinds = new Map<string, Kind>(
  Object.entries(known).flatMap(([kind, names]) =>
    names.map(name => [plain(name), kind as Kind] as const),
  ),
);

const kindOf = (heading: string): Kind | null => kinds.get(plain(heading)) ?? null;

const LONGEST_NAME = 255;
const isName = (cell: string): boolean => nameProblem(normalName(cell), LONGEST_NAME) === null;
const isAddress = (cell: string): boolean => /^[^@\s]+@[^@\s]+$/.test(cell);

const cellsOf = (rows: Table['rows'], column: number): string[] =>
  rows.map(row => row[column] ?? '').filter(cell => cell !== '');

const share = (cells: readonly string[], test: (cell: string) => boolean): number =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length;

/** A line above addresses that is none itself is a heading in a language that we do not know. */
const standsAbove = ({ rows, width }: Table): boolean => {
  const [first = [], ...others] = rows;
  return Array.from({ length: width }).some((_, column) => {
    const cells = cellsOf(others, column);
    const above = first[column] ?? '';
    return cells.length > 1 && above !== '' && !isAddress(above) && share(cells, isAddress) > 0.9;
  });
};

const hasHeadings = (table: Table): boolean => {
  const [first = [], ...others] = table.rows;
  if (table.kind === 'addresses' || others.length === 0) return false;
  return first.some(cell => kindOf(cell) !== null) || standsAbove(table);
};

/** What has to be so for a column under such a heading to hold names of accounts. */
const ENOUGH_GOOD = { login: 0.5, name: 0.99, email: 0.5, number: 0.5 } as const;

/** The first column of the first kind that holds names; without a known heading, the likeliest. */
const namesIn = (rows: Table['rows'], kinds: readonly (Kind | null)[], above: boolean): number => {
  const good = kinds.map((_, column) => share(cellsOf(rows, column), isName));
  for (const kind of ['login', 'name', 'email', 'number'] as const) {
    const found = kinds.findIndex((one, at) => one === kind && (good[at] ?? 0) > ENOUGH_GOOD[kind]);
    if (found !== -1) return found;
  }
  const addresses = kinds.findIndex((_, at) => share(cellsOf(rows, at), isAddress) > 0.9);
  if (above && addresses !== -1) return addresses;
  // Names of users are a last resort.
  const likely = good.map((one, at) => (kinds[at] === 'fullName' ? one / 1000 : one));
  return likely.indexOf(Math.max(...likely));
};

const addressTitle = (column: number): string | null => {
  if (column === 0) return t('users:list.addressTitle.address');
  return column === 1 ? t('users:list.addressTitle.name') : null;
};

/** Says what stands where. `headings` overrides what the first line looks like. */
export const columnsOf = (table: Table, headings = hasHeadings(table)): Columns => {
  const { width } = table;
  const first = headings ? (table.rows[0] ?? []) : [];
  const rows = headings ? table.rows.slice(1) : table.rows;
  const all = Array.from({ length: width }, (_, column) => column);
  const titles =
    table.kind === 'addresses'
      ? all.map(column => addressTitle(column))
      : all.map(column => first[column] || null);
  const kinds = all.map(column => kindOf(first[column] ?? ''));
  return {
    headings,
    titles,
    names: table.kind === 'addresses' ? 0 : Math.max(0, namesIn(rows, kinds, headings)),
    groups: all.filter(column => kinds[column] === 'group'),
  };
};

/** Whether most of a column are addresses, of which a part can be the name. */
export const holdsAddresses = (table: Table, { headings }: Columns, names: number): boolean =>
  share(cellsOf(headings ? table.rows.slice(1) : table.rows, names), isAddress) > 0.5;
