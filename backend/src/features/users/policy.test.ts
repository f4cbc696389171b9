import type { HubAccount } from '../../jupyterhub/accounts-port.js';
import type { HubUser } from '../../jupyterhub/port.js';
import { toUser, type User } from './user.js';
import { refusalOf, refusalOfCreate, type AccountAction, type Actor } from './policy.js';

const user = (name: string, admin: boolean, lastActivityMs: number | null = 1): HubUser => ({
  name,
  admin,
  groups: [],
  lastActivityMs,
  created: null,
  servers: [],
});
const account = (name: string, authorized = true): HubAccount => ({
  name,
  authorized,
  email: null,
  mustChangePassword: false,
});
const hubUser = (u: HubUser | null, a: HubAccount | null): User => {
  const found = toUser(u, a);
  if (found === null) throw new Error('nobody');
  return found;
};

const root: Actor = { name: 'root', kind: 'user', hubAdmin: true };
const scoped: Actor = { name: 'sam', kind: 'user', hubAdmin: false };
const robot: Actor = { name: 'robot', kind: 'service', hubAdmin: false };

const targets = {
  ordinary: hubUser(user('ada', false), account('ada')),
  invited: hubUser(user('ada', false, null), account('ada')),
  asking: hubUser(null, account('ada', false)),
  locked: hubUser(user('ada', false), account('ada', false)),
  admin: hubUser(user('boss', true), account('boss')),
  root: hubUser(user('root', true), account('root')),
} as const;

const actions: Readonly<Record<string, AccountAction>> = {
  authorize: { kind: 'authorize' },
  deauthorize: { kind: 'deauthorize' },
  discard: { kind: 'discard' },
  password: { kind: 'password' },
  raise: { kind: 'admin', admin: true },
  lower: { kind: 'admin', admin: false },
};

const table: [keyof typeof targets, string, boolean, boolean, boolean][] = [
  // target, action, root may, a user with our scope may, a program with our scope may
  ['ordinary', 'authorize', true, true, true],
  ['ordinary', 'deauthorize', true, true, true],
  ['ordinary', 'discard', false, false, false],
  ['ordinary', 'password', true, true, true],
  ['ordinary', 'raise', true, false, false],
  ['ordinary', 'lower', true, true, true],
  ['invited', 'discard', false, false, false],
  ['invited', 'password', true, true, true],
  ['asking', 'authorize', true, true, true],
  ['asking', 'deauthorize', false, false, false],
  ['asking', 'discard', true, true, true],
  ['asking', 'password', false, false, false],
  ['asking', 'raise', false, false, false],
  ['locked', 'authorize', true, true, true],
  ['locked', 'discard', false, false, false],
  ['admin', 'deauthorize', true, false, false],
  ['admin', 'password', true, false, false],
  ['admin', 'lower', true, false, false],
  ['root', 'deauthorize', false, false, false],
  ['root', 'password', false, false, false],
  ['root', 'raise', false, false, false],
  ['root', 'lower', false, false, false],
];

it.each(table)('%s: %s', (target, action, byRoot, byScope, byProgram) => {
  const wanted = actions[action];
  if (wanted === undefined) throw new Error(action);
  const may = (actor: Actor) => refusalOf(wanted, actor, targets[target]) === null;
  expect([may(root), may(scoped), may(robot)]).toEqual([byRoot, byScope, byProgram]);
});

it('lets nobody raise themselves, whatever scopes they hold', () => {
  const sam = hubUser(user('sam', false), account('sam'));
  expect(refusalOf({ kind: 'admin', admin: true }, scoped, sam)?.code).toBe('forbidden');
  expect(refusalOfCreate(scoped, true)?.code).toBe('forbidden');
  expect(refusalOfCreate(robot, true)?.code).toBe('forbidden');
  expect(refusalOfCreate(scoped, false)).toBeNull();
  expect(refusalOfCreate(root, true)).toBeNull();
});
