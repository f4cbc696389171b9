import { z } from 'zod';
import {
  ActivityDays,
  ActivityPage,
  ActivityQuery,
  ActivityResetResult,
  HistoryQuery,
  HistoryView,
} from './activity.js';
import { BrandingView } from './branding.js';
import type { EndpointName } from './endpoints.js';
import { groupRoutes } from './group-routes.js';
import { HealthView } from './health.js';
import { Me, Ticket } from './identity.js';
import {
  AckRequest,
  DeliveriesPage,
  NotificationView,
  NotificationsQuery,
  NotificationsView,
  NotifyOptions,
  SendRequest,
  SendResult,
  SentPage,
  RecipientsQuery,
  RecipientsView,
  SentQuery,
  SentView,
} from './notifications.js';
import { platformRoutes } from './platform-routes.js';
import type { Access, RouteSpec } from './route.js';
import { serverRoutes } from './server-routes.js';
import { PageQuery } from './time.js';
import { lifecycleRoutes } from './users-lifecycle.js';
import { userRoutes } from './user-routes.js';
import { volumesAdminRoutes } from './volumes-admin.js';
import { ResetRequest, ResetResult, RestoreRequest, VolumesView } from './volumes.js';

const NoBody = z.strictObject({}).optional();
/** To whom is decided with the audience. */
const sender = { scopes: ['custom:perijove:notify'], over: 'groups' } as const satisfies Access;
/** Who may see a user in the list may also see what it is made of. */
const activity = {
  scopes: ['read:users:activity', 'list:users'],
  over: 'user',
} as const satisfies Access;

/** Every route's schemas and access rule; server, client, OpenAPI and tests derive from it. */
export const routes = {
  getHealth: {
    summary: 'Whether the platform works',
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: HealthView,
    errors: [],
  },
  getMe: {
    summary: 'Who I am and what I may do',
    tag: 'platform',
    access: 'token',
    status: 200,
    response: Me,
    errors: [],
  },
  createTicket: {
    summary: 'A single-use ticket that opens a socket',
    tag: 'platform',
    access: 'page',
    status: 201,
    body: NoBody,
    response: Ticket,
    errors: [],
  },
  getBranding: {
    summary: "The organisation's assets",
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: BrandingView,
    errors: [],
  },
  ...userRoutes,
  ...platformRoutes,
  ...serverRoutes,
  ...lifecycleRoutes,
  listVolumes: {
    summary: 'Volumes with sizes and recoverable contents',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    response: VolumesView,
    errors: ['user_not_found'],
  },
  resetVolumes: {
    summary: 'Begin with empty volumes; the old contents stay recoverable',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    body: ResetRequest,
    response: ResetResult,
    errors: ['user_not_found', 'volume_not_found', 'server_running', 'engine_unavailable'],
  },
  restoreVolume: {
    summary: 'Bring an earlier content back',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    body: RestoreRequest,
    response: VolumesView,
    errors: ['user_not_found', 'volume_not_found', 'generation_not_found', 'server_running'],
  },
  ...volumesAdminRoutes,
  listNotifications: {
    summary: 'My notifications',
    tag: 'notifications',
    access: 'token',
    status: 200,
    query: NotificationsQuery,
    response: NotificationsView,
    errors: [],
  },
  ackNotification: {
    summary: 'Say that one was delivered, seen or dismissed',
    tag: 'notifications',
    access: 'token',
    status: 200,
    body: AckRequest,
    response: NotificationView,
    errors: ['notification_not_found'],
  },
  sendNotification: {
    summary: 'Send a message into labs',
    tag: 'notifications',
    access: sender,
    status: 201,
    body: SendRequest,
    response: SendResult,
    errors: ['user_not_found', 'not_found', 'rate_limited', 'hub_unavailable'],
  },
  notifyOptions: {
    summary: 'What the sender may choose from',
    tag: 'notifications',
    access: sender,
    status: 200,
    response: NotifyOptions,
    errors: ['hub_unavailable'],
  },
  findRecipients: {
    summary: 'People to choose from, by a part of their name',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: RecipientsQuery,
    response: RecipientsView,
    errors: ['hub_unavailable'],
  },
  listSent: {
    summary: 'What was sent, newest first',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: SentQuery,
    response: SentPage,
    errors: [],
  },
  listDeliveries: {
    summary: 'Who received it, person by person',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: PageQuery,
    response: DeliveriesPage,
    errors: ['notification_not_found'],
  },
  retractNotification: {
    summary: 'Take a message back everywhere',
    tag: 'notifications',
    access: sender,
    status: 200,
    body: NoBody,
    response: SentView,
    errors: ['notification_not_found'],
  },
  listActivity: {
    summary: 'Every person: status, usage, time left, score',
    tag: 'activity',
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    status: 200,
    query: ActivityQuery,
    response: ActivityPage,
    errors: ['hub_unavailable'],
  },
  getActivityHistory: {
    summary: 'Series for plots',
    tag: 'activity',
    access: activity,
    status: 200,
    query: HistoryQuery,
    response: HistoryView,
    errors: ['user_not_found'],
  },
  getActivityDays: {
    summary: 'Active hours day by day, and the score',
    tag: 'activity',
    access: activity,
    status: 200,
    response: ActivityDays,
    errors: ['user_not_found'],
  },
  resetActivity: {
    summary: 'Clear all activity samples',
    tag: 'activity',
    access: 'admin',
    status: 200,
    body: NoBody,
    response: ActivityResetResult,
    errors: [],
  },
  ...groupRoutes,
} as const satisfies Record<EndpointName, RouteSpec>;

/** The type of the route table, for type-only imports. */
export type Routes = typeof routes;

type Field<N extends EndpointName, K extends 'query' | 'body'> = Routes[N] extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? z.input<S>
  : undefined;

/** What a caller passes as the query of an endpoint; undefined when there is none. */
export type QueryOf<N extends EndpointName> = Field<N, 'query'>;
/** What a caller passes as the body of an endpoint; undefined when there is none. */
export type BodyOf<N extends EndpointName> = Field<N, 'body'>;
/** What an endpoint answers. */
export type ResponseOf<N extends EndpointName> = z.output<Routes[N]['response']>;
