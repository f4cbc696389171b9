import type { Handlers } from '../../http/handler.js';
import type { ActivityService } from './service.js';

export const createActivityRoutes = (deps: {
  readonly activity: ActivityService;
}): Handlers<'listActivity' | 'getActivityHistory' | 'getActivityDays' | 'resetActivity'> => {
  const { activity } = deps;
  return {
    listActivity: ({ query }) => activity.list(query),
    getActivityHistory: ({ params, query }) => activity.history(params.user, query.range),
    getActivityDays: ({ params }) => activity.days(params.user),
    resetActivity: ({ caller }) => activity.reset(caller.name),
  };
};
