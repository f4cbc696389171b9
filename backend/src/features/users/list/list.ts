import { UserFilter, type UsersQuery, type UserState } from '@perijove/contracts';
import type { z } from 'zod';
import { pageInOrder, type Sorting, type SortValue } from '../../../lib/keyset-page.js';
import { matchesFilter, type User } from '../user.js';

type Query = z.output<typeof UsersQuery>;

/** One page of users, and the number of users per filter. */
export interface UserList {
  readonly users: readonly User[];
  readonly nextCursor: string | null;
  /** Of those that match, on all pages. */
  readonly total: number;
  readonly counts: Record<UserFilter, number>;
}

const stateRank: Readonly<Record<UserState, number>> = {
  pending: 0,
  active: 1,
  invited: 2,
  locked: 3,
};

const valueOf = (user: User, sort: Query['sort']): SortValue => {
  switch (sort) {
    case 'name':
      return user.name;
    case 'state':
      return stateRank[user.state];
    case 'lastActivity':
      return user.hubUser?.lastActivityMs ?? null;
  }
};

const sorting: Sorting<User, Query['sort']> = { valueOf, keyOf: ({ name }) => [name] };

const countsOf = (users: readonly User[]): Record<UserFilter, number> => {
  const counts = { all: 0, admins: 0, pending: 0, active: 0, never: 0, locked: 0 };
  for (const user of users) {
    for (const filter of UserFilter.options) if (matchesFilter(user, filter)) counts[filter] += 1;
  }
  return counts;
};

/** One page of the users that match. Throws `invalid_input` for a cursor of another list. */
export const listUsers = (users: readonly User[], query: Query): UserList => {
  const wanted = query.search?.normalize('NFC').trim().toLowerCase() ?? '';
  const matching = users.filter(
    user =>
      matchesFilter(user, query.show) &&
      (wanted === '' ||
        user.name.toLowerCase().includes(wanted) ||
        (user.account?.email?.toLowerCase().includes(wanted) ?? false)),
  );
  const { items, ...page } = pageInOrder(matching, query, sorting);
  return { users: items, ...page, counts: countsOf(users) };
};
