import type { Principal } from '../../../auth/principal.js';
import { includesGroup, includesUser, scopeFilter } from '../../../auth/scopes.js';
import type { User } from '../user.js';

/**
 * Users as that caller may see them. Administrators see all users. A user who looks after some sees
 * those, without their accounts, and of their groups the ones that they may see. Requests have no
 * group yet: only a right over all users shows them.
 */
export const visibleTo = (
  caller: Pick<Principal, 'admin' | 'scopes'>,
  users: readonly User[],
): readonly User[] => {
  if (caller.admin) return users;
  const filter = scopeFilter(caller, 'listUsers');
  const groups = scopeFilter(caller, 'listGroups');
  return users
    .filter(({ name, hubUser }) => includesUser(filter, { name, groups: hubUser?.groups ?? [] }))
    .map(user => {
      const { hubUser } = user;
      const seen = hubUser?.groups.filter(group => includesGroup(groups, group)) ?? [];
      return {
        ...user,
        account: null,
        hubUser: hubUser === null ? null : { ...hubUser, groups: seen },
      };
    });
};
