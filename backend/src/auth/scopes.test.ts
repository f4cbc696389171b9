import fc from 'fast-check';
import {
  includesGroup,
  includesUser,
  canListGroups,
  canListUsers,
  canAddMember,
  canCreateUsers,
  canManageMembers,
  canManageUser,
  canManageGroup,
  scopeFilter,
  actions,
  type KnownUser,
  type Action,
} from './scopes.js';
import type { Principal } from './principal.js';

const holder = (...scopes: string[]): Principal => ({
  name: 'tess',
  kind: 'user',
  admin: false,
  hubAdmin: false,
  groups: [],
  scopes: new Set(scopes),
  tokenId: null,
  via: 'session',
});
const root: Principal = { ...holder(), name: 'root', admin: true, hubAdmin: true };
const user = (name: string, ...groups: string[]): KnownUser => ({ name, admin: false, groups });

describe('the filter of an action', () => {
  it.each([
    ['no scope', [], 'eve', ['class-a'], false],
    ['an unfiltered scope', ['list:users'], 'eve', [], true],
    ['a group filter', ['list:users!group=class-a'], 'eve', ['class-a'], true],
    ['another group', ['list:users!group=class-b'], 'eve', ['class-a'], false],
    ['one of several', ['list:users!group=b', 'read:users!group=a'], 'eve', ['a'], true],
    ['a user filter', ['read:users!user=eve'], 'eve', [], true],
    ['another user', ['read:users!user=eva'], 'eve', [], false],
    ['a server filter', ['read:users!server=eve/'], 'eve', [], false],
    ['an unknown filter', ['read:users!role=eve'], 'eve', [], false],
    ['an empty filter', ['read:users!group='], 'eve', [''], false],
    ['a longer scope of the same beginning', ['list:users:all'], 'eve', [], false],
    ['a group with the marks of a scope', ['list:users!group=a!b=c'], 'eve', ['a!b=c'], true],
  ])('%s', (_what, scopes, name, groups, seen) => {
    const filter = scopeFilter(holder(...scopes), 'listUsers');
    expect(includesUser(filter, { name, groups })).toBe(seen);
  });

  it('of an administrator is everything', () => {
    for (const action of Object.keys(actions) as Action[]) {
      expect(scopeFilter(root, action).all).toBe(true);
    }
  });

  it('grows with scopes and never shrinks', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const scope = fc
      .tuple(
        fc.constantFrom(...Object.values(actions).flat()),
        fc.constantFrom('', '!group=', '!user='),
        names,
      )
      .map(([base, filter, name]) => (filter === '' ? base : `${base}${filter}${name}`));
    fc.assert(
      fc.property(
        fc.array(scope),
        scope,
        fc.constantFrom(...(Object.keys(actions) as Action[])),
        names,
        fc.subarray(['a', 'b', 'c']),
        (scopes, more, action, name, groups) => {
          const before = includesUser(scopeFilter(holder(...scopes), action), { name, groups });
          const after = includesUser(scopeFilter(holder(...scopes, more), action), {
            name,
            groups,
          });
          expect(after || !before).toBe(true);
        },
      ),
    );
  });
});

describe('looking after others', () => {
  it('needs more than being allowed to read oneself', () => {
    expect(canListUsers(holder('read:users!user=tess'))).toBe(false);
    expect(canListUsers(holder('read:users!user=eve'))).toBe(true);
    expect(canListUsers(holder('list:users!group=a'))).toBe(true);
    expect(canListGroups(holder('read:groups!group=a'))).toBe(true);
    expect(canListGroups(holder('read:groups!user=a'))).toBe(false);
  });
});

describe('nobody raises themselves', () => {
  const over = holder('admin:users!group=a', 'admin:groups!group=a', 'servers!group=a');
  const member = user('eve', 'a');

  it.each([
    ['an ordinary member', member, true],
    ['a user outside of the group', user('eve', 'b'), false],
    ['themselves', user('tess', 'a'), false],
    ['an administrator in the group', { ...member, admin: true }, false],
    ['a user whose labs hold the Docker socket', user('eve', 'a', 'docker-sock'), false],
    ['a user with privileged labs', user('eve', 'a', 'docker-privileged'), false],
  ])('a group admin and the account of %s', (_who, target, may) => {
    expect(canManageUser(over, target)).toBe(may);
    expect(canManageUser(root, target)).toBe(true);
  });

  it('creates accounts only with an action over all users', () => {
    expect(canCreateUsers(over)).toBe(false);
    expect(canCreateUsers(holder('admin:users'))).toBe(true);
  });

  it.each([
    ['their own group', 'a', true],
    ['another group', 'b', false],
    ['the group with the Docker socket', 'docker-sock', false],
  ])('a group admin and the members of %s', (_what, group, may) => {
    const who = holder('admin:groups!group=a', 'admin:groups!group=docker-sock');
    expect(canManageMembers(who, group)).toBe(may);
    expect(canManageGroup(who, group)).toBe(may);
    expect(canManageMembers(root, group)).toBe(true);
  });

  it('fills not even every group of an unfiltered scope', () => {
    expect(canManageMembers(holder('admin:groups'), 'any')).toBe(true);
    expect(canManageMembers(holder('admin:groups'), 'docker-privileged')).toBe(false);
  });

  it.each([
    ['a user whom they see', user('eve', 'b'), true],
    ['a user whom they do not see', user('eve', 'c'), false],
    ['themselves', user('tess', 'b'), false],
    ['an administrator', { ...user('eve', 'b'), admin: true }, false],
    ['a user whose labs hold the Docker socket', user('eve', 'b', 'docker-sock'), false],
  ])('a group admin adds %s', (_who, target, may) => {
    const who = holder('groups!group=a', 'list:users!group=b');
    expect(canAddMember(who, 'a', target)).toBe(may);
  });

  it('never gives a filtered action over the powerful, whatever the scopes', () => {
    const anyScope = fc
      .tuple(
        fc.constantFrom(...Object.values(actions).flat()),
        fc.constantFrom('a', 'docker-sock', 'docker-privileged'),
        fc.boolean(),
      )
      .map(([base, group, filtered]) => (filtered ? `${base}!group=${group}` : base));
    fc.assert(
      fc.property(
        fc.array(anyScope),
        fc.boolean(),
        fc.constantFrom('docker-sock', 'docker-privileged'),
        (scopes, admin, group) => {
          const who = holder(...scopes);
          const target: KnownUser = { name: 'eve', admin, groups: [group] };
          expect(canManageUser(who, target)).toBe(false);
          expect(canAddMember(who, 'a', target)).toBe(false);
          expect(canManageMembers(who, group)).toBe(false);
          expect(canAddMember(who, 'a', user('tess', 'a'))).toBe(false);
        },
      ),
    );
  });

  it('keeps out what no scope names', () => {
    expect(includesGroup(scopeFilter(over, 'listGroups'), 'b')).toBe(false);
    expect(includesGroup(scopeFilter(over, 'listGroups'), 'a')).toBe(true);
  });
});
