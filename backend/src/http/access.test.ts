import { routes, type Access } from '@perijove/contracts';
import { checkAccess } from './access.js';
import type { Person } from './principal-reach.js';
import { isAdmin, mayEnter, type Principal } from './principal.js';

const person = (name: string, extra: Partial<Principal> = {}): Principal => ({
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

const people: Record<string, Person> = {
  ada: { name: 'ada', admin: false, groups: ['class-a'] },
};
const personOf = (name: string): Person | null => people[name] ?? null;
const over = (...scopes: string[]) => ({
  scopes: new Set(['read:users!user=tess', ...scopes.map(scope => `${scope}!group=class-a`)]),
});

const roles = {
  anonymous: null,
  self: person('ada', { scopes: new Set(['read:users!user=ada', 'servers!user=ada']) }),
  other: person('bob', { scopes: new Set(['read:users!user=bob', 'servers!user=bob']) }),
  visitor: person('bob', { scopes: new Set(['access:servers!server=ada/']) }),
  notifier: person('bob', { scopes: new Set(['custom:perijove:notify!group=class-a']) }),
  tutor: person('tess', over('list:users', 'read:servers', 'read:groups')),
  teacher: person('tess', over('read:users', 'servers', 'groups')),
  groupAdmin: person('tess', over('admin:users', 'servers', 'admin:groups')),
  foreignGroupAdmin: person('tess', {
    scopes: new Set(['admin:users', 'servers', 'admin:groups'].map(at => `${at}!group=class-b`)),
  }),
  assistant: person('bob', { scopes: new Set(['access:servers!group=class-a']) }),
  monitor: person('prometheus', { kind: 'service', scopes: new Set(['read:metrics']) }),
  admin: person('root', { admin: true }),
  service: person('ada', { kind: 'service' }),
};

const everyone = Object.keys(roles) as (keyof typeof roles)[];
const overClassA = ['tutor', 'teacher', 'groupAdmin'] as const;
const overSome = [...overClassA, 'foreignGroupAdmin'] as const;

/** For the person `ada`, her default server, and the group `class-a`. */
const allowed: Readonly<Record<Access, readonly (keyof typeof roles)[]>> = {
  anyone: everyone,
  identified: everyone.filter(role => role !== 'anonymous'),
  self: ['self', 'admin'],
  person: ['self', ...overClassA, 'admin'],
  server: ['self', 'visitor', ...overClassA, 'admin'],
  operate: ['self', 'teacher', 'groupAdmin', 'admin'],
  // Administering alone opens nobody's lab.
  visit: ['visitor', 'assistant'],
  account: ['groupAdmin', 'admin'],
  people: [...overSome, 'admin'],
  groups: [...overSome, 'admin'],
  group: [...overClassA, 'admin'],
  members: ['teacher', 'groupAdmin', 'admin'],
  owner: ['groupAdmin', 'admin'],
  sender: ['notifier', 'admin'],
  metrics: ['monitor', 'admin'],
  admin: ['admin'],
};

const table = (Object.keys(allowed) as Access[]).flatMap(access =>
  everyone.map(role => [access, role, allowed[access].includes(role)] as const),
);

describe('who may call what', () => {
  it.each(table)('%s routes: %s → %s', (access, role, may) => {
    const ask = () => {
      checkAccess(access, roles[role], { user: 'ada', group: 'class-a' }, personOf);
    };
    if (may) expect(ask).not.toThrow();
    else expect(ask).toThrow();
  });

  it("opens another server's view to nobody by a token for one server", () => {
    expect(() => {
      checkAccess('server', roles.visitor, { user: 'ada', server: 'second' }, personOf);
    }).toThrow();
    expect(() => {
      checkAccess('server', roles.visitor, { user: 'carl' }, personOf);
    }).toThrow();
  });

  it('gives every route that names a person a rule that looks at the person', () => {
    const loose = Object.entries(routes).filter(
      ([name, route]) =>
        /(Server|Session|Volume|History)/.test(name) &&
        !['self', 'person', 'server', 'operate', 'visit', 'account', 'admin'].includes(
          route.access,
        ),
    );
    expect(loose).toEqual([]);
  });
});

describe('what a token makes of its owner', () => {
  it('lets in only tokens that may use Perijove', () => {
    const owner = (...scopes: string[]) => ({ name: 'ada', kind: 'user' as const, scopes });
    expect(mayEnter(owner('access:services!service=perijove'))).toBe(true);
    expect(mayEnter(owner('access:services'))).toBe(true);
    expect(mayEnter(owner('access:services!service=other'))).toBe(false);
    expect(mayEnter(owner('access:servers!server=ada/'))).toBe(false);
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
