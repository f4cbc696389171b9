import { UserFilter, type UsersQuery, type UserState } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../../lib/cursor.js';
import { AppError } from '../../../lib/errors.js';
import { matchesFilter, type User } from '../user.js';

type Query = z.output<typeof UsersQuery>;

/** One page of people, and how many there are of each kind. */
export interface UserList {
  readonly users: readonly User[];
  readonly nextCursor: string | null;
  /** Of those that match, on all pages. */
  readonly total: number;
  readonly counts: Record<UserFilter, number>;
}

/** Where a page ended, and in which order that is a place. */
const Place = z.strictObject({
  sort: z.enum(['name', 'state', 'lastActivity']),
  order: z.enum(['asc', 'desc']),
  value: z.union([z.string(), z.number(), z.null()]),
  name: z.string(),
});

const stateRank: Readonly<Record<UserState, number>> = {
  pending: 0,
  active: 1,
  invited: 2,
  locked: 3,
};

const valueOf = (user: User, sort: Query['sort']): string | number | null => {
  switch (sort) {
    case 'name':
      return user.name;
    case 'state':
      return stateRank[user.state];
    case 'lastActivity':
      return user.hubUser?.lastActivityMs ?? null;
  }
};

interface Placed {
  readonly value: string | number | null;
  readonly name: string;
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** People without a value come last in both directions; equal ones by name, ascending. */
const inOrder =
  (order: Query['order']) =>
  (a: Placed, b: Placed): number => {
    if (a.value !== b.value) {
      if (a.value === null) return 1;
      if (b.value === null) return -1;
      const byValue = compare(a.value, b.value);
      if (byValue !== 0) return order === 'asc' ? byValue : -byValue;
    }
    return compare(a.name, b.name);
  };

const startOf = (query: Query): Placed | null => {
  if (query.cursor === undefined) return null;
  const place = decodeCursor(Place, query.cursor);
  if (place.sort !== query.sort || place.order !== query.order) {
    throw new AppError('invalid_input', strings.common.otherOrder, {
      details: { field: 'cursor' },
    });
  }
  return place;
};

const countsOf = (users: readonly User[]): Record<UserFilter, number> => {
  const counts = { all: 0, admins: 0, pending: 0, active: 0, never: 0, locked: 0 };
  for (const user of users) {
    for (const filter of UserFilter.options) if (matchesFilter(user, filter)) counts[filter] += 1;
  }
  return counts;
};

/** Filters, sorts and cuts one page. Throws `invalid_input` for a cursor of another list. */
export const listUsers = (users: readonly User[], query: Query): UserList => {
  const wanted = query.search?.normalize('NFC').trim().toLowerCase() ?? '';
  const order = inOrder(query.order);
  const after = startOf(query);
  const matching = users
    .filter(
      user =>
        matchesFilter(user, query.show) &&
        (wanted === '' ||
          user.name.toLowerCase().includes(wanted) ||
          (user.account?.email?.toLowerCase().includes(wanted) ?? false)),
    )
    .map(user => ({ person: user, value: valueOf(user, query.sort), name: user.name }))
    .sort(order);
  const rest = after === null ? matching : matching.filter(placed => order(placed, after) > 0);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    users: page.map(({ person: user }) => user),
    nextCursor:
      rest.length > page.length && last !== undefined
        ? encodeCursor({
            sort: query.sort,
            order: query.order,
            value: last.value,
            name: last.name,
          })
        : null,
    total: matching.length,
    counts: countsOf(users),
  };
};
