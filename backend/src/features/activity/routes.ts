import type { Handlers } from '../../http/handler.js';
import { reachOf } from '../../http/principal-reach.js';
import type { ActivityService } from './service.js';

export const createActivityRoutes = (deps: {
  readonly activity: ActivityService;
}): Handlers<'listActivity' | 'getActivityHistory' | 'getActivityDays' | 'resetActivity'> => {
  const { activity } = deps;
  return {
    listActivity: ({ query, caller }) => activity.list(query, reachOf(caller, 'seePeople')),
    getActivityHistory: ({ params, query }) => activity.history(params.user, query.range),
    getActivityDays: ({ params }) => activity.days(params.user),
    resetActivity: ({ caller }) => activity.reset(caller.name),
  };
};
