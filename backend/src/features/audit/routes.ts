import type { Handlers } from '../handler.js';
import type { AuditService } from './service.js';

export const createAuditRoutes = (deps: {
  readonly audit: AuditService;
}): Handlers<'listEvents' | 'getEventChoices'> => ({
  listEvents: ({ query }) => deps.audit.list(query),
  getEventChoices: () => deps.audit.choices(),
});
