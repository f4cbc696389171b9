import type { Unrendered } from '../../lib/text.js';
import { powerOf, type GroupView, type MemberView } from '@perijove/contracts';
import type { HubGroup, HubUser } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import {
  includesUser,
  canManageMembers,
  canLimitGroup,
  canManageGroup,
  scopeFilter,
} from '../../auth/scopes.js';
import { readGroupSettings } from './limits.js';

/** A group as this caller may see it. */
export const toGroupView = (
  group: HubGroup,
  caller: Principal,
  /** Outdated servers of that user. */
  outdatedOf: (user: string) => readonly string[],
): Unrendered<GroupView> => {
  const { limits, problem } = readGroupSettings(group.settings);
  return {
    name: group.name,
    members: group.users.length,
    power: powerOf(group.name),
    limits,
    problem,
    outdated: group.users.filter(user => outdatedOf(user).length > 0).length,
    can: {
      fill: canManageMembers(caller, group.name),
      limit: canLimitGroup(caller),
      delete: powerOf(group.name) === null && canManageGroup(caller, group.name),
    },
  };
};

/** One member of a group. */
export const toMemberView = (
  user: string,
  known: {
    readonly user: HubUser | null;
    readonly running: boolean;
    readonly outdated: readonly string[];
    readonly caller: Principal;
  },
): MemberView => ({
  user,
  running: known.running,
  outdated: [...known.outdated],
  mayRecreate: includesUser(
    scopeFilter(known.caller, 'controlServers'),
    known.user ?? { name: user, groups: [] },
  ),
});
