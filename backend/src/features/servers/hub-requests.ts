import { text, type Message } from '../../lib/text.js';
import { setMaxListeners } from 'node:events';
import type { HubServer } from '../../jupyterhub/port.js';
import { sleep } from '../../lib/clock.js';
import { AppError, messageOf } from '../../lib/errors.js';
import { keyOf, subjectOf } from './key.js';
import { isOver, isStarting, ROUTING_MS, type Intent } from './phase.js';
import type { ServerDeps } from './deps.js';

/** How long a caller waits for the hub to refuse; the rest happens in the background. */
const EARLY_RESPONSE_MS = 400;
const HUB_TIMEOUT_MS = 120_000;
/** The spawner must ask for a start that the hub accepted within this time. */
const ARRIVAL_MS = 20_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
/** The hub needs about this long to add a route for a lab that answers. */
const HUB_ROUTING_MS = 300;

/**
 * Commands for servers go through JupyterHub, so that its own state stays right. All of them return
 * at once; a command is shown as an intent until the spawner asks for it.
 */
export class HubRequests {
  private readonly intents = new Map<string, Intent>();
  private readonly syncing = new Set<string>();
  private readonly ending = new AbortController();
  private readonly background = new Set<Promise<void>>();

  constructor(
    private readonly deps: Pick<
      ServerDeps,
      'hub' | 'directory' | 'clock' | 'log' | 'bus' | 'store'
    >,
  ) {
    // Every server that waits for the hub listens to it; many listeners are no leak.
    setMaxListeners(0, this.ending.signal);
  }

  start(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    displayName?: string,
  ): Promise<void> {
    return this.respondEarly(user, server, 'start', async () => {
      // It runs already, unless it ends before the hub has noticed.
      const ran = this.deps.store.row(user, server).phase === 'running';
      const ask = (): Promise<void> => this.startThroughHub(user, server, options, displayName);
      await ask();
      this.inBackground(
        this.awaitArrival(
          user,
          server,
          ran
            ? () =>
                ask().catch((error: unknown) => this.fail(user, server, 'start', messageOf(error)))
            : null,
        ),
      );
    });
  }

  stop(user: string, server: string): Promise<void> {
    return this.respondEarly(user, server, 'stop', async () => {
      await this.deps.hub.stopServer(user, server);
      await this.until(
        user,
        server,
        HUB_TIMEOUT_MS,
        hubServer => hubServer === null || !hubServer.ready,
      );
      if (this.intents.get(keyOf(user, server)) === 'stop') this.setIntent(user, server, null);
    });
  }

  restart(user: string, server: string): Promise<void> {
    return this.respondEarly(user, server, 'restart', async () => {
      await this.deps.hub.stopServer(user, server);
      const stopped = (hubServer: HubServer | null) =>
        hubServer === null || (!hubServer.ready && hubServer.pending === null);
      if (!(await this.until(user, server, HUB_TIMEOUT_MS, stopped))) {
        throw new AppError('hub_unavailable', text('servers.stopTookTooLong'));
      }
      await this.startThroughHub(user, server, {});
      this.inBackground(this.awaitArrival(user, server));
    });
  }

  intent(user: string, server: string): Intent | null {
    return this.intents.get(keyOf(user, server)) ?? null;
  }

  /** Whether a command for any server of this user has not arrived yet. */
  hasIntent(user: string): boolean {
    return [...this.intents.keys()].some(key => key.startsWith(keyOf(user, '')));
  }

  /** The spawner asked for it: the command is under way. */
  markArrived(user: string, server: string): void {
    this.intents.delete(keyOf(user, server));
  }

  /** Reads the hub until it agrees with our own state. */
  syncWithHub(user: string, server: string): void {
    const key = keyOf(user, server);
    if (this.syncing.has(key) || this.ending.signal.aborted) return;
    this.syncing.add(key);
    this.inBackground(
      // Asked at once, the hub could only answer "not yet".
      sleep(this.deps.clock, HUB_ROUTING_MS, this.ending.signal)
        .then(() =>
          this.until(user, server, ROUTING_MS, hubServer => this.agrees(user, server, hubServer)),
        )
        .then(() => this.changed(user, server))
        .finally(() => this.syncing.delete(key)),
    );
  }

  async close(): Promise<void> {
    this.ending.abort(new AppError('shutting_down', text('common.restarting')));
    await Promise.all(this.background);
  }

  private changed(user: string, server: string) {
    return void this.deps.bus.emit('server.changed', { user, server });
  }

