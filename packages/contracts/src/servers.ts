import { z } from 'zod';
import { isPlainName } from './plain-text.js';
import { SessionView } from './sessions.js';
import { Instant } from './time.js';
import { fromItsLab, NoBody, ofServer, type RouteSpec } from './route.js';

/** Where a server is in its life. `running` means it answers HTTP, never earlier. */
export const ServerPhase = z
  .enum([
    'stopped',
    'queued',
    'pulling',
    'creating',
    'starting',
    'waiting',
    'running',
    'stopping',
    'failed',
  ])
  .meta({ id: 'ServerPhase' });
export type ServerPhase = z.infer<typeof ServerPhase>;

/** One step of a start, in words for users. */
export const ProgressEvent = z
  .object({
    phase: ServerPhase,
    percent: z.number().min(0).max(100).nullable(),
    message: z.string(),
    at: Instant,
  })
  .meta({ id: 'Progress' });
export type ProgressEvent = z.infer<typeof ProgressEvent>;

/** CPU and memory now. CPU is a percentage of one core; memory leaves the page cache out. */
export const Usage = z
  .object({
    at: Instant,
    cpuPercent: z.number(),
    cpuLimitCores: z.number().nullable(),
    memoryBytes: z.number(),
    memoryLimitBytes: z.number().nullable(),
  })
  .meta({ id: 'Usage' });
export type Usage = z.infer<typeof Usage>;

/** One server of one user. */
export const ServerView = z
  .object({
    user: z.string(),
    name: z.string().describe('Empty for the default server'),
    displayName: z
      .string()
      .optional()
      .describe('What its owner calls it, where that is not its name; JupyterHub 6 and later'),
    phase: ServerPhase,
    progress: z.array(ProgressEvent).describe('Steps of the start under way or the last one'),
    queuePosition: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Place in the queue, while the start waits for its turn'),
    hasLog: z.boolean().optional().describe('There is a log to read'),
    url: z.string().nullable().describe('Browser path of the lab; null unless running'),
    image: z.string().nullable(),
    imageOutdated: z
      .boolean()
      .optional()
      .describe('A recreated server would run a newer image than this one does'),
    settingsOutdated: z
      .boolean()
      .optional()
      .describe('A recreated server would have other rights or limits, by groups and settings'),
    memoryFullAt: Instant.nullable()
      .optional()
      .describe('When a process in it was last ended because its memory was used up'),
    startedAt: Instant.nullable(),
    stoppedAt: Instant.nullable(),
    stopReason: z.string().nullable().describe('Why it stopped, in words'),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    usage: Usage.nullable(),
    session: SessionView,
  })
  .meta({ id: 'Server' });
export type ServerView = z.infer<typeof ServerView>;

/** A user's named servers, and what JupyterHub allows of them. */
export const ServersView = z
  .object({
    allowed: z.boolean().describe('Whether JupyterHub allows named servers'),
    optionsForm: z
      .boolean()
      .optional()
      .describe('JupyterHub has a form of options, which a start by a user begins with'),
    limit: z
      .number()
      .int()
      .nullable()
      .describe('How many one user may have; null without a limit, or when it is unknown'),
    slugs: z
      .boolean()
      .describe(
        'New names are short ASCII slugs with a display name beside: JupyterHub 6 and later',
      ),
    servers: z.array(ServerView).describe('By name, without the default server'),
  })
  .meta({ id: 'Servers' });
export type ServersView = z.infer<typeof ServersView>;

/** What a user may ask for at a start. Unknown keys are refused. */
export const StartRequest = z
  .strictObject({
    options: z.record(z.string().max(100), z.unknown()).default({}),
    displayName: z
      .string()
      .max(255)
      .regex(/^\S+( \S+)*$/u, 'inputs.displayName')
      .refine(isPlainName, 'inputs.hiddenInName')
      .optional()
      .describe('What a new named server is called; the hub keeps it from JupyterHub 6 on'),
  })
  .meta({ id: 'StartRequest' });
