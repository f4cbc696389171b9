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
import { text, type Unrendered } from '../../lib/text.js';
import type { z } from 'zod';
import type { HubGroup } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import {
  includesGroup,
  canAddMember,
  canLimitGroup,
  canManageGroup,
  scopeFilter,
} from '../../auth/scopes.js';
import { AppError } from '../../lib/errors.js';
import type { ServerKey } from '../domain-events.js';
import type { Limits } from './limits.js';
import { matchesName, pageByName } from './search.js';
import { Membership } from './membership.js';
import { toGroupView, toMemberView } from './view.js';
import type { Deps } from '../deps.js';

/** A running server. */
interface RunningServer {
  readonly user: string;
  readonly name: string;
}

/**
 * Groups of JupyterHub, which keeps them: nothing about them is stored here.
 *
 * @param outdated - running servers of a user that a fresh start would change
 * @param running - every server that runs now
 */
export class GroupService {
  private readonly membership = new Membership(this.deps);

  constructor(
    private readonly deps: Deps<'hub' | 'directory' | 'groups' | 'bus' | 'audit'> & {
      readonly defaults: Limits;
      readonly outdated: (user: string) => readonly RunningServer[];
      readonly running: () => readonly RunningServer[];
    },
  ) {
    // These listeners live as long as the process.
    this.deps.bus.on('server.started', event => this.serverMoved(event));
    this.deps.bus.on('server.stopped', event => this.serverMoved(event));
  }

  /** Those that the caller may see, by name. Throws `invalid_input` for a foreign cursor. */
  async list(
    caller: Principal,
    query: z.output<typeof GroupsQuery>,
  ): Promise<Unrendered<GroupsPage>> {
    await this.known();
    const filter = scopeFilter(caller, 'listGroups');
    const matches = matchesName(query.search);
    const seen = this.deps.groups
      .all()
      .filter(({ name }) => includesGroup(filter, name) && matches(name));
    const page = pageByName(seen, ({ name }) => name, query);
    return {
      ...page,
      items: page.items.map(group => this.view(group, caller)),
      defaults: { ...this.deps.defaults },
      mayCreate: caller.admin || scopeFilter(caller, 'manageGroups').all,
    };
  }

  /** Throws `group_not_found`, as all that follow do. */
  async get(caller: Principal, name: string): Promise<Unrendered<GroupView>> {
    return this.view(await this.fresh(name), caller);
  }

  async members(
    caller: Principal,
    name: string,
    query: z.output<typeof MembersQuery>,
  ): Promise<MembersPage> {
    const group = await this.fresh(name);
    const matches = matchesName(query.search);
    const here = new Set(this.deps.running().map(({ user }) => user));
    const seen = group.users.filter(
      user => matches(user) && (!query.outdated || this.outdatedOf(user).length > 0),
    );
    const page = pageByName(seen, user => user, query);
    return {
      ...page,
      items: page.items.map(user =>
        toMemberView(user, {
          user: this.deps.directory.get(user),
          running: here.has(user),
          outdated: this.outdatedOf(user),
          caller,
        }),
      ),
    };
  }

  async candidates(
    caller: Principal,
    name: string,
    query: z.output<typeof CandidatesQuery>,
  ): Promise<CandidatesView> {
    const inside = new Set((await this.fresh(name)).users);
    const matches = matchesName(query.search);
    const free = this.deps.directory
      .all()
      .filter(
        user => !inside.has(user.name) && matches(user.name) && canAddMember(caller, name, user),
      );
    return { users: free.slice(0, query.limit).map(user => user.name), total: free.length };
  }

  /** Makes the group if there is none, then sets its limits if any are given. Throws `forbidden`. */
  async put(
    caller: Principal,
    name: string,
    limits: GroupLimits | undefined,
  ): Promise<Unrendered<GroupView>> {
    if (limits !== undefined && !canLimitGroup(caller)) {
      throw new AppError('forbidden', text('groups.adminsSetLimits'));
    }
    await this.known();
    const before = await this.deps.groups.refreshGroup(name);
    if (before === null) {
      if (!canManageGroup(caller, name)) throw new AppError('forbidden', text('common.forbidden'));
      if (!isClearName(name)) throw new AppError('invalid_input', text('inputs.hiddenInName'));
      await this.deps.hub.createGroup(name, caller);
      this.noted(caller, 'group.create', name);
    }
    if (limits !== undefined) {
      await this.deps.hub.setGroupSettings(name, { limits }, caller);
      this.noted(caller, 'group.limits', name, { limits });
    }
    const after = await this.fresh(name);
    this.announce(name, after.users);
    return this.view(after, caller);
  }

  /** Throws `group_protected` for built-in groups. */
  async remove(caller: Principal, name: string): Promise<DeleteGroupResult> {
    if (powerOf(name) !== null) {
      throw new AppError('group_protected', text('groups.builtIn', { group: name }));
    }
    const { users } = await this.fresh(name);
    await this.deps.hub.deleteGroup(name, caller);
    this.noted(caller, 'group.delete', name, { members: users });
    this.deps.directory.moved(name, [], users);
    await this.deps.groups.refreshGroup(name);
    this.announce(name, users);
    return { name, members: users.length };
  }

  /** Changes all users or none. Throws `forbidden` and `user_not_found`. */
  async change(
    caller: Principal,
    name: string,
    request: z.output<typeof PutMembersRequest>,
  ): Promise<Unrendered<PutMembersResult>> {
    const group = await this.fresh(name);
    const { added, removed } = await this.membership.change(caller, group, request);
    const after = await this.fresh(name);
    this.announce(name, [...added, ...removed]);
    return { added, removed, group: this.view(after, caller) };
  }

  private outdatedOf(user: string): string[] {
    return this.deps.outdated(user).map(({ name }) => name);
  }

  private view(group: HubGroup, caller: Principal): Unrendered<GroupView> {
    return toGroupView(group, caller, user => this.outdatedOf(user));
  }

  private async known(): Promise<void> {
    if (this.deps.groups.refreshedAtMs() === null) await this.deps.groups.refresh();
    if (this.deps.directory.refreshedAtMs() === null) await this.deps.directory.refresh();
  }

  /** Read again: what is about to be shown or changed must be true now. */
  private async fresh(name: string): Promise<HubGroup> {
    await this.known();
    const group = await this.deps.groups.refreshGroup(name);
    if (group === null)
      throw new AppError('group_not_found', text('common.noGroup', { group: name }));
    return group;
  }

  private noted(caller: Principal, action: AuditAction, name: string, details = {}): void {
    this.deps.audit.record({ actor: caller.name, action, subject: name, result: 'ok', details });
  }

  /** Rules of running servers may have changed with the group: their pages and ours say so. */
  private announce(name: string, users: readonly string[]): void {
    const affected = new Set(users);
    for (const { user, name: server } of this.deps.running()) {
      if (affected.has(user)) this.deps.bus.emit('server.changed', { user, server });
    }
    this.deps.bus.emit('group.changed', { group: name });
  }

  /** When a member's server starts or stops, a user less or more must restart. */
  private serverMoved({ user }: ServerKey): void {
    for (const group of this.deps.directory.get(user)?.groups ?? [])
      this.deps.bus.emit('group.changed', { group });
  }
}
