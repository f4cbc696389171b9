import { text } from './text.js';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.js';
import { AppError } from './errors.js';
import { TopN } from './top-n.js';

/** What an item is sorted by; null when it has no such value. */
export type SortValue = string | number | null;

/** The column and direction of a list. */
export interface SortOrder<S extends string = string> {
  readonly sort: S;
  readonly order: 'asc' | 'desc';
}

/** Which page of a list: the one after the cursor, or the first. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Where an item stands in a sorted list. A list can go on after it although items came and went. */
export interface Position {
  readonly value: SortValue;
  /** Unique in the list; orders items of equal value. */
  readonly key: readonly string[];
}

/** How the items of a list are sorted. */
export interface Sorting<T, S extends string> {
  readonly valueOf: (item: T, sort: S) => SortValue;
  readonly keyOf: (item: T) => readonly string[];
}

const Cursor = z.strictObject({
  sort: z.string(),
  order: z.enum(['asc', 'desc']),
  value: z.union([z.string(), z.number(), z.null()]),
  key: z.array(z.string()),
});

/** By code units: the same order on every machine. */
export const compareValues = <T extends string | number>(a: T, b: T): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Items without a value come last in both directions; equal ones by key, always ascending. */
export const comparePositions =
  (order: SortOrder['order']) =>
  (a: Position, b: Position): number => {
    if (a.value !== b.value) {
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      const byValue = compareValues<string | number>(a.value, b.value);
      if (byValue !== 0) return order === 'asc' ? byValue : -byValue;
    }
    for (const [index, part] of a.key.entries()) {
      const byKey = compareValues(part, b.key[index] ?? '');
      if (byKey !== 0) return byKey;
    }
    return 0;
  };

/**
 * The position after which a page begins; null for the first page. Throws `invalid_input` for a
 * cursor of another list or of another order of this one.
 */
export const positionAfter = (query: SortOrder & PageQuery): Position | null => {
  if (query.cursor === undefined) return null;
  const { sort, order, ...position } = decodeCursor(Cursor, query.cursor);
  if (sort !== query.sort || order !== query.order) {
    throw new AppError('invalid_input', text('common.otherOrder'), {
      details: { field: 'cursor' },
    });
  }
  return position;
};

/**
 * Cuts a page from rows that were read with `limit + 1`: the last one only tells that there is
 * another page.
 * @param cursorOf - what the next request needs to go on after this row
 */
export const cutPage = <T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => object,
): { readonly items: readonly T[]; readonly nextCursor: string | null } => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(cursorOf(last)) : null };
};

/** The cursor of a sorted list, as `positionAfter` reads it. */
export const sortedCursor = ({ sort, order }: SortOrder, { value, key }: Position): object => ({
  sort,
  order,
  value,
  key,
});

/**
 * One page of a list in memory, and how many items it has on all pages. One pass: only the items of
 * this page are sorted. Throws `invalid_input` as `positionAfter` does.
 */
export const pageInOrder = <T, S extends string>(
  items: Iterable<T>,
  query: SortOrder<S> & PageQuery,
  { valueOf, keyOf }: Sorting<T, S>,
): { readonly items: readonly T[]; readonly nextCursor: string | null; readonly total: number } => {
  const after = positionAfter(query);
  const compare = comparePositions(query.order);
  const first = new TopN<{ readonly item: T; readonly position: Position }>(
    query.limit + 1,
    (a, b) => compare(a.position, b.position),
  );
  let total = 0;
  for (const item of items) {
    total += 1;
    const position = { value: valueOf(item, query.sort), key: keyOf(item) };
    if (after === null || compare(position, after) > 0) first.offer({ item, position });
  }
  const page = cutPage(first.kept(), query.limit, ({ position }) => sortedCursor(query, position));
  return { items: page.items.map(({ item }) => item), nextCursor: page.nextCursor, total };
};

/** All items of a list in memory, in order. */
export const allInOrder = <T, S extends string>(
  items: readonly T[],
  { sort, order }: SortOrder<S>,
  { valueOf, keyOf }: Sorting<T, S>,
): readonly T[] => {
  const compare = comparePositions(order);
  return items
    .map(item => ({ item, position: { value: valueOf(item, sort), key: keyOf(item) } }))
    .sort((a, b) => compare(a.position, b.position))
    .map(({ item }) => item);
};