export type StartRequest = z.infer<typeof StartRequest>;

/** Where a lab opens. */
export const VisitView = z.object({ url: z.string() }).meta({ id: 'Visit' });
export type VisitView = z.infer<typeof VisitView>;

/** The last lines of a lab's log, oldest first. */
export const LogsView = z.object({ lines: z.array(z.string()) }).meta({ id: 'Logs' });
export type LogsView = z.infer<typeof LogsView>;
export const LogsQuery = z.object({ tail: z.coerce.number().int().min(1).max(1000).default(200) });

const unavailable = ['engine_unavailable', 'hub_unavailable'] as const;

/** Servers of users: the default one and named ones. */
export const serverRoutes = {
  getServer: {
    method: 'get',
    ...ofServer(''),
    summary: 'A server: phase, address, usage, session',
    tag: 'servers',
    access: { scopes: ['read:servers', 'access:servers'], over: 'server' },
    status: 200,
    response: ServerView,
    errors: ['user_not_found'],
  },
  startServer: {
    method: 'post',
    ...ofServer('/start'),
    summary: 'Start; a second call joins the first',
    tag: 'servers',
    access: { scopes: ['servers'], over: 'server' },
    status: 202,
    audit: ['server.start'],
    body: StartRequest.optional(),
    response: ServerView,
    errors: ['user_not_found', 'server_pending', ...unavailable],
  },
  stopServer: {
    method: 'post',
    ...ofServer('/stop'),
    summary: 'Stop; files are kept',
    tag: 'servers',
    access: { scopes: ['delete:servers'], over: 'server' },
    status: 202,
    audit: ['server.stop'],
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', ...unavailable],
  },
  restartServer: {
    method: 'post',
    ...ofServer('/restart'),
    summary: 'Stop, then start the same container again',
    tag: 'servers',
    access: fromItsLab,
    status: 202,
    audit: ['server.restart'],
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', 'server_pending', 'server_not_running', ...unavailable],
  },
  recreateServer: {
    method: 'post',
    ...ofServer('/recreate'),
    summary: 'Stop, then start a fresh container: newest image, current groups, same volumes',
    tag: 'servers',
    access: { scopes: ['servers'], over: 'server' },
    status: 202,
    audit: ['server.recreate'],
    body: NoBody,
    response: ServerView,
    errors: ['user_not_found', 'server_pending', ...unavailable],
  },
  visitServer: {
    method: 'post',
    ...ofServer('/visit'),
    summary:
      'The address of a running lab, for a user who is not its owner; recorded in the audit log',
    tag: 'servers',
    access: { scopes: ['access:servers'], over: 'user', hubOnly: true },
    status: 200,
    audit: ['server.visit'],
    body: NoBody,
    response: VisitView,
    errors: ['user_not_found', 'server_not_running'],
  },
  getServerLogs: {
    method: 'get',
    ...ofServer('/logs'),
    summary: "The last lines of the lab's log",
    tag: 'servers',
    access: { scopes: ['custom:perijove:logs'], over: 'user' },
    status: 200,
    query: LogsQuery,
    response: LogsView,
    errors: ['user_not_found', 'server_not_found', 'engine_unavailable'],
  },
  listServers: {
    method: 'get',
    path: '/users/{user}/servers',
    summary: "A user's named servers, and what JupyterHub allows of them",
    tag: 'servers',
    access: { scopes: ['read:servers'], over: 'user' },
    status: 200,
    response: ServersView,
    errors: ['user_not_found'],
  },
  removeNamedServer: {
    method: 'delete',
    path: '/users/{user}/servers/{server}',
    summary: 'Remove a named server; files are kept',
    tag: 'servers',
    access: { scopes: ['delete:servers'], over: 'server' },
    status: 200,
    audit: ['server.remove'],
    response: ServersView,
    errors: ['user_not_found', 'server_not_found', 'server_pending', 'hub_unavailable'],
  },
} as const satisfies Record<string, RouteSpec>;
