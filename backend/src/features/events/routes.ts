import type { Handlers } from '../../http/handler.js';
import type { EventsService } from './service.js';

export const createEventRoutes = (deps: {
  readonly events: EventsService;
}): Handlers<'listEvents'> => ({ listEvents: ({ query }) => deps.events.list(query) });
