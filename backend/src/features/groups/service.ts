import { isClearName } from '@perijove/contracts/plain-text';
import {
  powerOf,
  type AuditAction,
  type CandidatesQuery,
  type CandidatesView,
  type DeleteGroupResult,
  type GroupLimits,
  type GroupsPage,
  type GroupsQuery,
  type GroupView,
  type MembersPage,
  type MembersQuery,
  type PutMembersRequest,
  type PutMembersResult,
} from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import type { Directory } from '../../jupyterhub/directory.js';
import type { GroupDirectory } from '../../jupyterhub/group-directory.js';
import type { Hub, HubGroup } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import {
  includesGroup,
  canAddMember,
  canLimitGroup,
  canManageGroup,
  scopeFilter,
} from '../../auth/scopes.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog, DomainBus, ServerKey } from '../domain-events.js';
import type { Limits } from './limits.js';
import { matchesName, pageByName } from './search.js';
import { createMembership } from './membership.js';
import { toGroupView, toMemberView } from './view.js';

/** Groups of JupyterHub, which keeps them: nothing about them is stored here. */
export interface GroupService {
  /** Those that the caller may see, by name. Throws `invalid_input` for a foreign cursor. */
  list(caller: Principal, query: z.output<typeof GroupsQuery>): Promise<GroupsPage>;
  /** Throws `group_not_found`, as all that follow do. */
  get(caller: Principal, name: string): Promise<GroupView>;
  members(
    caller: Principal,
    name: string,
    query: z.output<typeof MembersQuery>,
  ): Promise<MembersPage>;
  candidates(
    caller: Principal,
    name: string,
    query: z.output<typeof CandidatesQuery>,
  ): Promise<CandidatesView>;
  /** Makes the group if there is none, then sets its limits if any are given. Throws `forbidden`. */
  put(caller: Principal, name: string, limits: GroupLimits | undefined): Promise<GroupView>;
  /** Throws `group_protected` for built-in groups. */
  remove(caller: Principal, name: string): Promise<DeleteGroupResult>;
  /** Changes all users or none. Throws `forbidden` and `user_not_found`. */
  change(
    caller: Principal,
    name: string,
    request: z.output<typeof PutMembersRequest>,
  ): Promise<PutMembersResult>;
}

/** A running server. */
interface RunningServer {
  readonly user: string;
  readonly name: string;
}

/**
 * @param outdated - running servers of a user that a fresh start would change
 * @param running - every server that runs now
 */
export const createGroupService = (deps: {
  readonly hub: Hub;
  readonly directory: Directory;
  readonly groups: GroupDirectory;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly defaults: Limits;
  readonly outdated: (user: string) => readonly RunningServer[];
  readonly running: () => readonly RunningServer[];
}): GroupService => {
  const { hub, directory, groups, bus, audit, defaults } = deps;

  const outdatedOf = (user: string): string[] => deps.outdated(user).map(({ name }) => name);
  const view = (group: HubGroup, caller: Principal): GroupView =>
    toGroupView(group, caller, outdatedOf);

  const known = async (): Promise<void> => {
    if (groups.refreshedAtMs() === null) await groups.refresh();
    if (directory.refreshedAtMs() === null) await directory.refresh();
  };

  /** Read again: what is about to be shown or changed must be true now. */
  const fresh = async (name: string): Promise<HubGroup> => {
    await known();
    const group = await groups.refreshGroup(name);
    if (group === null) throw new AppError('group_not_found', strings.common.noGroup(name));
    return group;
  };

  const noted = (caller: Principal, action: AuditAction, name: string, details = {}): void =>
    audit.record({ actor: caller.name, action, subject: name, result: 'ok', details });

  /** Rules of running servers may have changed with the group: their pages and ours say so. */
  const announce = (name: string, users: readonly string[]): void => {
    const affected = new Set(users);
    for (const { user, name: server } of deps.running()) {
      if (affected.has(user)) bus.emit('server.changed', { user, server });
    }
    bus.emit('group.changed', { group: name });
  };

  const membership = createMembership({ hub, directory, audit });

  /** When a member's server starts or stops, a user less or more must restart. */
  const serverMoved = ({ user }: ServerKey): void => {
    for (const group of directory.get(user)?.groups ?? []) bus.emit('group.changed', { group });
  };
  // These listeners live as long as the process.
  bus.on('server.started', serverMoved);
  bus.on('server.stopped', serverMoved);

  return {
    list: async (caller, query) => {
      await known();
      const filter = scopeFilter(caller, 'listGroups');
      const matches = matchesName(query.search);
      const seen = groups.all().filter(({ name }) => includesGroup(filter, name) && matches(name));
      const page = pageByName(seen, ({ name }) => name, query);
      return {
        ...page,
        items: page.items.map(group => view(group, caller)),
        defaults: { ...defaults },
        mayCreate: caller.admin || scopeFilter(caller, 'manageGroups').all,
      };
    },

    get: async (caller, name) => view(await fresh(name), caller),

    members: async (caller, name, query) => {
      const group = await fresh(name);
      const matches = matchesName(query.search);
      const here = new Set(deps.running().map(({ user }) => user));
      const seen = group.users.filter(
        user => matches(user) && (!query.outdated || outdatedOf(user).length > 0),
      );
      const page = pageByName(seen, user => user, query);
      return {
        ...page,
        items: page.items.map(user =>
          toMemberView(user, {
            user: directory.get(user),
            running: here.has(user),
            outdated: outdatedOf(user),
            caller,
          }),
        ),
      };
    },

    candidates: async (caller, name, query) => {
      const inside = new Set((await fresh(name)).users);
      const matches = matchesName(query.search);
      const free = directory
        .all()
        .filter(
          user => !inside.has(user.name) && matches(user.name) && canAddMember(caller, name, user),
        );
      return { users: free.slice(0, query.limit).map(user => user.name), total: free.length };
    },

    put: async (caller, name, limits) => {
      if (limits !== undefined && !canLimitGroup(caller)) {
        throw new AppError('forbidden', strings.groups.adminsSetLimits);
      }
      await known();
      const before = await groups.refreshGroup(name);
      if (before === null) {
        if (!canManageGroup(caller, name))
          throw new AppError('forbidden', strings.common.forbidden);
        if (!isClearName(name)) throw new AppError('invalid_input', strings.inputs.hiddenInName);
        await hub.createGroup(name, caller);
        noted(caller, 'group.create', name);
      }
      if (limits !== undefined) {
        await hub.setGroupSettings(name, { limits }, caller);
        noted(caller, 'group.limits', name, { limits });
      }
      const after = await fresh(name);
      announce(name, after.users);
      return view(after, caller);
    },

    remove: async (caller, name) => {
      if (powerOf(name) !== null) {
        throw new AppError('group_protected', strings.groups.builtIn(name));
      }
      const { users } = await fresh(name);
      await hub.deleteGroup(name, caller);
      noted(caller, 'group.delete', name, { members: users });
      directory.moved(name, [], users);
      await groups.refreshGroup(name);
      announce(name, users);
      return { name, members: users.length };
    },

    change: async (caller, name, request) => {
      const group = await fresh(name);
      const { added, removed } = await membership.change(caller, group, request);
      const after = await fresh(name);
      announce(name, [...added, ...removed]);
      return { added, removed, group: view(after, caller) };
    },
  };
};
