import type { ActivityQuery } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { AppError } from '../../../lib/errors.js';
import { createFirst } from '../../../lib/top-n.js';
import type { Line } from './rows.js';
import { comparePlaces, placeOf, PlaceInOrder, type Place } from './order.js';

/** One page of the list. */
export interface Listed {
  readonly lines: readonly Line[];
  readonly nextCursor: string | null;
  /** Lines that match, on all pages. */
  readonly total: number;
}

type Query = z.output<typeof ActivityQuery>;

interface Placed {
  readonly line: Line;
  readonly place: Place;
}

const matches = (
  query: Pick<Query, 'search' | 'status' | 'outdated'>,
): ((line: Line) => boolean) => {
  const wanted = query.search?.normalize('NFC').toLowerCase() ?? '';
  return line =>
    (query.status === undefined || line.status === query.status) &&
    (!query.outdated || line.rulesOutdated) &&
    (wanted === '' ||
      line.user.toLowerCase().includes(wanted) ||
      line.server.toLowerCase().includes(wanted));
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
  all: readonly Line[],
  query: Pick<Query, 'sort' | 'order' | 'search' | 'status' | 'outdated'>,
): readonly Line[] => {
  const inOrder = comparePlaces(query.order);
  return all
    .filter(matches(query))
    .map(line => ({ line, place: placeOf(line, query.sort) }))
    .sort((a, b) => inOrder(a.place, b.place))
    .map(({ line }) => line);
};

/** Filters, sorts and cuts one page. Throws `invalid_input` for a cursor of another list. */
export const listPage = (all: readonly Line[], query: Query): Listed => {
  const after = startOf(query);
  const inOrder = comparePlaces(query.order);
  const isWanted = matches(query);
  // One more than the page has tells whether there is another one.
  const rest = createFirst<Placed>(query.limit + 1, (a, b) => inOrder(a.place, b.place));
  let total = 0;
  for (const line of all) {
    if (!isWanted(line)) continue;
    total += 1;
    const place = placeOf(line, query.sort);
    if (after === null || inOrder(place, after) > 0) rest.offer({ line, place });
  }
  const found = rest.kept();
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    lines: page.map(({ line }) => line),
    nextCursor:
      found.length > page.length && last !== undefined
        ? encodeCursor({ sort: query.sort, order: query.order, ...last.place })
        : null,
    total,
  };
};
