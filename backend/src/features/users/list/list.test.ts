import { UsersQuery } from '@perijove/contracts';
import type { HubAccount } from '../../../jupyterhub/accounts-port.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import { listUsers } from './list.js';
import { mergeUsers } from '../user.js';

const user = (name: string, lastActivityMs: number | null, admin = false): HubUser => ({
  name,
  admin,
  groups: [],
  lastActivityMs,
  created: null,
  servers: [],
});
const account = (name: string, authorized: boolean, email: string | null = null): HubAccount => ({
  name,
  authorized,
  email,
  mustChangePassword: false,
});

const users = mergeUsers(
  [user('ada', 5), user('bob', null), user('eve', 3), user('root', 9, true)],
  [
    account('ada', true, 'ada@example.org'),
    account('bob', true),
    account('eve', false),
    account('root', true),
    account('new', false),
    account('zoë', false),
  ],
);
const names = (query: object) =>
  listUsers(users, UsersQuery.parse(query)).users.map(({ name }) => name);

it.each([
  ['all', ['ada', 'bob', 'eve', 'new', 'root', 'zoë']],
  ['admins', ['root']],
  ['pending', ['new', 'zoë']],
  ['active', ['ada', 'root']],
  ['never', ['bob']],
  ['locked', ['eve']],
])('shows %s', (show, expected) => {
  expect(names({ show })).toEqual(expected);
});

it('counts every kind, whatever is searched', () => {
  const { counts, total } = listUsers(users, UsersQuery.parse({ search: 'ada' }));
  expect(counts).toEqual({ all: 6, admins: 1, pending: 2, active: 2, never: 1, locked: 1 });
  expect(total).toBe(1);
});

it('finds by name and by address, however it is spelled', () => {
  expect(names({ search: 'EXAMPLE' })).toEqual(['ada']);
  expect(names({ search: 'zoe\u0308' })).toEqual(['zoë']);
});

it('sorts, with what is missing last', () => {
  expect(names({ sort: 'lastActivity', order: 'desc' })).toEqual([
    'root',
    'ada',
    'eve',
    'bob',
    'new',
    'zoë',
  ]);
  expect(names({ sort: 'state' })[0]).toBe('new');
});

it.each(['name', 'state', 'lastActivity'])(
  'turns all pages of 10,000 users by %s, nobody twice and nobody lost',
  sort => {
    const many = mergeUsers(
      Array.from({ length: 10_000 }, (_, n) =>
        user(`user-${n}`, n % 3 === 0 ? null : n % 50, n % 1000 === 0),
      ),
      [],
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listUsers(
        many,
        UsersQuery.parse({ sort, limit: 200, ...(cursor === undefined ? {} : { cursor }) }),
      );
      seen.push(...page.users.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(10_000);
    expect(new Set(seen).size).toBe(10_000);
  },
);

it('refuses a cursor of another order', () => {
  const first = listUsers(users, UsersQuery.parse({ limit: 2 }));
  expect(() => names({ cursor: first.nextCursor, sort: 'state' })).toThrow('another order');
});
