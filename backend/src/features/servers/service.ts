import type { AuditAction, ServerView } from '@perijove/contracts';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import { AppError } from '../../lib/errors.js';
import type { UserRecords } from '../user-records.js';
import { assertEngineUp } from './assert-engine-up.js';
import type { ServerServiceDeps } from './deps.js';
import { HubRequests } from './hub-requests.js';
import { subjectOf } from './key.js';
import { Lifecycle } from './lifecycle.js';
import { NamedServers } from './named-servers.js';
import { labName } from './names.js';
import { pathOf } from './path.js';
import { presentServer } from './present.js';
import { ServerQueries } from './queries.js';
import { readLogs } from './read-logs.js';
import { ImageWorker } from './reconcile/image-worker.js';
import { MemoryWorker } from './reconcile/memory-worker.js';
import { OutdatedServers } from './reconcile/outdated.js';
import { ServerReconciler } from './reconcile/reconciler.js';
import { UnreachableServers } from './reconcile/unreachable.js';
import { ServerRepo } from './repo.js';
import { Restarts } from './restarts.js';
import { SpawnerHandler } from './spawner-handler.js';
import { labSettings } from './start/lab-settings.js';
import { httpProbe } from './start/probe.js';
import { StartQueue } from './start/start-queue.js';
import { ServerStarter } from './start/start-server.js';
import { ServerStore } from './store.js';

/** Servers as users see and command them. Every command is written to the audit log. */
export class ServerService {
  readonly records: UserRecords;
  readonly named: NamedServers;
  readonly spawner: SpawnerHandler;
  readonly queries: ServerQueries;
  private readonly store: ServerStore;
  private readonly queue: StartQueue;
  private readonly lifecycle: Lifecycle;
  private readonly requests: HubRequests;
  private readonly restarts: Restarts;
  private readonly reconciler: ServerReconciler;
  private readonly memory: MemoryWorker;
  private readonly images: ImageWorker;
  private readonly outdatedServers: OutdatedServers;
  private readonly unreachable: UnreachableServers;
  private readonly unsubscribe: readonly (() => void)[];

  constructor(private readonly deps: ServerServiceDeps) {
    const { bus, config, deploymentId } = deps;
    const labOf = (user: string, server: string) => labName(deploymentId, user, server);
    const repo = new ServerRepo(deps.db);
    const base = { ...deps, repo, probe: deps.probe ?? httpProbe };
    this.store = new ServerStore({ ...base, labOf });
    this.queue = new StartQueue(base);
    const stored = { ...base, store: this.store, queue: this.queue };
    const starter = new ServerStarter({
      ...stored,
      settings: () => labSettings(deps),
      files: deps.labFiles,
    });
    this.lifecycle = new Lifecycle({ ...stored, starter });
    this.requests = new HubRequests(stored);
    this.memory = new MemoryWorker(base);
    this.images = new ImageWorker({ ...base, image: config.JUPYTERHUB_NOTEBOOK_IMAGE });
    this.outdatedServers = new OutdatedServers(base);
    this.unreachable = new UnreachableServers(base);
    const all = { ...stored, lifecycle: this.lifecycle, requests: this.requests };
    this.reconciler = new ServerReconciler({
      ...all,
      onMemoryFull: lab => this.memory.onMemoryFull(lab),
    });
    this.restarts = new Restarts({ ...all, reconciler: this.reconciler });
    this.named = new NamedServers(all);
    this.spawner = new SpawnerHandler(all);
    this.queries = new ServerQueries({ ...all, outdatedServers: this.outdatedServers });
    this.records = repo.records(labOf);
    this.unsubscribe = [
      bus.on('server.started', ({ user, server }) => this.requests.syncWithHub(user, server)),
      bus.on('server.stopped', ({ user, server }) => this.requests.syncWithHub(user, server)),
    ];
  }

  view(
    user: string,
    server: string,
    rights: { readonly canExtend: boolean },
  ): Unrendered<ServerView> {
    const { directory, sessions, config, clock } = this.deps;
    const row = this.store.row(user, server);
    return presentServer({
      row,
      trouble: this.unreachable.failure(row),
      hub: directory.server(user, server),
      intent: this.requests.intent(user, server),
      restarting: this.restarts.isRestarting(user, server),
      session: sessions.view(user, server, rights),
      queuePosition: this.queue.positionOf(user, server),
      usage: this.deps.usageOf(user, server),
      imageOutdated: this.images.isOutdated(row),
      settingsOutdated: this.outdatedServers.isOutdated(row),
      memoryFullAtMs: this.memory.lastAtMs(user, server),
      fallbackUrl: pathOf(config.JUPYTERHUB_BASE_URL, user, server),
      nowMs: clock.now(),
    });
  }

