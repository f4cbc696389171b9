import type { z } from 'zod';
import { activityRoutes, activityTexts } from './activity.js';
import { announcementRoutes, announcementTexts } from './announcement.js';
import { auditRoutes, auditTexts } from './audit.js';
import { brandingRoutes } from './branding.js';
import { groupRoutes } from './groups.js';
import { healthRoutes, healthTexts } from './health.js';
import { identityRoutes } from './identity.js';
import { loginSessionRoutes } from './login-sessions.js';
import { notificationRoutes } from './notifications.js';
import { preferenceRoutes } from './preferences.js';
import { serverRoutes } from './servers.js';
import { serviceRoutes } from './services.js';
import { sessionRoutes } from './sessions.js';
import { settingRoutes } from './settings.js';
import { trashRoutes } from './trash.js';
import { userRoutes } from './users.js';
import { volumeRoutes } from './volumes.js';
import type { RouteSpec, TextSpec } from './route.js';

/** Every endpoint; server, client, OpenAPI and tests derive from it. */
export const routes = {
  ...healthRoutes,
  ...identityRoutes,
  ...loginSessionRoutes,
  ...brandingRoutes,
  ...settingRoutes,
  ...preferenceRoutes,
  ...announcementRoutes,
  ...serviceRoutes,
  ...userRoutes,
  ...serverRoutes,
  ...sessionRoutes,
  ...volumeRoutes,
  ...trashRoutes,
  ...notificationRoutes,
  ...activityRoutes,
  ...groupRoutes,
  ...auditRoutes,
} as const satisfies Record<string, RouteSpec>;

/** The type of the route table, for type-only imports. */
export type Routes = typeof routes;

/** The name of an endpoint. */
export type EndpointName = keyof Routes;

/** One method at one path. An endpoint about a server has two: of the default and of a named one. */
export interface Operation {
  /** The endpoint's name; with `Named` in it where the path names the server. */
  readonly id: string;
  readonly endpoint: EndpointName;
  readonly method: RouteSpec['method'];
  readonly path: string;
}

/** Every operation of the interface. */
export const operations: readonly Operation[] = (
  Object.entries(routes) as [EndpointName, RouteSpec][]
).flatMap(([endpoint, { method, path, namedPath }]) => [
  { id: endpoint, endpoint, method, path },
  ...(namedPath === undefined
    ? []
    : [
        {
          id: endpoint.replace(/Server|Session/, 'Named$&'),
          endpoint,
          method,
          path: namedPath,
        },
      ]),
]);

/** Endpoints for other programs, such as spreadsheets, and for pages that nobody signed in to. */
export const texts = {
  ...healthTexts,
  ...announcementTexts,
  ...activityTexts,
  ...auditTexts,
} as const satisfies Record<string, TextSpec>;

/** The name of an endpoint that answers text. */
export type TextName = keyof typeof texts;

/** The type of the table of texts, for type-only imports. */
export type Texts = typeof texts;

type ParamsIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsIn<Rest>
  : never;

/** The path parameters of an endpoint, read off its path; without `server`: the default one. */
export type PathParams<N extends EndpointName> = {
  [K in ParamsIn<Routes[N]['path']>]: string;
} & (Routes[N] extends { readonly namedPath: string } ? { server?: string } : unknown);

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
