import { routes, type EndpointName } from '@perijove/contracts';
import type { Features } from './create-features.js';
import type { DomainBus } from './features/domain-events.js';
import { createUserRoutes } from './features/users/routes.js';
import { createActivityRoutes } from './features/activity/routes.js';
import { createAnnouncementRoutes } from './features/announcement/routes.js';
import { createBrandingRoutes } from './features/branding/routes.js';
import { createAuditRoutes } from './features/audit/routes.js';
import { createGroupRoutes } from './features/groups/routes.js';
import { createHubServicesRoutes } from './features/services/routes.js';
import { createHealthReport } from './features/health/report.js';
import { createHealthRoutes } from './features/health/routes.js';
import type { HealthService } from './features/health/service.js';
import type { Metrics } from './features/metrics/metrics.js';
import { createNotificationRoutes } from './features/notifications/routes.js';
import { createPreferencesRoutes } from './features/preferences/routes.js';
import { createSettingsRoutes } from './features/settings/routes.js';
import { createServerRoutes } from './features/servers/routes.js';
import { createVisitRoutes } from './features/servers/visits.js';
import { createLoginSessionRoutes } from './features/login-sessions/routes.js';
import type { CanActOnServer } from './features/sessions/policy.js';
import { createSessionRoutes } from './features/sessions/routes.js';
import { createVolumesAdminRoutes } from './features/volumes/admin-routes.js';
import { createVolumeRoutes } from './features/volumes/routes.js';
import { isAllowed } from './auth/access.js';
import type { TextHandlers } from './http/bind-texts.js';
import type { Handlers } from './features/handler.js';
import { createMeRoutes } from './http/me-routes.js';
import type { HubLoginSessions } from './jupyterhub/login-sessions-client.js';
import { scopeFilter } from './auth/scopes.js';
import type { Tickets } from './auth/tickets.js';
import type { Clock } from './lib/clock.js';

/** One handler for every endpoint of the contracts; the types say when one is missing. */
export const createHandlers = (deps: {
  readonly features: Features;
  readonly hubLoginSessions: HubLoginSessions;
  readonly bus: DomainBus;
  readonly health: HealthService;
  readonly tickets: Tickets;
  readonly clock: Clock;
  readonly hubUrl: string;
  readonly version: string;
}): Handlers<EndpointName> => {
  const { features, health } = deps;
  const ensureUser = (user: string) => features.servers.ensureUser(user);
  const allows =
    (name: 'extendSession' | 'startServer'): CanActOnServer =>
    (caller, user, server) =>
      isAllowed(routes[name].access, caller, { user, server }, user =>
        features.directory.get(user),
      );
  const canExtend = allows('extendSession');
  return {
    ...createMeRoutes({
      ...deps,
      keepsPasswords: () => features.users.managesPasswords(),
      fullDisks: () => features.disks.current(),
    }),
    ...createLoginSessionRoutes({ ...deps, audit: features.audit }),
    ...createHealthRoutes(
      health,
      createHealthReport({ ...deps, ...features, disks: () => features.disks.all() }),
    ),
    ...createBrandingRoutes(features),
    ...createHubServicesRoutes(features),
    ...createServerRoutes({ ...features, canExtend, canStart: allows('startServer') }),
    ...createVisitRoutes({
      ...features,
      audit: features.audit,
      baseUrl: deps.hubUrl.replace(/hub\/?$/, ''),
    }),
    ...createSessionRoutes({ sessions: features.sessions, ensureUser, canExtend }),
    ...createVolumesAdminRoutes(features),
    ...createUserRoutes(features),
    ...createVolumeRoutes({ volumes: features.volumes, ensureUser }),
    ...createNotificationRoutes(features),
    ...createActivityRoutes(features),
    ...createGroupRoutes(features),
    ...createAuditRoutes(features),
    ...createPreferencesRoutes(features),
    ...createAnnouncementRoutes(features),
    ...createSettingsRoutes(features),
  };
};

/** One handler for every endpoint that answers text. */
export const createTexts = (deps: {
  readonly metrics: Metrics;
  readonly features: Features;
}): TextHandlers => ({
  getMetrics: async () => ({ text: await deps.metrics.text() }),
  exportActivity: async ({ query, caller }) => ({
    text: await deps.features.activity.csv(query, scopeFilter(caller, 'listUsers')),
    fileName: 'activity.csv',
  }),
  watchAnnouncement: () => ({ text: deps.features.announcementStream.open() }),
  exportAuditEvents: ({ query, language }) => ({
    text: deps.features.audit.csv(query, language),
    fileName: 'audit.csv',
  }),
});
