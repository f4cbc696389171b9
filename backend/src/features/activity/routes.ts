import type { Handlers } from '../handler.js';
import type { Directory } from '../../jupyterhub/directory.js';
import { allowedUsers, scopeFilter, accessFilter } from '../../auth/scopes.js';
import type { ActivityService } from './service.js';

export const createActivityRoutes = (deps: {
  readonly activity: ActivityService;
  readonly directory: Pick<Directory, 'get'>;
}): Handlers<'listActivity' | 'getActivityHistory' | 'getActivityDays' | 'resetActivity'> => {
  const { activity, directory } = deps;
  return {
    listActivity: async ({ query, caller }) => {
      const page = await activity.list(query, scopeFilter(caller, 'listUsers'));
      const users = [...new Set(page.items.map(({ user }) => user))].map(
        name => directory.get(name) ?? { name, groups: [] },
      );
      return {
        ...page,
        can: {
          operate: allowedUsers(scopeFilter(caller, 'controlServers'), users),
          visit: allowedUsers(accessFilter(caller), users),
        },
      };
    },
    getActivityHistory: ({ params, query }) => activity.history(params.user, query.range),
    getActivityDays: ({ params }) => activity.days(params.user),
    resetActivity: ({ caller }) => activity.reset(caller.name),
  };
};
