import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createFeatures, type Features } from './create-features.js';
import { createHandlers, createTexts } from './create-routes.js';
import { createSources } from './create-realtime-sources.js';
import { openDataFolder } from './config/data-folder.js';
import type { Config } from './config/config.js';
import { hostsOf } from './config/hosts.js';
import type { SettingSource } from './config/load.js';
import { serviceFlags } from './config/service-flags.js';
import { readWiring } from './config/wiring.js';
import { deploymentId } from './db/deployment.js';
import { openDb } from './db/open.js';
import { keepReserve } from './db/reserve.js';
import type { Engine } from './engine/port.js';
import { createBrandingRouter } from './features/branding/router.js';
import type { DomainEvents } from './features/domain-events.js';
import type { Probe } from './features/servers/start/probe.js';
import { HealthService } from './features/health/service.js';
import { collectEventMetrics } from './features/metrics/event-metrics.js';
import { measureEngine } from './features/metrics/measured-engine.js';
import { Metrics } from './features/metrics/metrics.js';
import { AccessWorker } from './jupyterhub/access-worker.js';
import { createAccountsClient } from './jupyterhub/accounts-client.js';
import type { HubAccounts } from './jupyterhub/accounts-port.js';
import { createHubClient } from './jupyterhub/client.js';
import { createLabActivity } from './jupyterhub/lab-activity.js';
import { HubLoginSessions } from './jupyterhub/login-sessions-client.js';
import { Directory } from './jupyterhub/directory.js';
import { GroupDirectory } from './jupyterhub/group-directory.js';
import type { Hub } from './jupyterhub/port.js';
import { createHttpApp } from './http/app.js';
import { createBlockOf } from './auth/address-block.js';
import { createAuthenticate } from './auth/authenticate.js';
import { createAdmitHost } from './http/host-guard.js';
import { Identity } from './auth/identity.js';
import { createOAuthRouter } from './auth/oauth.js';
import type { FindUser } from './auth/access.js';
import { allowedOrigins } from './auth/allowed-origins.js';
import { openApi } from './http/open-api.js';
import { createPages } from './http/pages.js';
import { createRouteBudgets } from './http/route-budgets.js';
import { SessionSeal } from './auth/session-cookie.js';
import { createSocketIdentity } from './realtime/socket-identity.js';
import { Tickets } from './auth/tickets.js';
import { TrustedProxies } from './auth/trusted-proxies.js';
import { listenOn, StartupServer } from './http/startup-server.js';
import { createInternalApp } from './spawner-api/app.js';
import { listenInternal, type InternalListener } from './spawner-api/listen.js';
import { openConfiguredEngine } from './open-engine.js';
import { createHubApi } from './outgoing/hub-api.js';
import { Bus } from './lib/bus.js';
import { systemClock, type Clock } from './lib/clock.js';
import { createLanguageOf, pickLanguage } from './lib/language.js';
import type { Logger } from './lib/logger.js';
import { RequestContexts } from './lib/request-context.js';
import { createRealtime } from './realtime/realtime.js';

/** The whole backend, ready to start. */
export interface Backend {
  start(): Promise<void>;
  /** Ends in order: no new work, then what is under way, then the databases. Labs live on. */
  stop(): Promise<void>;
  /** Where the public interface listens, once started. */
  address(): string;
  readonly features: Features;
  /** All users of the hub. */
  readonly directory: Directory;
}

/** Everything from outside; tests pass fakes for the world around. */
export interface AppOptions {
  readonly config: Config;
  readonly settingSources: Readonly<Record<string, SettingSource>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly version: string;
  readonly clock?: Clock;
  readonly engine?: Engine;
  readonly hub?: Hub;
  readonly hubAccounts?: HubAccounts;
  readonly hubLoginSessions?: HubLoginSessions;
  /** A server that listens already; without it one is made at the start. */
  readonly room?: StartupServer;
  readonly probe?: Probe;
  /** Checks every answer against its contract. */
  readonly checkAnswers?: boolean;
}

/** How often all users are read from the hub. Starts and stops are known at once without it. */
const DIRECTORY_INTERVAL_MS = 30_000;

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Lab extensions: as configured, or as the build left them beside this file. */
const extensionsDir = (config: Config): string | null => {
  const folder = config.PERIJOVE_LABEXTENSIONS ?? beside('./share/jupyter');
  return existsSync(folder) ? folder : null;
};

