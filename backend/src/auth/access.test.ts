import { routes, type Access, type Needs, type RouteSpec } from '@perijove/contracts';
import { expanded } from '../../test/fakes/scopes.js';
import { checkAccess, isAllowed } from './access.js';
import type { KnownUser } from './scopes.js';
import { isAdmin, mayEnter, type Principal } from './principal.js';

const principal = (name: string, extra: Partial<Principal> = {}): Principal => ({
  name,
  kind: 'user',
  admin: false,
  hubAdmin: false,
  groups: [],
  scopes: new Set(),
  tokenId: null,
  via: 'bearer',
  ...extra,
});

const users: Record<string, KnownUser> = {
  ada: { name: 'ada', admin: false, groups: ['class-a'] },
};
const findUser = (name: string): KnownUser | null => users[name] ?? null;
const over = (...scopes: string[]) => ({
  scopes: new Set(
    expanded(['read:users!user=tess', ...scopes.map(scope => `${scope}!group=class-a`)]),
  ),
});

const own = (name: string) =>
  expanded([
    ...['read:users', 'servers', 'custom:perijove:volumes', 'custom:perijove:preferences'].map(
      scope => `${scope}!user=${name}`,
    ),
  ]);

const roles = {
  anonymous: null,
  self: principal('ada', { scopes: new Set(own('ada')) }),
  page: principal('ada', { scopes: new Set(expanded(['servers!user=ada'])), via: 'session' }),
  other: principal('bob', {
    scopes: new Set(own('bob').filter(scope => !scope.includes('preferences'))),
  }),
  visitor: principal('bob', { scopes: new Set(['access:servers!server=ada/']) }),
  notifier: principal('bob', { scopes: new Set(['custom:perijove:notify!group=class-a']) }),
  tutor: principal('tess', over('list:users', 'read:servers', 'read:groups')),
  teacher: principal('tess', over('read:users', 'servers', 'groups')),
  groupAdmin: principal('tess', over('servers', 'admin:groups')),
  foreignGroupAdmin: principal('tess', {
    scopes: new Set(expanded(['servers', 'admin:groups'].map(at => `${at}!group=class-b`))),
  }),
  assistant: principal('bob', { scopes: new Set(['access:servers!group=class-a']) }),
  monitor: principal('prometheus', { kind: 'service', scopes: new Set(['read:metrics']) }),
  admin: principal('root', { admin: true }),
  service: principal('ada', { kind: 'service' }),
};

const everyone = Object.keys(roles) as (keyof typeof roles)[];
const needs = (
  over: Needs['over'],
  scopes: Needs['scopes'],
  more: Pick<Needs, 'hubOnly'> = {},
): Needs => ({ scopes, over, ...more });

/** For the user `ada`, her default server, and the group `class-a`. */
const rules: readonly (readonly [Access, readonly (keyof typeof roles)[]])[] = [
  ['anyone', everyone],
  ['token', everyone.filter(role => role !== 'anonymous')],
  ['page', ['page']],
  ['admin', ['admin']],
  [needs('user', ['servers']), ['self', 'page', 'teacher', 'groupAdmin', 'admin']],
  [needs('user', ['custom:perijove:volumes']), ['self', 'admin']],
  [
    needs('server', ['read:servers', 'access:servers']),
    ['self', 'page', 'visitor', 'tutor', 'teacher', 'groupAdmin', 'assistant', 'admin'],
  ],
  [
    needs('server', ['servers', 'access:servers!server']),
    ['self', 'page', 'visitor', 'teacher', 'groupAdmin', 'admin'],
  ],
  // One server is less than its user.
  [needs('user', ['access:servers']), ['assistant', 'admin']],
  // Administering alone opens nobody's lab.
  [needs('user', ['access:servers'], { hubOnly: true }), ['assistant']],
  [needs('users', ['list:users', 'read:users']), ['tutor', 'teacher', 'admin']],
  [
    needs('groups', ['read:groups', 'groups']),
    ['tutor', 'teacher', 'groupAdmin', 'foreignGroupAdmin', 'admin'],
  ],
  [needs('group', ['read:groups']), ['tutor', 'teacher', 'groupAdmin', 'admin']],
  [needs('group', ['groups']), ['teacher', 'groupAdmin', 'admin']],
  [needs('group', ['admin:groups']), ['groupAdmin', 'admin']],
  [needs('groups', ['custom:perijove:notify']), ['notifier', 'admin']],
  [needs('all', ['read:metrics']), ['monitor', 'admin']],
  [needs('caller', ['custom:perijove:preferences']), ['self', 'admin']],
];

