import type { Handlers } from '../handler.js';
import type { GroupService } from './service.js';

/** Groups: who is in them, what they give. */
export const createGroupRoutes = (deps: {
  readonly groups: GroupService;
}): Handlers<
  | 'listGroups'
  | 'getGroup'
  | 'putGroup'
  | 'deleteGroup'
  | 'listMembers'
  | 'putMembers'
  | 'listCandidates'
> => {
  const { groups } = deps;
  return {
    listGroups: ({ caller, query }) => groups.list(caller, query),
    getGroup: ({ caller, params }) => groups.get(caller, params.group),
    putGroup: ({ caller, params, body }) => groups.put(caller, params.group, body.limits),
    deleteGroup: ({ caller, params }) => groups.remove(caller, params.group),
    listMembers: ({ caller, params, query }) => groups.members(caller, params.group, query),
    putMembers: ({ caller, params, body }) => groups.change(caller, params.group, body),
    listCandidates: ({ caller, params, query }) => groups.candidates(caller, params.group, query),
  };
};
