import type { Handlers } from '../handler.js';
import type { EventsService } from './service.js';

export const createEventRoutes = (deps: {
  readonly events: EventsService;
}): Handlers<'listEvents' | 'getEventChoices'> => ({
  listEvents: ({ query }) => deps.events.list(query),
  getEventChoices: () => deps.events.choices(),
});
