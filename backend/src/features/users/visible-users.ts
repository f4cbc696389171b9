import type { Principal } from '../../auth/principal.js';
import { coversGroup, coversPerson, reachOf } from '../../auth/scopes.js';
import type { Person } from './user.js';

/**
 * People as that caller may see them. Administrators see everybody. Whoever looks after some sees
 * those, without their accounts, and of their groups the ones that they may see. Requests have no
 * group yet: only a right over everybody shows them.
 */
export const seenBy = (
  caller: Pick<Principal, 'admin' | 'scopes'>,
  people: readonly Person[],
): readonly Person[] => {
  if (caller.admin) return people;
  const reach = reachOf(caller, 'seePeople');
  const groups = reachOf(caller, 'seeGroups');
  return people
    .filter(({ name, user }) => coversPerson(reach, { name, groups: user?.groups ?? [] }))
    .map(person => ({
      ...person,
      account: null,
      user:
        person.user === null
          ? null
          : {
              ...person.user,
              groups: person.user.groups.filter(group => coversGroup(groups, group)),
            },
    }));
};
