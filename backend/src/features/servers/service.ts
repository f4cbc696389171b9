import type { ServerView, Usage } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Engine, LabProgram } from '../../engine/port.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { GroupDirectory } from '../../jupyterhub/group-directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { AuditLog, DomainBus } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';
import type { GpuService } from '../gpu/service.js';
import type { SessionService } from '../sessions/service.js';
import type { VolumeService } from '../volumes/service.js';
import { createBringUp, type LabFiles } from './start/start-server.js';
import { createHubActions } from './hub-requests.js';
import { subjectOf } from './key.js';
import { createImageWatch } from './reconcile/image-worker.js';
import { createLabSettings } from './start/lab-settings.js';
import { createLifecycle, type Lifecycle } from './lifecycle.js';
import { createMemoryWatch } from './reconcile/memory-worker.js';
import { labName } from './names.js';
import { pathOf } from './path.js';
import { isOver, isStarting } from './phase.js';
import { needEngine } from './assert-engine-up.js';
import { createNamedServers, type NamedServers } from './named-servers.js';
import { presentServer } from './present.js';
import { httpProbe, type Probe } from './start/probe.js';
import { createReach } from './reconcile/unreachable.js';
import { readLogs } from './read-logs.js';
import { createServerRepo, type ServerRow } from './repo.js';
import { createRulesWatch } from './reconcile/outdated.js';
import { createServerStore } from './store.js';
import { createRestarts } from './restarts.js';
import { createTurns } from './start/start-queue.js';
import type { LabSettings } from './start/spec.js';
import { createServerWatch } from './reconcile/reconciler.js';

/** Who asks, for the audit trail. */
export type Actor = string;

