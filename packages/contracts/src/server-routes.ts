import { z } from 'zod';
import type { Access, RouteSpec } from './route.js';
import {
  LogsQuery,
  LogsView,
  ServersView,
  ServerView,
  StartRequest,
  VisitView,
} from './servers.js';
import { ExtendRequest, ExtendResult, SessionView } from './sessions.js';

const unavailable = ['engine_unavailable', 'hub_unavailable'] as const;
const NoBody = z.strictObject({}).optional();

/** What the page of a lab may do with its own server, whoever looks at it: JupyterLab offers it. */
const fromItsLab = {
  scopes: ['servers', 'access:servers!server'],
  over: 'server',
} as const satisfies Access;

const server = {
  get: {
    summary: 'A server: phase, address, usage, session',
    tag: 'servers',
    access: { scopes: ['read:servers', 'access:servers'], over: 'server' },
    status: 200,
    response: ServerView,
    errors: ['user_not_found'],
  },
  start: {
    summary: 'Start; a second call joins the first',
    tag: 'servers',
    access: { scopes: ['servers'], over: 'server' },
    status: 202,
    body: StartRequest.optional(),
    response: ServerView,
    errors: ['user_not_found', 'server_pending', ...unavailable],
  },
  stop: {
    summary: 'Stop; files are kept',
    tag: 'servers',
    access: { scopes: ['delete:servers'], over: 'server' },
    status: 202,
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', ...unavailable],
  },
  restart: {
    summary: 'Stop, then start the same container again',
    tag: 'servers',
    access: fromItsLab,
    status: 202,
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', 'server_pending', 'server_not_running', ...unavailable],
  },
  recreate: {
    summary: 'Stop, then start a fresh container: newest image, current groups, same volumes',
    tag: 'servers',
    access: { scopes: ['servers'], over: 'server' },
    status: 202,
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', 'server_pending', ...unavailable],
  },
  visit: {
    summary:
      'The address of a running lab, for somebody who is not its owner; noted in the audit trail',
    tag: 'servers',
    access: { scopes: ['access:servers'], over: 'user', hubOnly: true },
    status: 200,
    body: NoBody,
    response: VisitView,
    errors: ['user_not_found', 'server_not_running'],
  },
  logs: {
    summary: "The last lines of the lab's log",
    tag: 'servers',
    access: { scopes: ['custom:perijove:logs'], over: 'user' },
    status: 200,
    query: LogsQuery,
    response: LogsView,
    errors: ['user_not_found', 'server_not_found', 'engine_unavailable'],
  },
  session: {
    summary: 'The session: deadline and allowance',
    tag: 'sessions',
    access: { scopes: ['read:servers', 'access:servers'], over: 'server' },
    status: 200,
    response: SessionView,
    errors: ['user_not_found'],
  },
  extend: {
    summary: 'Move the deadline by some hours',
    tag: 'sessions',
    access: fromItsLab,
    status: 200,
    body: ExtendRequest,
    response: ExtendResult,
    errors: ['user_not_found', 'extension_exhausted', 'culler_disabled', 'server_not_running'],
  },
} as const satisfies Record<string, RouteSpec>;

/** Servers and their sessions: the default one and named ones. */
export const serverRoutes = {
  getServer: server.get,
  startServer: server.start,
  stopServer: server.stop,
  restartServer: server.restart,
  recreateServer: server.recreate,
  visitServer: server.visit,
  getServerLogs: server.logs,
  getSession: server.session,
  extendSession: server.extend,
  listServers: {
    summary: "A person's named servers, and what JupyterHub allows of them",
    tag: 'servers',
    access: { scopes: ['read:servers'], over: 'user' },
    status: 200,
    response: ServersView,
    errors: ['user_not_found'],
  },
  removeNamedServer: {
    summary: 'Remove a named server; files are kept',
    tag: 'servers',
    access: { scopes: ['delete:servers'], over: 'server' },
    status: 200,
    response: ServersView,
    errors: ['user_not_found', 'server_not_found', 'server_pending', 'hub_unavailable'],
  },
  getNamedServer: server.get,
  startNamedServer: server.start,
  stopNamedServer: server.stop,
  restartNamedServer: server.restart,
  recreateNamedServer: server.recreate,
  visitNamedServer: server.visit,
  getNamedServerLogs: server.logs,
  getNamedSession: server.session,
  extendNamedSession: server.extend,
} as const satisfies Record<string, RouteSpec>;
