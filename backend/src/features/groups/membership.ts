import { strings } from '@perijove/contracts/strings';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub, HubGroup, HubUser } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import { canAddMember } from '../../auth/scopes.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog } from '../domain-events.js';

/** Who is asked for, and who thereby came in or went out. */
export interface Membership {
  change(
    caller: Principal,
    group: HubGroup,
    request: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<{ readonly added: string[]; readonly removed: string[] }>;
}

/** Adds and removes group members: all that a request names, or none. */
export const createMembership = (deps: {
  readonly hub: Pick<Hub, 'addToGroup' | 'removeFromGroup'>;
  readonly directory: Directory;
  readonly audit: AuditLog;
}): Membership => {
  const { hub, directory, audit } = deps;

  const peopleOf = async (names: readonly string[]): Promise<readonly HubUser[]> => {
    const missing = (): string[] => names.filter(name => directory.get(name) === null);
    // A user who signed up a moment ago is not in the directory yet.
    if (missing().length > 0) await directory.refresh();
    const unknown = missing();
    if (unknown.length > 0) {
      throw new AppError('user_not_found', strings.groups.unknownUsers(unknown), {
        details: { users: unknown.slice(0, 100) },
      });
    }
    return names.flatMap(name => directory.get(name) ?? []);
  };

  const noted = (
    caller: Principal,
    action: 'group.add' | 'group.remove',
    group: string,
    users: readonly string[],
    result: 'ok' | 'refused',
  ): void =>
    audit.record({ actor: caller.name, action, subject: group, result, details: { users } });

  /** The hub holds the caller to rules of its own: what a group's roles give, it alone knows. */
  const asked = async (
    caller: Principal,
    action: 'group.add' | 'group.remove',
    group: string,
    users: readonly string[],
    ask: () => Promise<void>,
  ): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden') {
        noted(caller, action, group, users, 'refused');
      }
      throw error;
    }
  };

  return {
    change: async (caller, group, request) => {
      const { name } = group;
      const inside = new Set(group.users);
      const added = [...new Set(request.add)].filter(user => !inside.has(user));
      const removed = [...new Set(request.remove)].filter(user => inside.has(user));
      const refused = (await peopleOf(added)).filter(user => !canAddMember(caller, name, user));
      if (refused.length > 0) {
        const users = refused.map(user => user.name);
        noted(caller, 'group.add', name, users, 'refused');
        throw new AppError('forbidden', strings.groups.mayNotAdd(users.slice(0, 5)), {
          details: { users: users.slice(0, 100) },
        });
      }
      if (added.length > 0) {
        await asked(caller, 'group.add', name, added, () => hub.addToGroup(name, added, caller));
        directory.moved(name, added, []);
        noted(caller, 'group.add', name, added, 'ok');
      }
      if (removed.length > 0) {
        await asked(caller, 'group.remove', name, removed, () =>
          hub.removeFromGroup(name, removed, caller),
        );
        directory.moved(name, [], removed);
        noted(caller, 'group.remove', name, removed, 'ok');
      }
      return { added, removed };
    },
  };
};