const nameOf = (access: Access): string =>
  typeof access === 'string' ? access : `${access.scopes.join(' or ')} over ${access.over}`;
const table = rules.flatMap(([access, allowed]) =>
  everyone.map(role => [nameOf(access), role, allowed.includes(role), access] as const),
);

describe('who may call what', () => {
  it.each(table)('%s: %s → %s', (_name, role, can, access) => {
    const ask = () => {
      checkAccess(access, roles[role], { user: 'ada', group: 'class-a' }, findUser);
    };
    if (can) expect(ask).not.toThrow();
    else expect(ask).toThrow();
  });

  const view = needs('server', ['read:servers', 'access:servers', 'access:servers!server']);
  it.each([
    { user: 'ada', server: 'second' },
    { user: 'carl' },
    { user: 'ad' },
    { user: 'ada/', server: '' },
    {},
  ])('opens no other server by a token for one: %j', subject => {
    expect(isAllowed(view, roles.visitor, subject, findUser)).toBe(false);
  });

  it.each([
    'servers!user=ada2',
    'servers!user=',
    'servers!user',
    'servers!',
    'servers!users=ada',
    'servers!group=class-a2',
    'servers:x!user=ada',
    'read:servers!user=ada',
    'SERVERS',
    'servers!server=ada',
    'servers!server=ada/second',
  ])('compares scopes whole: %s starts nothing of hers', scope => {
    const who = principal('ada', { scopes: new Set([scope]) });
    expect(isAllowed(routes.startServer.access, who, { user: 'ada' }, findUser)).toBe(false);
  });

  it('asks for a scope on every route whose address names a user', () => {
    const loose = Object.entries<RouteSpec>(routes).filter(
      ([, { path, access }]) =>
        /\{(user|group)\}/.test(path) &&
        (access === 'anyone' || access === 'token' || access === 'page'),
    );
    expect(loose.map(([name]) => name)).toEqual([]);
  });

  it("gives a lab's page what the list says, and a route that is added nothing", () => {
    const lab = principal('root', {
      scopes: new Set(['access:services!service=perijove', 'access:servers!server=ada/']),
    });
    const open = Object.entries<RouteSpec>(routes).filter(
      ([, { access }]) =>
        access !== 'anyone' && isAllowed(access, lab, { user: 'ada', group: 'class-a' }, findUser),
    );
    expect(open.map(([name]) => name)).toEqual([
      'getMe',
      'getServer',
      'restartServer',
      'getSession',
      'extendSession',
      'listNotifications',
      'ackNotification',
    ]);
  });
});

describe('what a token makes of its owner', () => {
  it('lets in only tokens that may use Perijove', () => {
    const owner = (...scopes: string[]) => ({ name: 'ada', kind: 'user' as const, scopes });
    expect(mayEnter(owner('access:services!service=perijove'))).toBe(true);
    expect(mayEnter(owner('access:services'))).toBe(true);
    expect(mayEnter(owner('access:services!service=other'))).toBe(false);
    expect(mayEnter(owner('access:servers!server=ada/'))).toBe(false);
    expect(mayEnter(owner('custom:perijove:admin'))).toBe(true);
    expect(mayEnter(owner('custom:perijove:notify!group=class-a'))).toBe(true);
  });

  it.each([
    'custom:perijove:session!server=ada/',
    'custom:perijove:accounts',
    'custom:perijove:volumes!user=ada',
    'custom:perijove:admin!group=class-a',
    'custom:perijove:administer',
    'custom:perijove:notify!user=ada',
    'custom:perijove:notify!group=',
    'custom:perijove:notify-all',
    'custom:perijove:',
    'access:services!service=perijove2',
    'access:services!service=perijov',
    'access:services:x',
  ])('lets nobody in by a part of a name: %s', scope => {
    expect(mayEnter({ scopes: [scope] })).toBe(false);
  });

  it("makes no administrator of an administrator's lab token", () => {
    const lab = {
      name: 'root',
      kind: 'user' as const,
      scopes: ['access:services!service=perijove', 'access:servers!server=root/'],
    };
    expect(isAdmin(lab, true)).toBe(false);
    expect(isAdmin({ ...lab, scopes: [...lab.scopes, 'admin-ui'] }, true)).toBe(true);
  });

  it('makes no administrator of someone who only holds admin-ui', () => {
    expect(isAdmin({ kind: 'user', scopes: ['admin-ui'] }, false)).toBe(false);
  });
});
