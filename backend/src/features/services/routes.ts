import type { Handlers } from '../handler.js';
import type { HubServices } from './service.js';

export const createHubServicesRoutes = (deps: {
  readonly hubServices: HubServices;
}): Handlers<'listServices'> => ({
  listServices: ({ caller }) => deps.hubServices.of(caller),
});
