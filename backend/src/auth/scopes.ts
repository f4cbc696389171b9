import { powerOf, type AllowedUsers } from '@perijove/contracts';
import type { Principal } from './principal.js';

/**
 * How far a right goes: to everything, or to what the filters of JupyterHub's scopes name, as in
 * `read:users!group=class-a` or `read:users!user=ada`.
 */
export interface Reach {
  readonly all: boolean;
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** A person, as far as reach depends on them. */
export interface Person {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
}

/**
 * Which of JupyterHub's scopes give a right. JupyterHub expands scopes before it tells them, so
 * a wider scope need not be named; it is where its meaning would be lost otherwise.
 */
export const rights = {
  /** Know that people exist, and how they are. */
  seePeople: ['list:users', 'read:users', 'users', 'admin:users'],
  /** Change accounts. */
  managePeople: ['admin:users'],
  /** Start and stop servers. */
  runServers: ['servers', 'admin:servers'],
  /** Open labs of others. */
  enterServers: ['access:servers'],
  /** Know that groups exist, and who is in them. */
  seeGroups: ['list:groups', 'read:groups', 'groups', 'admin:groups'],
  /** Put people into groups and take them out. */
  fillGroups: ['groups', 'admin:groups'],
  /** Make and delete groups. */
  ownGroups: ['admin:groups'],
} as const;

/** A right over people, servers or groups. */
export type Right = keyof typeof rights;

type Holder = Pick<Principal, 'admin' | 'scopes'>;
type Manager = Holder & Pick<Principal, 'hubAdmin'>;

/** What the filters of scopes of one name reach; `servers` as in `ada/second`. */
export interface ScopeReach extends Reach {
  readonly servers: ReadonlySet<string>;
}

/**
 * How far scopes of these names go, compared whole. A filter that we do not know opens nothing.
 * @param held - the scopes of a token, expanded, as JupyterHub tells them
 */
export const scopeReach = (held: ReadonlySet<string>, names: readonly string[]): ScopeReach => {
  const users = new Set<string>();
  const groups = new Set<string>();
  const servers = new Set<string>();
  let all = false;
  for (const scope of held) {
    const at = scope.indexOf('!');
    if (!names.includes(at < 0 ? scope : scope.slice(0, at))) continue;
    if (at < 0) all = true;
    const [, kind, name] = /^!(user|group|server)=(.+)$/s.exec(at < 0 ? '' : scope.slice(at)) ?? [];
    if (name === undefined) continue;
    if (kind === 'user') users.add(name);
    if (kind === 'group') groups.add(name);
    if (kind === 'server') servers.add(name);
  }
  return { all, users, groups, servers };
};

/** The reach of administrators. */
export const everything: Reach = { all: true, users: new Set(), groups: new Set() };

/** How far a caller's right goes. An administrator's goes everywhere. */
export const reachOf = (who: Holder, right: Right): Reach => {
  if (who.admin) return everything;
  // A filter by server names less than a user: it opens nothing here.
  const { all, users, groups } = scopeReach(who.scopes, rights[right]);
  return all ? everything : { all, users, groups };
};

/**
 * Whose labs JupyterHub lets the caller open. Administering Perijove opens none: only the hub's own
 * `access:servers` does, which a hub may keep from its administrators.
 */
export const visitReach = ({ scopes }: Pick<Holder, 'scopes'>): Reach =>
  reachOf({ admin: false, scopes }, 'enterServers');

/** Whom of these people a reach covers, for the pages to show or hide by. */
export const among = (
  reach: Reach,
  people: readonly Pick<Person, 'name' | 'groups'>[],
): AllowedUsers =>
  reach.all
    ? 'all'
    : people.filter(person => coversPerson(reach, person)).map(person => person.name);

/** Whether a reach covers that person. Filter lists of people with it. */
export const coversPerson = (reach: Reach, person: Pick<Person, 'name' | 'groups'>): boolean =>
  reach.all || reach.users.has(person.name) || person.groups.some(group => reach.groups.has(group));

/** Whether a reach covers that group. Filter lists of groups with it. */
export const coversGroup = (reach: Reach, group: string): boolean =>
  reach.all || reach.groups.has(group);

/**
 * Whether the caller looks after other people at all: then there are lists to show, filtered by
 * `coversPerson(reachOf(caller, 'seePeople'), person)`. Everybody may read themselves; that alone
 * makes no list.
 */
export const looksAfterPeople = (who: Principal): boolean => {
  const { all, users, groups } = reachOf(who, 'seePeople');
  const self = who.kind === 'user' ? who.name : null;
  return all || groups.size > 0 || [...users].some(name => name !== self);
};

/** Whether the caller may see any group at all. */
export const looksAfterGroups = (who: Holder): boolean => {
  const { all, groups } = reachOf(who, 'seeGroups');
  return all || groups.size > 0;
};

const isSelf = (who: Principal, name: string): boolean => who.kind === 'user' && who.name === name;

/** Whoever rules over such a person has their power: only administrators of the hub do. */
export const isPowerful = (person: Person): boolean =>
  person.admin || person.groups.some(group => powerOf(group) !== null);

/**
 * Whether the caller may change that person's account (password, name, authorisation, deletion).
 * Short of an administrator of the hub, nobody reaches administrators or members of the groups with
 * power over the host, and no filtered right reaches its holder: each would be a way up.
 */
export const mayManagePerson = (who: Principal, person: Person): boolean =>
  who.hubAdmin ||
  (!isPowerful(person) &&
    (who.admin ||
      (!isSelf(who, person.name) && coversPerson(reachOf(who, 'managePeople'), person))));

/** Whether the caller may create accounts and make administrators: never by a filtered right. */
export const mayCreatePeople = (who: Principal): boolean =>
  who.admin || reachOf(who, 'managePeople').all;

/**
 * Whether the caller may change who is in that group. Power over the host is given and taken by
 * administrators of the hub alone. `hub/tests/group_rules.json` holds the hub to the same rules.
 */
export const mayFillGroup = (who: Manager, group: string): boolean =>
  who.hubAdmin || (powerOf(group) === null && coversGroup(reachOf(who, 'fillGroups'), group));

/**
 * Whether the caller may put that person into that group. Besides the right to fill it, they must
 * see the person already, and it must be no way up: neither themselves, who would gain what the
 * group gives, nor the powerful, over whom they would gain what they hold over the group.
 */
export const mayAddToGroup = (who: Principal, group: string, person: Person): boolean =>
  who.hubAdmin ||
  (mayFillGroup(who, group) &&
    !isSelf(who, person.name) &&
    !isPowerful(person) &&
    coversPerson(reachOf(who, 'seePeople'), person));

/** Whether the caller may make or delete that group. */
export const mayOwnGroup = (who: Manager, group: string): boolean =>
  who.hubAdmin || (powerOf(group) === null && coversGroup(reachOf(who, 'ownGroups'), group));

/** Whether the caller may say what the labs of a group's members get. */
export const mayLimitGroup = (who: Holder): boolean => who.admin;
