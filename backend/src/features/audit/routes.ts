import type { Handlers } from '../handler.js';
import type { AuditService } from './service.js';

export const createAuditRoutes = (deps: {
  readonly audit: AuditService;
}): Handlers<'listAuditEvents' | 'getAuditChoices'> => ({
  listAuditEvents: ({ query }) => deps.audit.list(query),
  getAuditChoices: () => deps.audit.choices(),
});