/** Servers as people and as JupyterHub's spawner see them. */
export interface ServerService {
  /** What JupyterHub's spawner asks for; the internal API calls it. */
  readonly spawner: Pick<Lifecycle, 'spawn' | 'state' | 'stop' | 'deleteForever'>;
  view(user: string, server: string, rights: { readonly canExtend: boolean }): ServerView;
  /** Asks the hub to start it and returns at once. Throws `hub_unavailable`, `engine_unavailable`. */
  start(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    actor: Actor,
    displayName?: string,
  ): Promise<void>;
  stop(user: string, server: string, actor: Actor): Promise<void>;
  /** Stops and starts the same container; one that cannot be is recreated. */
  restart(user: string, server: string, actor: Actor): Promise<void>;
  /** Stops it and starts a fresh container: newest image, current groups, same volumes. */
  recreate(user: string, server: string, actor: Actor): Promise<void>;
  /** Servers beside the default one. */
  readonly named: Pick<NamedServers, 'rules' | 'namesOf'>;
  /** Removes a named server; files stay. Throws `server_not_found`. */
  remove(user: string, server: string, actor: Actor): Promise<void>;
  /** Throws `server_not_found` when there is nothing to show. */
  logs(user: string, server: string, tail: number): Promise<readonly string[]>;
  /** Why the next stop of this server happens, in words. */
  noteStopReason(user: string, server: string, reason: string): void;
  /** Whether a server of this person runs, starts or stops, or was asked to. */
  isBusy(user: string): boolean;
  /** Our own row, from memory; null when it was never started. */
  row(user: string, server: string): ServerRow | null;
  /** Running servers of this person that a fresh start would give other powers or limits. */
  outdated(user: string): readonly ServerRow[];
  /** Whether a fresh container would have other powers or limits than this server. */
  isOutdated(row: ServerRow): boolean;
  /** Every server that runs now. */
  running(): readonly ServerRow[];
  /** The server that runs in the lab of this name. */
  runningLab(lab: string): ServerRow | null;
  /** Whether any lab is on its way up right now. */
  labsStart(): boolean;
  /**
   * Where a lab answers, as the engine says at this moment: an address that a lab has left may be
   * another's. Null unless it runs. Throws `EngineError`.
   */
  labUrlNow(user: string, server: string): Promise<string | null>;
  /**
   * What runs in the foreground of a lab's terminals; null when its engine cannot tell. Throws
   * `EngineError`.
   */
  programsOf(user: string, server: string): Promise<readonly LabProgram[] | null>;
  /** Whether a lab of this person is still to be removed, because the engine was away. */
  hasLeftovers(user: string): boolean;
  readonly records: UserRecords;
  /** Throws `user_not_found` when JupyterHub does not know this person. */
  ensureUser(user: string): Promise<void>;
  /** Takes stock of what runs, then watches over it. */
  startWatching(): Promise<void>;
  /** One comparison of what runs with what we know, for tests. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export const createServerService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly engine: Engine;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly groups: Pick<GroupDirectory, 'get' | 'refreshedAtMs'>;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly audit: AuditLog;
  readonly sessions: SessionService;
  readonly volumes: VolumeService;
  readonly deploymentId: string;
  /** Whether the account is being renamed or deleted: nothing of it may start. */
  readonly isChanging?: (user: string) => boolean;
  /** The account, by its date of birth, is about to use what is kept under its name. */
  readonly meet?: (user: string, created: string | null) => void;
  readonly usageOf: (user: string, server: string) => Usage | null;
  /** Addresses of the lab's icons that a browser can load. */
  readonly labIcons: () => { readonly main: string | null; readonly splash: string | null };
  /** Whether labs get a GPU now, and who hears when one could not be given. */
  readonly gpu: Pick<GpuService, 'state' | 'refused'>;
  /** Flags of services in labs beside those in the table of settings. */
  readonly serviceFlags?: LabSettings['services'];
  /** How labs reach Perijove, such as `/services/perijove/`. */
  readonly perijoveUrl: string;
  readonly labFiles: LabFiles;
  readonly probe?: Probe;
}): ServerService => {
  const { clock, log, engine, hub, directory, bus, config, audit, sessions, volumes } = deps;
  const probe = deps.probe ?? httpProbe;
  const repo = createServerRepo(deps.db);
  const labOf = (user: string, server: string) => labName(deps.deploymentId, user, server);
  const store = createServerStore({ repo, sessions, clock, bus, labOf });
  const turns = createTurns({ engine, clock, bus });
  const bringUp = createBringUp({
    turns,
    engine,
    clock,
    probe,
    volumes,
    settings: createLabSettings({
      config,
      gpu: () => deps.gpu.state(),
      serviceFlags: deps.serviceFlags ?? {},
      labIcons: deps.labIcons,
      perijoveUrl: deps.perijoveUrl,
    }),
    onGpuRefused: why => deps.gpu.refused(why),
    files: deps.labFiles,
    onUnreadable: (user, group, problem) =>
      audit.record({
        actor: 'perijove',
        action: 'group.read',
        subject: group,
        result: 'failed',
        details: { problem, startOf: user },
      }),
  });
  const lifecycle = createLifecycle({ engine, clock, log, store, volumes, turns, bringUp });
  const actions = createHubActions({ hub, directory, clock, log, bus, store });
  const memory = createMemoryWatch({ engine, clock, log, bus, repo, audit });
  const watch = createServerWatch({
    engine,
    hub,
    directory,
    clock,
    log,
    repo,
    store,
    lifecycle,
    probe,
    audit,
    onMemoryFull: memory.heard,
  });
  const named = createNamedServers({ hub, directory, clock, repo, store });
  const reach = createReach({ directory, clock, bus, repo });
  const rules = createRulesWatch({ ...deps, repo });
  const images = createImageWatch({ ...deps, repo, image: config.JUPYTERHUB_NOTEBOOK_IMAGE });
  const unsubscribe = [
    () => reach.close(),
    () => rules.close(),
    () => memory.close(),
    bus.on('server.started', ({ user, server }) => actions.settle(user, server)),
    bus.on('server.stopped', ({ user, server }) => actions.settle(user, server)),
  ];

  const audited = async (
    action: string,
    user: string,
    server: string,
    actor: Actor,
    work: () => Promise<void>,
  ): Promise<void> => {
    const entry = { actor, action, subject: subjectOf(user, server) };
    try {
      await work();
      audit.record({ ...entry, result: 'ok' });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      audit.record({ ...entry, result: 'failed', details: { code } });
      throw error;
    }
  };

  const recreateNow = async (user: string, server: string, reason: string): Promise<void> => {
    lifecycle.noteStopReason(user, server, reason);
    await actions.restart(user, server);
  };

  /** The spawner asks again by itself; people see that it takes a moment longer. */
  const refuseWhileChanging = (user: string): void => {
    if (deps.isChanging?.(user) !== true) return;
    throw new AppError('hub_unavailable', strings.servers.renaming, { retryAfterSeconds: 1 });
  };

  const restarts = createRestarts({ engine, clock, bus, probe, lifecycle, watch });

  return {
    spawner: {
      spawn: (user, server, request) => {
        refuseWhileChanging(user);
        deps.meet?.(user, request.userCreated);
        actions.arrived(user, server);
        return lifecycle.spawn(user, server, request);
      },
      state: (user, server) => lifecycle.state(user, server),
      stop: (user, server, why) => lifecycle.stop(user, server, why),
      deleteForever: async (user, server) => {
        await lifecycle.deleteForever(user, server);
        // The hub deletes the default server for ever only together with its owner.
        if (server === '') bus.emit('account.deleted', { user });
      },
    },
    view: (user, server, rights) => {
      const row = store.row(user, server);
      return presentServer({
        row,
        trouble: reach.trouble(row),
        hub: directory.server(user, server),
        intent: actions.intent(user, server),
        restarting: restarts.underWay(user, server),
        session: sessions.view(user, server, rights),
        queuePosition: turns.positionOf(user, server),
        usage: deps.usageOf(user, server),
        imageOutdated: images.isOutdated(row),
        settingsOutdated: rules.isOutdated(row),
        memoryFullAtMs: memory.lastAtMs(user, server),
        fallbackUrl: pathOf(config.JUPYTERHUB_BASE_URL, user, server),
        nowMs: clock.now(),
      });
    },
    start: (user, server, options, actor, displayName) =>
      audited('server.start', user, server, actor, async () => {
        const shown = server === '' ? undefined : await named.check(user, server, displayName);
        if (!watch.engineAnswers()) await needEngine(engine);
        // For the hub a lab that nobody gets to may still be running: a start would do nothing.
        const stuck = reach.trouble(store.row(user, server)) !== null;
        if (stuck && directory.server(user, server)?.ready === true)
          await actions.restart(user, server);
        else await actions.start(user, server, options, shown);
      }),
    stop: (user, server, actor) =>
      audited('server.stop', user, server, actor, async () => {
        lifecycle.noteStopReason(user, server, strings.servers.ended.stoppedBy(actor));
        await actions.stop(user, server);
      }),
    restart: (user, server, actor) =>
      audited('server.restart', user, server, actor, async () => {
        if (restarts.underWay(user, server)) return;
        if (!watch.engineAnswers()) await needEngine(engine);
        const row = store.row(user, server);
        const whole = row.phase === 'running' && reach.trouble(row) === null;
        if (whole && !lifecycle.isBusy(user, server)) restarts.begin(user, server);
        else await recreateNow(user, server, strings.servers.ended.restartedBy(actor));
      }),
    recreate: (user, server, actor) =>
      audited('server.recreate', user, server, actor, async () => {
        if (!watch.engineAnswers()) await needEngine(engine);
        await recreateNow(user, server, strings.servers.ended.recreatedBy(actor));
      }),
    named,
    remove: (user, server, actor) =>
      audited('server.remove', user, server, actor, () => named.remove(user, server)),
    logs: (user, server, tail) => readLogs({ engine, store }, user, server, tail),
    noteStopReason: (user, server, reason) => lifecycle.noteStopReason(user, server, reason),
    isBusy: user =>
      actions.anyIntent(user) ||
      repo.ofUser(user).some(row => !isOver(row.phase) || lifecycle.isBusy(user, row.name)),
    hasLeftovers: user => repo.ofUser(user).some(row => row.sweep),
    records: repo.records(labOf),
    row: (user, server) => store.find(user, server),
    outdated: user => repo.ofUser(user).filter(row => rules.isOutdated(row)),
    isOutdated: row => rules.isOutdated(row),
    running: () => repo.all().filter(row => row.phase === 'running'),
    runningLab: lab => {
      const row = repo.ofLab(lab);
      return row?.phase === 'running' ? row : null;
    },
    labsStart: () => repo.all().some(row => isStarting(row.phase)),
    labUrlNow: async (user, server) => {
      const row = store.find(user, server);
      if (row?.phase !== 'running') return null;
      const lab = await engine.inspect(row.lab);
      return lab?.status === 'running' ? lab.url : null;
    },
    programsOf: async (user, server) => {
      const row = store.find(user, server);
      return row?.phase === 'running' ? engine.programs(row.lab) : [];
    },
    ensureUser: async user => {
      if (directory.get(user) !== null) return;
      if ((await directory.refreshUser(user)) === null) {
        throw new AppError('user_not_found', strings.common.noUser(user));
      }
    },
    startWatching: async () => {
      await watch.start();
      images.start();
    },
    look: () => watch.look(),
    close: async () => {
      unsubscribe.forEach(end => end());
      await watch.stop();
      await images.stop();
      await actions.close();
      await lifecycle.close();
    },
  };
};
