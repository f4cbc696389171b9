import { text } from '../../lib/text.js';
import type { Hub, HubGroup, HubUser } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import { canAddMember } from '../../auth/scopes.js';
import { AppError } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

/**
 * Who is asked for, and who thereby came in or went out.
 *
 * Adds and removes group members: all that a request names, or none.
 */
export class Membership {
  constructor(
    private readonly deps: Deps<'directory' | 'audit'> & {
      readonly hub: Pick<Hub, 'addToGroup' | 'removeFromGroup'>;
    },
  ) {}

  async change(
    caller: Principal,
    group: HubGroup,
    request: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<{ readonly added: string[]; readonly removed: string[] }> {
    const { name } = group;
    const inside = new Set(group.users);
    const added = [...new Set(request.add)].filter(user => !inside.has(user));
    const removed = [...new Set(request.remove)].filter(user => inside.has(user));
    const refused = (await this.usersOf(added)).filter(user => !canAddMember(caller, name, user));
    if (refused.length > 0) {
      const users = refused.map(user => user.name);
      this.noted(caller, 'group.add', name, users, 'refused');
      throw new AppError('forbidden', text('groups.mayNotAdd', { users: users.slice(0, 5) }), {
        details: { users: users.slice(0, 100) },
      });
    }
    if (added.length > 0) {
      await this.asked(caller, 'group.add', name, added, () =>
        this.deps.hub.addToGroup(name, added, caller),
      );
      this.deps.directory.moved(name, added, []);
      this.noted(caller, 'group.add', name, added, 'ok');
    }
    if (removed.length > 0) {
      await this.asked(caller, 'group.remove', name, removed, () =>
        this.deps.hub.removeFromGroup(name, removed, caller),
      );
      this.deps.directory.moved(name, [], removed);
      this.noted(caller, 'group.remove', name, removed, 'ok');
    }
    return { added, removed };
  }

  private async usersOf(names: readonly string[]): Promise<readonly HubUser[]> {
    const missing = (): string[] => names.filter(name => this.deps.directory.get(name) === null);
    // A user who signed up a moment ago is not in the directory yet.
    if (missing().length > 0) await this.deps.directory.refresh();
    const unknown = missing();
    if (unknown.length > 0) {
      throw new AppError(
        'user_not_found',
        unknown.length === 1
          ? text('groups.unknownUser', { user: unknown[0] ?? '' })
          : text('groups.unknownUsers', { count: unknown.length }),
        {
          details: { users: unknown.slice(0, 100) },
        },
      );
    }
    return names.flatMap(name => this.deps.directory.get(name) ?? []);
  }

  private noted(
    caller: Principal,
    action: 'group.add' | 'group.remove',
    group: string,
    users: readonly string[],
    result: 'ok' | 'refused',
  ): void {
    this.deps.audit.record({
      actor: caller.name,
      action,
      subject: group,
      result,
      details: { users },
    });
  }

  /** The hub holds the caller to rules of its own: what a group's roles give, it alone knows. */
  private async asked(
    caller: Principal,
    action: 'group.add' | 'group.remove',
    group: string,
    users: readonly string[],
    ask: () => Promise<void>,
  ): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden') {
        this.noted(caller, action, group, users, 'refused');
      }
      throw error;
    }
  }
}