  /** Asks the hub to start it and returns at once. Throws `hub_unavailable`, `engine_unavailable`. */
  start(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    actor: string,
    displayName?: string,
  ): Promise<void> {
    return this.audited('server.start', user, server, actor, async () => {
      const shown = server === '' ? undefined : await this.named.check(user, server, displayName);
      if (!this.reconciler.engineAnswers()) await assertEngineUp(this.deps.engine);
      // The hub may still believe that an unreachable lab runs: a start would do nothing.
      const unreachable = this.unreachable.failure(this.store.row(user, server)) !== null;
      if (unreachable && this.deps.directory.server(user, server)?.ready === true)
        await this.requests.restart(user, server);
      else await this.requests.start(user, server, options, shown);
    });
  }

  stop(user: string, server: string, actor: string): Promise<void> {
    return this.audited('server.stop', user, server, actor, async () => {
      this.noteStopReason(user, server, text('servers.ended.stoppedBy', { actor }));
      await this.requests.stop(user, server);
    });
  }

  /** Stops and starts the same container; one that cannot be is recreated. */
  restart(user: string, server: string, actor: string): Promise<void> {
    return this.audited('server.restart', user, server, actor, async () => {
      if (this.restarts.isRestarting(user, server)) return;
      if (!this.reconciler.engineAnswers()) await assertEngineUp(this.deps.engine);
      const row = this.store.row(user, server);
      const healthy = row.phase === 'running' && this.unreachable.failure(row) === null;
      if (healthy && !this.lifecycle.isBusy(user, server)) this.restarts.begin(user, server);
      else await this.recreateNow(user, server, text('servers.ended.restartedBy', { actor }));
    });
  }

  /** Stops it and starts a fresh container: newest image, current groups, same volumes. */
  recreate(user: string, server: string, actor: string): Promise<void> {
    return this.audited('server.recreate', user, server, actor, async () => {
      if (!this.reconciler.engineAnswers()) await assertEngineUp(this.deps.engine);
      await this.recreateNow(user, server, text('servers.ended.recreatedBy', { actor }));
    });
  }

  /** Removes a named server; files stay. Throws `server_not_found`. */
  remove(user: string, server: string, actor: string): Promise<void> {
    return this.audited('server.remove', user, server, actor, () =>
      this.named.remove(user, server),
    );
  }

  /** Throws `server_not_found` when there is no log. */
  logs(user: string, server: string, tail: number): Promise<readonly string[]> {
    return readLogs({ engine: this.deps.engine, store: this.store }, user, server, tail);
  }

  /** Why the next stop of this server happens. */
  noteStopReason(user: string, server: string, reason: Message): void {
    this.lifecycle.noteStopReason(user, server, reason);
  }

  /** Throws `user_not_found` when JupyterHub does not know this user. */
  async ensureUser(user: string): Promise<void> {
    const { directory } = this.deps;
    if (directory.get(user) !== null || (await directory.refreshUser(user)) !== null) return;
    throw new AppError('user_not_found', text('common.noUser', { user }));
  }

  /** Reconciles once, then in the background. */
  async startReconciling(): Promise<void> {
    await this.reconciler.start();
    this.images.start();
  }

  /** Reconciles once, for tests. */
  reconcileOnce(): Promise<void> {
    return this.reconciler.reconcileOnce();
  }

  async close(): Promise<void> {
    this.unreachable.close();
    this.outdatedServers.close();
    this.memory.close();
    this.unsubscribe.forEach(end => end());
    await this.reconciler.stop();
    await this.images.stop();
    await this.requests.close();
    await this.lifecycle.close();
  }

  private async recreateNow(user: string, server: string, reason: Message): Promise<void> {
    this.noteStopReason(user, server, reason);
    await this.requests.restart(user, server);
  }

  private async audited(
    action: AuditAction,
    user: string,
    server: string,
    actor: string,
    command: () => Promise<void>,
  ): Promise<void> {
    const entry = { actor, action, subject: subjectOf(user, server) };
    try {
      await command();
      this.deps.audit.record({ ...entry, result: 'ok' });
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'internal';
      this.deps.audit.record({ ...entry, result: 'failed', details: { code } });
      throw error;
    }
  }
}
