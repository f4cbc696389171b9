import type { ActivityQuery } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { AppError } from '../../../lib/errors.js';
import { createFirst } from '../../../lib/top-n.js';
import type { ListRow } from './rows.js';
import { comparePlaces, placeOf, PlaceInOrder, type Place } from './order.js';

/** One page of the list. */
export interface Listed {
  readonly rows: readonly ListRow[];
  readonly nextCursor: string | null;
  /** Lines that match, on all pages. */
  readonly total: number;
}

type Query = z.output<typeof ActivityQuery>;

interface Placed {
  readonly row: ListRow;
  readonly place: Place;
}

const matches = (
  query: Pick<Query, 'search' | 'status' | 'outdated'>,
): ((row: ListRow) => boolean) => {
  const wanted = query.search?.normalize('NFC').toLowerCase() ?? '';
  return row =>
    (query.status === undefined || row.status === query.status) &&
    (!query.outdated || row.settingsOutdated) &&
    (wanted === '' ||
      row.user.toLowerCase().includes(wanted) ||
      row.server.toLowerCase().includes(wanted));
};

const startOf = (query: Query): Place | null => {
  if (query.cursor === undefined) return null;
  const place = decodeCursor(PlaceInOrder, query.cursor);
  if (place.sort !== query.sort || place.order !== query.order) {
    throw new AppError('invalid_input', strings.common.otherOrder, {
      details: { field: 'cursor' },
    });
  }
  return place;
};

/** All lines that match, in order. */
export const listAll = (
  all: readonly ListRow[],
  query: Pick<Query, 'sort' | 'order' | 'search' | 'status' | 'outdated'>,
): readonly ListRow[] => {
  const inOrder = comparePlaces(query.order);
  return all
    .filter(matches(query))
    .map(row => ({ line: row, place: placeOf(row, query.sort) }))
    .sort((a, b) => inOrder(a.place, b.place))
    .map(({ line: row }) => row);
};

/** Filters, sorts and cuts one page. Throws `invalid_input` for a cursor of another list. */
export const listPage = (all: readonly ListRow[], query: Query): Listed => {
  const after = startOf(query);
  const inOrder = comparePlaces(query.order);
  const isWanted = matches(query);
  // One more than the page has tells whether there is another one.
  const rest = createFirst<Placed>(query.limit + 1, (a, b) => inOrder(a.place, b.place));
  let total = 0;
  for (const row of all) {
    if (!isWanted(row)) continue;
    total += 1;
    const place = placeOf(row, query.sort);
    if (after === null || inOrder(place, after) > 0) rest.offer({ row, place });
  }
  const found = rest.kept();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    nextCursor:
      found.length > page.length && last !== undefined
        ? encodeCursor({ sort: query.sort, order: query.order, ...last.place })
        : null,
    total,
  };
};
