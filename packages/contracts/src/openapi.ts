import { createDocument } from 'zod-openapi';
import { z } from 'zod';
import { API_PREFIX } from './endpoints.js';
import { ErrorBody, errorStatus, type ErrorCode } from './errors.js';
import type { Access, Needs, RouteSpec, TextSpec } from './route.js';
import { operations, routes, texts, type Operation } from './routes.js';

const common = (
  route: Pick<RouteSpec, 'access' | 'body' | 'query'>,
  hasParams: boolean,
): ErrorCode[] => [
  ...(route.access === 'anyone' ? [] : (['unauthenticated', 'forbidden'] as const)),
  ...(route.access === 'anyone' ? [] : (['hub_unavailable'] as const)),
  ...(route.body || route.query || hasParams ? (['bad_request', 'invalid_input'] as const) : []),
  ...(route.body ? (['xsrf_failed', 'payload_too_large'] as const) : []),
];

const errorResponses = (codes: readonly ErrorCode[]) => {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of codes) {
    const status = errorStatus[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, names]) => [
        String(status),
        {
          description: [...names].sort().join(', '),
          content: { 'application/json': { schema: ErrorBody } },
        },
      ]),
  );
};

const paramNames = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '');

const subjects: Readonly<Record<Needs['over'], string>> = {
  server: 'over that server',
  user: 'over that user',
  group: 'over that group',
  caller: 'over oneself',
  users: 'over any other user',
  groups: 'over any group',
  all: 'over everything',
};

/** What a token needs, for the one who creates it. */
const needed = (access: Access): string => {
  if (access === 'anyone') return 'For anyone.';
  if (access === 'token') return 'For any token that may enter Perijove.';
  if (access === 'page') return 'For signed-in pages of Perijove; no token will do.';
  if (access === 'admin') return 'For tokens that administer Perijove.';
  const scopes = access.scopes.map(scope => `\`${scope}\``).join(' or ');
  const admins = access.hubOnly === true ? '' : ', or a token that administers Perijove';
  return `Needs ${scopes} ${subjects[access.over]}${admins}.`;
};

/** What the audit log says of a call. */
const recorded = (actions: RouteSpec['audit'] = []): string =>
  actions.length === 0
    ? ''
    : ` Recorded in the audit log as ${actions.map(action => `\`${action}\``).join(' or ')}.`;

/** The OpenAPI 3.1 description of the public interface, built from `routes`. */
export const openApiDocument = (version: string): Record<string, unknown> => {
  const paths: Record<string, Record<string, unknown>> = {};
  const add = ({ id, endpoint, method, path }: Operation): void => {
    const route: RouteSpec = routes[endpoint];
    const params = paramNames(path);
    const operation = {
      operationId: id,
      summary: route.summary,
      description: `${needed(route.access)}${recorded(route.audit)}`,
      tags: [route.tag],
      ...(route.access === 'anyone' ? { security: [] } : {}),
      requestParams: {
        ...(params.length === 0
          ? {}
          : { path: z.object(Object.fromEntries(params.map(param => [param, z.string()]))) }),
        ...(route.query === undefined ? {} : { query: route.query }),
      },
      ...(route.body === undefined
        ? {}
        : { requestBody: { content: { 'application/json': { schema: route.body } } } }),
      responses: {
        [String(route.status)]: {
          description: 'Done',
          content: { 'application/json': { schema: route.response } },
        },
        ...errorResponses([...common(route, params.length > 0), ...route.errors]),
      },
    };
    paths[path] = { ...paths[path], [method]: operation };
  };
  for (const operation of operations) add(operation);
  for (const [name, text] of Object.entries<TextSpec>(texts)) {
    paths[text.path] = {
      ...paths[text.path],
      get: {
        operationId: name,
        summary: text.summary,
        description: needed(text.access),
        tags: [text.tag],
        ...(text.query === undefined ? {} : { requestParams: { query: text.query } }),
        responses: {
          '200': {
            description: 'Done',
            content: { [text.contentType]: { schema: { type: 'string' } } },
          },
          ...errorResponses([...common(text, false), ...text.errors]),
        },
      },
    };
  }
  const document = createDocument({
    openapi: '3.1.0',
    info: { title: 'Perijove', version, license: { name: 'BSD-3-Clause' } },
    servers: [{ url: `/services/perijove/${API_PREFIX}` }],
    security: [{ token: [] }, { session: [], xsrf: [] }],
    paths: paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A JupyterHub token' },
        session: { type: 'apiKey', in: 'cookie', name: 'perijove-session' },
        xsrf: { type: 'apiKey', in: 'header', name: 'X-XSRFToken' },
      },
    },
  });
  return { ...document };
};
