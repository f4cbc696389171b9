import fc from 'fast-check';
import {
  coversGroup,
  coversPerson,
  looksAfterGroups,
  looksAfterPeople,
  mayAddToGroup,
  mayCreatePeople,
  mayFillGroup,
  mayManagePerson,
  mayOwnGroup,
  reachOf,
  rights,
  type Person,
  type Right,
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
const person = (name: string, ...groups: string[]): Person => ({ name, admin: false, groups });

describe('the reach of a right', () => {
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
    const reach = reachOf(holder(...scopes), 'seePeople');
    expect(coversPerson(reach, { name, groups })).toBe(seen);
  });

  it('of an administrator is everything', () => {
    for (const right of Object.keys(rights) as Right[]) {
      expect(reachOf(root, right).all).toBe(true);
    }
  });

  it('grows with scopes and never shrinks', () => {
    const names = fc.constantFrom('a', 'b', 'c');
    const scope = fc
      .tuple(
        fc.constantFrom(...Object.values(rights).flat()),
        fc.constantFrom('', '!group=', '!user='),
        names,
      )
      .map(([base, filter, name]) => (filter === '' ? base : `${base}${filter}${name}`));
    fc.assert(
      fc.property(
        fc.array(scope),
        scope,
        fc.constantFrom(...(Object.keys(rights) as Right[])),
        names,
        fc.subarray(['a', 'b', 'c']),
        (scopes, more, right, name, groups) => {
          const before = coversPerson(reachOf(holder(...scopes), right), { name, groups });
          const after = coversPerson(reachOf(holder(...scopes, more), right), { name, groups });
          expect(after || !before).toBe(true);
        },
      ),
    );
  });
});

describe('looking after others', () => {
  it('needs more than being allowed to read oneself', () => {
    expect(looksAfterPeople(holder('read:users!user=tess'))).toBe(false);
    expect(looksAfterPeople(holder('read:users!user=eve'))).toBe(true);
    expect(looksAfterPeople(holder('list:users!group=a'))).toBe(true);
    expect(looksAfterGroups(holder('read:groups!group=a'))).toBe(true);
    expect(looksAfterGroups(holder('read:groups!user=a'))).toBe(false);
  });
});

describe('nobody raises themselves', () => {
  const over = holder('admin:users!group=a', 'admin:groups!group=a', 'servers!group=a');
  const member = person('eve', 'a');

  it.each([
    ['an ordinary member', member, true],
    ['somebody outside of the group', person('eve', 'b'), false],
    ['themselves', person('tess', 'a'), false],
    ['an administrator in the group', { ...member, admin: true }, false],
    ['somebody whose labs hold the Docker socket', person('eve', 'a', 'docker-sock'), false],
    ['somebody with privileged labs', person('eve', 'a', 'docker-privileged'), false],
  ])('a group admin and the account of %s', (_who, target, may) => {
    expect(mayManagePerson(over, target)).toBe(may);
    expect(mayManagePerson(root, target)).toBe(true);
  });

  it('creates accounts only with a right over everybody', () => {
    expect(mayCreatePeople(over)).toBe(false);
    expect(mayCreatePeople(holder('admin:users'))).toBe(true);
  });

  it.each([
    ['their own group', 'a', true],
    ['another group', 'b', false],
    ['the group with the Docker socket', 'docker-sock', false],
  ])('a group admin and the members of %s', (_what, group, may) => {
    const who = holder('admin:groups!group=a', 'admin:groups!group=docker-sock');
    expect(mayFillGroup(who, group)).toBe(may);
    expect(mayOwnGroup(who, group)).toBe(may);
    expect(mayFillGroup(root, group)).toBe(true);
  });

  it('fills not even every group of an unfiltered scope', () => {
    expect(mayFillGroup(holder('admin:groups'), 'any')).toBe(true);
    expect(mayFillGroup(holder('admin:groups'), 'docker-privileged')).toBe(false);
  });

  it.each([
    ['somebody whom they see', person('eve', 'b'), true],
    ['somebody whom they do not see', person('eve', 'c'), false],
    ['themselves', person('tess', 'b'), false],
    ['an administrator', { ...person('eve', 'b'), admin: true }, false],
    ['somebody whose labs hold the Docker socket', person('eve', 'b', 'docker-sock'), false],
  ])('a group admin adds %s', (_who, target, may) => {
    const who = holder('groups!group=a', 'list:users!group=b');
    expect(mayAddToGroup(who, 'a', target)).toBe(may);
  });

  it('never gives a filtered right over the powerful, whatever the scopes', () => {
    const anyScope = fc
      .tuple(
        fc.constantFrom(...Object.values(rights).flat()),
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
          const target: Person = { name: 'eve', admin, groups: [group] };
          expect(mayManagePerson(who, target)).toBe(false);
          expect(mayAddToGroup(who, 'a', target)).toBe(false);
          expect(mayFillGroup(who, group)).toBe(false);
          expect(mayAddToGroup(who, 'a', person('tess', 'a'))).toBe(false);
        },
      ),
    );
  });

  it('keeps what is not named out of reach', () => {
    expect(coversGroup(reachOf(over, 'seeGroups'), 'b')).toBe(false);
    expect(coversGroup(reachOf(over, 'seeGroups'), 'a')).toBe(true);
  });
});
