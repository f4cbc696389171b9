import { text } from '../../../lib/text.js';
import { inEnglish } from '../../../lib/catalog.js';
import type { LabState } from '../../../engine/port.js';
import { messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import { briefly, exitOf, withQuote } from '../start/failure.js';
import { keyOf, subjectOf } from '../key.js';
import { OrphanReconciler } from './orphans.js';
import { isOver, isStarting } from '../phase.js';
import type { ServerRow } from '../repo.js';
import { waitUntilReady } from '../start/wait-until-ready.js';
import type { ServerDeps } from '../deps.js';

const INTERVAL_MS = 10_000;
/** Engine events come in bursts; one pass serves them all. */
const EVENT_PAUSE_MS = 200;
/** After a restart of the backend the spawner repeats its request within seconds. */
const INTERRUPTED_MS = 30_000;
const LOG_TAIL = 200;

/**
 * Compares the labs of the engine with our rows and mends the difference: records labs that ended,
 * resumes starts and stops that a crash cut off. What cannot be read stays as it was.
 */
export class ServerReconciler {
  private readonly orphans = new OrphanReconciler(this.deps);
  private readonly interruptedSince = new Map<string, number>();
  private readonly ending = new AbortController();
  private answers = true;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'server reconciler',
    intervalMs: INTERVAL_MS,
    pass: () =>
      this.reconcileOnce().catch((error: unknown) =>
        this.deps.log.warn(`labs could not be read: ${briefly(error)}`),
      ),
  });

  constructor(
    private readonly deps: Pick<
      ServerDeps,
      | 'engine'
      | 'hub'
      | 'directory'
      | 'clock'
      | 'log'
      | 'repo'
      | 'store'
      | 'lifecycle'
      | 'probe'
      | 'audit'
    > & {
      /** A process of this lab was killed because memory ran out. */
      readonly onMemoryFull: (lab: string) => void;
    },
  ) {}

  /** Reconciles once, so that the first answers are true, then in the background. */
  async start(): Promise<void> {
    await this.reconcileOnce().catch((error: unknown) =>
      this.deps.log.warn(`labs could not be read at the start: ${briefly(error)}`),
    );
    this.listen();
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.loop.stop();
  }

  /** Throws `EngineError` when the engine is away. */
  async reconcileOnce(): Promise<void> {
    // Rows first: a lab created after the list was read must not count as gone.
    const rows = this.deps.repo
      .all()
      .filter(row => !this.deps.lifecycle.isBusy(row.user, row.name));
    const labs = await this.deps.engine.list().catch((error: unknown) => {
      this.answers = false;
      throw error;
    });
    this.answers = true;
    const byName = new Map(labs.map(lab => [lab.name, lab]));
    const repairs = rows
      .filter(row => !isOver(row.phase) || row.removalPending)
      .map(row =>
        this.reconcile(row, byName.get(row.lab) ?? null).catch((error: unknown) =>
          this.deps.log.warn(`${subjectOf(row.user, row.name)} stays as it is: ${briefly(error)}`),
        ),
      );
    await Promise.all(repairs);
    await this.orphans.reconcile(labs);
  }

  /**
   * Makes the hub notice a change of a server that it believes to be running: its proxy then leads
   * to the new address. The hub polls the spawner when it is asked to start what runs already.
   * Never throws.
   */
  async notifyHub(user: string, server: string, outcome: 'running' | 'failed'): Promise<void> {
    if (outcome === 'running' && this.deps.directory.server(user, server)?.ready !== true) return;
    try {
      if (outcome === 'running') await this.deps.hub.startServer(user, server, {});
      else await this.deps.hub.stopServer(user, server);
    } catch (error) {
      this.deps.log.debug(`the hub was not notified: ${messageOf(error)}`);
    }
  }

  /** Whether the engine answered the last pass. */
  engineAnswers(): boolean {
    return this.answers;
  }

  private exclusive(row: ServerRow, job: () => Promise<void>): Promise<void> {
    return this.deps.lifecycle.exclusive(row.user, row.name, async () => {
      // The server may have changed while this job waited.
      const now = this.deps.store.find(row.user, row.name);
      if (now !== null && now.phase === row.phase && now.lab === row.lab) await job();
    });
  }

  private recordExit(row: ServerRow): Promise<void> {
    return this.exclusive(row, async () => {
      const lab = await this.deps.engine.inspect(row.lab);
      if (lab?.status === 'running') return;
      const logTail =
        lab === null ? [] : await this.deps.engine.logs(row.lab, LOG_TAIL).catch(() => []);
      const exit = exitOf(lab);
      await this.deps.engine.remove(row.lab);
      this.deps.log.info(`${subjectOf(row.user, row.name)}: ${inEnglish(exit.reason)}`);
      this.deps.store.setEnded(row.user, row.name, {
        phase: exit.failed ? 'failed' : 'stopped',
        reason: exit.reason,
        failure: exit.failed ? { code: exit.code, message: withQuote(exit.reason, logTail) } : null,
        exitCode: exit.exitCode,
        logTail,
      });
      // The hub would notice by itself, but polls every two minutes only.
      void this.notifyHub(row.user, row.name, 'failed');
    });
  }

  private async reconcileRunning(row: ServerRow, lab: LabState | null): Promise<void> {
    if (lab?.status !== 'running') return this.recordExit(row);
    if (lab.url === row.url) return;
    this.deps.store.setUrl(row.user, row.name, lab.url);
    if (lab.url !== null) void this.notifyHub(row.user, row.name, 'running');
  }

  /** A start without a job: the backend ended in the middle of it. */
  private async resumeStart(row: ServerRow, lab: LabState | null): Promise<void> {
    const key = keyOf(row.user, row.name);
    if (lab?.status === 'running') {
      this.interruptedSince.delete(key);
      this.deps.lifecycle.resume(row.user, row.name, signal =>
        waitUntilReady({ ...this.deps, lab, prefix: '/', signal }),
      );
      return;
    }
    const since = this.interruptedSince.get(key) ?? this.deps.clock.now();
    this.interruptedSince.set(key, since);
    if (this.deps.clock.now() - since < INTERRUPTED_MS) return;
    this.interruptedSince.delete(key);
    await this.exclusive(row, async () => {
      await this.deps.engine.remove(row.lab);
      const message = text('servers.failed.interrupted');
      this.deps.store.setEnded(row.user, row.name, {
        phase: 'failed',
        reason: null,
        failure: { code: 'interrupted', message },
        exitCode: 1,
      });
    });
  }

  private async reconcile(row: ServerRow, lab: LabState | null): Promise<void> {
    if (row.phase === 'running') return this.reconcileRunning(row, lab);
    if (isStarting(row.phase)) return this.resumeStart(row, lab);
    if (row.phase === 'stopping') return this.deps.lifecycle.stop(row.user, row.name);
    if (!row.removalPending) return;
    await this.exclusive(row, async () => {
      await this.deps.engine.remove(row.lab);
      this.deps.store.setRemoved(row.user, row.name);
    });
  }

  /** Events of a start or stop under way need no pass: the job reads the outcome itself. */
  private isOwnJob(lab: string | null): boolean {
    const row = lab === null ? null : this.deps.repo.ofLab(lab);
    return row !== null && this.deps.lifecycle.isBusy(row.user, row.name);
  }

  private listen(): void {
    let due = false;
    this.deps.engine.watch(event => {
      if (event.memoryFull === true && event.name !== null) this.deps.onMemoryFull(event.name);
      if (due || this.isOwnJob(event.name)) return;
      due = true;
      this.deps.clock.after(EVENT_PAUSE_MS, () => {
        due = false;
        this.loop.nudge();
      });
    }, this.ending.signal);
  }
}