/** Wires the whole backend by hand. Throws with words for the operator. */
export const createApp = async (options: AppOptions): Promise<Backend> => {
  const { config, env, log, version, clock = systemClock } = options;
  const data = openDataFolder(config.PERIJOVE_DATA);
  for (const problem of data.problems) log.warn(problem);
  const wiring = readWiring(config, env, data);
  const { prefix } = wiring;

  const state = openDb(data.stateDb, 'state');
  const history = openDb(data.historyDb, 'history');
  if (!keepReserve(state, true))
    log.warn('There is no room on the disk to set aside for a full one.');
  const deployment = deploymentId(state, config.PERIJOVE_DEPLOYMENT_ID);
  const opened =
    options.engine ??
    (await openConfiguredEngine({ config, env, data, deploymentId: deployment, clock, log }))
      .engine;
  const metrics = new Metrics();
  const engine = measureEngine(opened, { clock, metrics });

  const hubApi = createHubApi({ apiUrl: wiring.hubApiUrl, serviceToken: wiring.serviceToken });
  const hub: Hub =
    options.hub ??
    createHubClient({
      api: hubApi,
      labActivity: createLabActivity({
        api: hubApi,
        labUrlOf: async (user, server): Promise<string | null> => {
          const base = await features.servers.queries.labUrl(user, server);
          const path = directory.server(user, server)?.url;
          return base === null || path === undefined ? null : `${base}${path}`;
        },
      }),
    });
  const bus = new Bus<DomainEvents>(log);
  const requestContexts = new RequestContexts();
  const directory: Directory = new Directory({
    hub,
    clock,
    log,
    intervalMs: DIRECTORY_INTERVAL_MS,
    onRefreshed: () => bus.emit('users.refreshed', { atMs: clock.now() }),
  });
  const groups = new GroupDirectory({
    hub,
    clock,
    onChanged: names => names.forEach(group => bus.emit('group.changed', { group })),
  });
  const features = createFeatures({
    config,
    clock,
    log,
    state,
    history,
    engine,
    hub,
    hubAccounts: options.hubAccounts ?? createAccountsClient({ api: hubApi }),
    directory,
    groups,
    bus,
    requestContexts,
    env,
    settingSources: options.settingSources,
    deploymentId: deployment,
    prefix,
    labFiles: {
      extensionsDir: extensionsDir(config),
      startScriptsDir: data.labScripts,
      pageOptionsDir: data.labPageOptions,
    },
    serviceFlags: serviceFlags(env).flags,
    onPass: ({ ok, durationMs, lagMs }) => metrics.sampled(ok, durationMs / 1000, lagMs / 1000),
    probe: options.probe,
  });

  const hubLoginSessions = options.hubLoginSessions ?? new HubLoginSessions({ api: hubApi });
  const access = new AccessWorker({
    hub,
    clock,
    log,
    onChanged: names => {
      if (names === null) identity.forgetAll();
      names?.forEach(name => {
        identity.forgetOwner(name);
        tickets.forgetOwner(name);
      });
      realtime.revalidate(names);
    },
  });
  const identity = new Identity({ hub, clock, followsHub: () => access.follows() });
  const trusted = new TrustedProxies(config.PERIJOVE_TRUSTED_PROXIES, { clock });
  const blockOf = createBlockOf(trusted);
  const seal = new SessionSeal(wiring.sessionKey);
  const tickets = new Tickets(clock);
  const health = new HealthService({
    clock,
    db: state,
    engine,
    hub,
    fullDisks: () => features.disks.current(),
    version,
  });
  const isAllowedOrigin = allowedOrigins(wiring.hubHost);
  const findUser: FindUser = name => directory.get(name);
  const admitHost = createAdmitHost(hostsOf(config, env), log);
  const languageOf = createLanguageOf(config.PERIJOVE_LANGUAGE);
  const app = createHttpApp({
    prefix: prefix.replace(/\/$/, ''),
    log,
    authenticate: createAuthenticate(identity, seal, blockOf),
    blockOf,
    charge: createRouteBudgets(clock),
    languageOf,
    seal,
    findUser,
    handlers: createHandlers({
      features,
      hubLoginSessions,
      bus,
      health,
      tickets,
      clock,
      hubUrl: wiring.hubUrl,
      version,
    }),
    texts: createTexts({ metrics, features }),
    openApi,
    routers: [
      createBrandingRouter(features.branding),
      createOAuthRouter(
        { ...wiring.oauth, prefix, framed: config.PERIJOVE_FRAME_ANCESTORS.length > 0 },
        {
          seal,
          identity,
          api: hubApi,
          endSession: async token => {
            await hubLoginSessions.endThis(token);
            access.nudge();
          },
        },
      ),
      createPages({
        prefix,
        name: config.PERIJOVE_NAME,
        language: config.PERIJOVE_LANGUAGE,
        dist: beside('../../packages/hub-ui/dist'),
        seal,
        identity,
        frameAncestors: config.PERIJOVE_FRAME_ANCESTORS,
        languageOf,
      }),
    ],
    checkAnswers: options.checkAnswers ?? false,
    isAllowedOrigin,
    admitHost,
    requestContexts,
    trusted,
  });
  const room = options.room ?? new StartupServer(languageOf);
  const { server } = room;
  // Longer than the proxy keeps its connections, or it reuses one that we have just closed.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  // A body of at most a megabyte that takes longer is nobody's page.
  server.requestTimeout = 120_000;
  const realtime = createRealtime({
    httpServer: server,
    path: `${prefix}socket.io/`,
    ...createSocketIdentity({ identity, tickets, findUser, blockOf }),
    sources: createSources(features),
    languageOf,
    bus,
    clock,
    log,
    isAllowedOrigin,
    admitHost,
  });
  metrics.connect({
    statuses: () => features.activity.statuses(),
    sockets: () => realtime.connections(),
  });
  // A user who gets the name of another must not be taken for them, not even for a minute.
  const forgetName = (name: string): void => {
    identity.forgetOwner(name);
    tickets.forgetOwner(name);
    realtime.revalidate([name]);
  };
  bus.on('account.renamed', ({ from }) => forgetName(from));
  bus.on('account.removed', ({ user }) => forgetName(user));
  bus.on('access.changed', ({ user }) => forgetName(user));
  collectEventMetrics({
    bus,
    clock,
    metrics,
    phaseOf: ({ user, server }) => features.servers.queries.row(user, server)?.phase ?? null,
  });
  const internal = createInternalApp({
    spawner: features.servers.spawner,
    logs: (user, server, tail) => features.servers.logs(user, server, tail),
    sessions: features.sessions,
    events: features.audit,
    onAccount: name => features.users.refreshAccount(name),
    onAccess: () => access.nudge(),
    fullDisks: () => features.disks.current(),
    token: wiring.internalToken,
    languageOf: (user, request) =>
      pickLanguage([features.preferences.of(user).language, languageOf(request)]),
    log,
  });
  let internalListener: InternalListener | null = null;
  let address = '';

  return {
    features,
    directory,
    start: async () => {
      features.accounts.recover();
      await features.servers.startReconciling();
      // The spawner asks as soon as it can reach us, so what runs must be known before that.
      internalListener = await listenInternal(internal, wiring.internalUrl);
      room.open(app);
      if (!server.listening) {
        await listenOn(server, config.PERIJOVE_BACKEND_PORT, config.PERIJOVE_BACKEND_IP);
      }
      const bound = server.address() as AddressInfo;
      address = `http://${bound.address}:${bound.port}${prefix}`;
      access.start();
      directory.start();
      realtime.start();
      features.workers.forEach(worker => worker.start());
    },
    stop: async () => {
      const loops = [access.stop(), realtime.stop(), directory.stop()];
      await Promise.all([internalListener?.close(), ...loops]);
      const closed = new Promise(resolve => server.close(resolve));
      server.closeIdleConnections();
      await Promise.all(features.workers.map(worker => worker.stop()));
      await features.servers.close();
      features.users.close();
      features.sessions.close();
      server.closeAllConnections();
      await closed;
      await engine.close();
      state.close();
      history.close();
    },
    address: () => address,
  };
};