  private inBackground(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        if (!this.ending.signal.aborted) this.deps.log.warn(messageOf(error));
      })
      .finally(() => this.background.delete(tracked));
    this.background.add(tracked);
  }

  private setIntent(user: string, server: string, intent: Intent | null): void {
    if (intent === null) this.intents.delete(keyOf(user, server));
    else this.intents.set(keyOf(user, server), intent);
    this.changed(user, server);
  }

  private async read(user: string, server: string): Promise<HubServer | null> {
    const before = JSON.stringify(this.deps.directory.server(user, server));
    const fresh = await this.deps.directory.refreshUser(user);
    const now = fresh?.servers.find(candidate => candidate.name === server) ?? null;
    if (JSON.stringify(now) !== before) this.changed(user, server);
    return now;
  }

  /** Reads the hub until `done`; false when that took too long or the hub stays away. */
  private async until(
    user: string,
    server: string,
    limitMs: number,
    done: (hubServer: HubServer | null) => boolean,
  ): Promise<boolean> {
    const endMs = this.deps.clock.monotonicMs() + limitMs;
    for (let pauseMs = FIRST_PAUSE_MS; this.deps.clock.monotonicMs() < endMs;) {
      const hubServer = await this.read(user, server).catch(() => 'unknown' as const);
      if (hubServer !== 'unknown' && done(hubServer)) return true;
      await sleep(this.deps.clock, pauseMs, this.ending.signal);
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
    return false;
  }

  private fail(user: string, server: string, intent: Intent, message: Message): void {
    this.intents.delete(keyOf(user, server));
    const row = this.deps.store.row(user, server);
    const failure = { code: `hub_${intent}_failed`, message };
    const phase = isOver(row.phase) && intent !== 'stop' ? 'failed' : row.phase;
    this.deps.store.put({ ...row, phase, failure });
  }

  private async startThroughHub(
    user: string,
    server: string,
    options: Readonly<Record<string, unknown>>,
    displayName?: string,
  ): Promise<void> {
    // The hub refuses a start while it still stops the former server.
    const hubServer = await this.read(user, server);
    if (
      hubServer?.pending === 'stop' ||
      (hubServer?.pending === 'spawn' && !this.isUnderWay(user, server))
    ) {
      await this.until(user, server, HUB_TIMEOUT_MS, now => now === null || now.pending === null);
    }
    await this.deps.hub.startServer(user, server, options, displayName);
  }

  private isUnderWay(user: string, server: string): boolean {
    const phase = this.deps.store.row(user, server).phase;
    return isStarting(phase) || phase === 'running';
  }

  /**
   * Waits for the spawner to ask for a start that the hub accepted, or for the hub to give it up.
   * @param retry - starts once more, where the hub may still have believed that an ended server runs
   */
  private async awaitArrival(
    user: string,
    server: string,
    retry: (() => Promise<void>) | null = null,
  ): Promise<void> {
    const key = keyOf(user, server);
    const waiting = () => this.intents.get(key) === 'start' || this.intents.get(key) === 'restart';
    const hubGaveUp = (hubServer: HubServer | null) =>
      hubServer === null || hubServer.pending === null;
    const endMs = this.deps.clock.monotonicMs() + ARRIVAL_MS;
    await sleep(this.deps.clock, 2000, this.ending.signal);
    while (waiting()) {
      const hubServer = await this.read(user, server).catch(() => 'unknown' as const);
      if (hubServer !== 'unknown' && hubServer?.ready === true) {
        this.setIntent(user, server, null);
        return;
      }
      if (hubServer !== 'unknown' && hubGaveUp(hubServer) && retry !== null && waiting()) {
        await retry();
        await this.awaitArrival(user, server);
        return;
      }
      if (
        (hubServer !== 'unknown' && hubGaveUp(hubServer)) ||
        this.deps.clock.monotonicMs() > endMs
      ) {
        if (waiting()) this.fail(user, server, 'start', text('servers.failed.notTaken'));
        return;
      }
      await sleep(this.deps.clock, 1000, this.ending.signal);
    }
  }

  /** Returns as soon as it is clear that the hub does not refuse at once. */
  private async respondEarly(
    user: string,
    server: string,
    intent: Intent,
    work: () => Promise<void>,
  ): Promise<void> {
    const row = this.deps.store.find(user, server);
    // A new command clears the failure of the former one.
    if (row !== null && row.failure !== null) {
      this.deps.store.put({
        ...row,
        failure: null,
        phase: row.phase === 'failed' ? 'stopped' : row.phase,
      });
    }
    this.setIntent(user, server, intent);
    let answered = false;
    const running = work();
    this.inBackground(
      running.catch((error: unknown) => {
        if (this.ending.signal.aborted) return;
        if (answered) this.fail(user, server, intent, messageOf(error));
        else this.setIntent(user, server, null);
        this.deps.log.warn(`${intent} of ${subjectOf(user, server)}: ${messageOf(error)}`);
      }),
    );
    const earlyResponse = new AbortController();
    try {
      await Promise.race([
        running,
        sleep(this.deps.clock, EARLY_RESPONSE_MS, earlyResponse.signal),
      ]);
    } finally {
      answered = true;
      earlyResponse.abort(new AppError('internal', 'answered'));
    }
  }

  private agrees(user: string, server: string, hubServer: HubServer | null): boolean {
    const own = this.deps.store.row(user, server).phase;
    if (isStarting(own) || own === 'stopping') return false;
    if (own === 'running') return hubServer?.ready === true && hubServer.pending === null;
    return hubServer === null || (!hubServer.ready && hubServer.pending === null);
  }
}
