import { powerOf, type AllowedUsers } from '@perijove/contracts';
import type { Principal } from './principal.js';

/**
 * What an action is allowed on: everything, or what the filters of JupyterHub's scopes name, as in
 * `read:users!group=class-a` or `read:users!user=ada`.
 */
export interface ScopeFilter {
  readonly all: boolean;
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** What the rules of this file need to know about a user. */
export interface KnownUser {
  readonly name: string;
  readonly admin: boolean;
  readonly groups: readonly string[];
}

/**
 * Which of JupyterHub's scopes allow an action. JupyterHub expands scopes before it sends them, so a
 * wider scope is named only where its meaning would be lost otherwise.
 */
export const actions = {
  /** See users and their activity. */
  listUsers: ['list:users', 'read:users', 'users', 'admin:users'],
  /** Change accounts. */
  manageUsers: ['admin:users'],
  /** Start and stop servers. */
  controlServers: ['servers', 'admin:servers'],
  /** Open the labs of other users. */
  accessServers: ['access:servers'],
  /** See groups and their members. */
  listGroups: ['list:groups', 'read:groups', 'groups', 'admin:groups'],
  /** Add and remove members. */
  manageMembers: ['groups', 'admin:groups'],
  /** Create and delete groups. */
  manageGroups: ['admin:groups'],
} as const;

/** Something that a scope allows on users, servers or groups. */
export type Action = keyof typeof actions;

type Holder = Pick<Principal, 'admin' | 'scopes'>;
type Manager = Holder & Pick<Principal, 'hubAdmin'>;

/** A filter that can name single servers, as in `ada/second`. */
export interface ServerScopeFilter extends ScopeFilter {
  readonly servers: ReadonlySet<string>;
}

/**
 * The filter of the scopes with exactly these names. A filter that we do not know allows nothing.
 * @param held - the scopes of a token, expanded, as JupyterHub tells them
 */
export const parseFilter = (
  held: ReadonlySet<string>,
  names: readonly string[],
): ServerScopeFilter => {
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

/** Allows everything: the filter of administrators. */
export const unfiltered: ScopeFilter = { all: true, users: new Set(), groups: new Set() };

/** What a caller is allowed to do this action on. Administrators: everything. */
export const scopeFilter = (who: Holder, action: Action): ScopeFilter => {
  if (who.admin) return unfiltered;
  // A filter by server names less than a user, so it allows nothing here.
  const { all, users, groups } = parseFilter(who.scopes, actions[action]);
  return all ? unfiltered : { all, users, groups };
};

/**
 * Whose labs JupyterHub lets the caller open. Being an administrator of Perijove is not enough: the
 * hub's own `access:servers` is needed, which a hub can withhold from its administrators.
 */
export const accessFilter = ({ scopes }: Pick<Holder, 'scopes'>): ScopeFilter =>
  scopeFilter({ admin: false, scopes }, 'accessServers');

/** Which of these users a filter includes, so that pages can show or hide buttons. */
export const allowedUsers = (
  filter: ScopeFilter,
  users: readonly Pick<KnownUser, 'name' | 'groups'>[],
): AllowedUsers =>
  filter.all ? 'all' : users.filter(user => includesUser(filter, user)).map(user => user.name);

/** Whether a filter includes a user. Filter lists of users with it. */
export const includesUser = (
  filter: ScopeFilter,
  user: Pick<KnownUser, 'name' | 'groups'>,
): boolean =>
  filter.all || filter.users.has(user.name) || user.groups.some(group => filter.groups.has(group));

/** Whether a filter includes a group. Filter lists of groups with it. */
export const includesGroup = (filter: ScopeFilter, group: string): boolean =>
  filter.all || filter.groups.has(group);

/**
 * Whether the caller can see users other than themselves. Then there are lists to show, filtered by
 * `includesUser(scopeFilter(caller, 'listUsers'), user)`. All users can read themselves, which alone
 * makes no list.
 */
export const canListUsers = (who: Principal): boolean => {
  const { all, users, groups } = scopeFilter(who, 'listUsers');
  const self = who.kind === 'user' ? who.name : null;
  return all || groups.size > 0 || [...users].some(name => name !== self);
};

/** Whether the caller can see any group. */
export const canListGroups = (who: Holder): boolean => {
  const { all, groups } = scopeFilter(who, 'listGroups');
  return all || groups.size > 0;
};

const isSelf = (who: Principal, name: string): boolean => who.kind === 'user' && who.name === name;

/** Who controls such a user has their power, so only administrators of the hub can manage them. */
export const isPrivileged = (user: KnownUser): boolean =>
  user.admin || user.groups.some(group => powerOf(group) !== null);

/**
 * Whether the caller can change a user's account (password, name, authorisation, deletion). Only
 * administrators of the hub can change administrators and members of the groups with power over the
 * host, and no filtered scope allows its holder to change themselves: each would be a way up.
 */
export const canManageUser = (who: Principal, user: KnownUser): boolean =>
  who.hubAdmin ||
  (!isPrivileged(user) &&
    (who.admin ||
      (!isSelf(who, user.name) && includesUser(scopeFilter(who, 'manageUsers'), user))));

/** Whether the caller can create accounts and administrators: never with a filtered scope. */
export const canCreateUsers = (who: Principal): boolean =>
  who.admin || scopeFilter(who, 'manageUsers').all;

/**
 * Whether the caller can change who is in a group. Only administrators of the hub give and take power
 * over the host. `hub/tests/group_rules.json` holds the hub to the same rules.
 */
export const canManageMembers = (who: Manager, group: string): boolean =>
  who.hubAdmin ||
  (powerOf(group) === null && includesGroup(scopeFilter(who, 'manageMembers'), group));

/**
 * Whether the caller can add a user to a group. Besides managing its members, they must see the user
 * already, and it must be no way up: not for themselves, who would gain what the group gives, and not
 * with privileged users, over whom they would gain what they hold over the group.
 */
export const canAddMember = (who: Principal, group: string, user: KnownUser): boolean =>
  who.hubAdmin ||
  (canManageMembers(who, group) &&
    !isSelf(who, user.name) &&
    !isPrivileged(user) &&
    includesUser(scopeFilter(who, 'listUsers'), user));

/** Whether the caller can create or delete a group. */
export const canManageGroup = (who: Manager, group: string): boolean =>
  who.hubAdmin ||
  (powerOf(group) === null && includesGroup(scopeFilter(who, 'manageGroups'), group));

/** Whether the caller can set the resource limits of a group. */
export const canLimitGroup = (who: Holder): boolean => who.admin;
