import type { ServerPhase, SpawnLine, SpawnRequest, SpawnState } from '@perijove/contracts';
import { createHash } from 'node:crypto';
import type { LabState } from '../../engine/port.js';
import { iso } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import { KeyedQueue } from '../../lib/keyed-queue.js';
import type { ServerStarter } from './start/start-server.js';
import {
  briefly,
  engineFault,
  failureOf,
  ShuttingDown,
  StartCancelled,
  StartFailed,
} from './start/failure.js';
import { keyOf, subjectOf } from './key.js';
import { startIdempotent, stopAndRemove } from './start/create-lab.js';
import { isOver, isStarting } from './phase.js';
import { StartLog } from './start/start-log.js';
import type { ServerDeps } from './deps.js';

/** How long a lab has to save and end by itself. */
const GRACE_MS = 10_000;
/** Lines of an ended lab's output that are kept. */
const LOG_TAIL = 200;

/** Waits until a restarted lab answers. */
export type RestartWait = (lab: LabState, signal: AbortSignal) => Promise<LabState>;

/** Called with the phase in which a restart ended. */
export type OnEnd = (phase: ServerPhase) => void;

interface Job {
  /** Null for a start that continues without a request. */
  readonly requestHash: string | null;
  readonly log: StartLog;
  readonly abort: AbortController;
}

/** Starts, restarts and stops of labs, one at a time for each server. */
export class Lifecycle {
  private readonly keyedQueue = new KeyedQueue();
  private readonly waiting = new Map<string, number>();
  private readonly jobs = new Map<string, Job>();
  private readonly reasons = new Map<string, Message>();
  /** Hash of the request that the running lab was started for. */
  private readonly servedHashes = new Map<string, string>();
  private closing = false;

  constructor(
    private readonly deps: Pick<
      ServerDeps,
      'engine' | 'clock' | 'log' | 'store' | 'volumes' | 'queue'
    > & { readonly starter: ServerStarter },
  ) {}

  /** Starts a server, or joins the same start that is under way; ends with the last line. */
  spawn(
    user: string,
    server: string,
    request: SpawnRequest,
  ): AsyncGenerator<Unrendered<SpawnLine>, void, void> {
    if (this.closing) {
      throw new AppError('shutting_down', text('common.restarting'), { retryAfterSeconds: 1 });
    }
    const requestHash = hashOf(request);
    const current = this.jobs.get(keyOf(user, server));
    if (current?.requestHash === requestHash && !current.abort.signal.aborted)
      return current.log.read();
    // The hub missed the last line and asks again.
    const row = this.deps.store.find(user, server);
    const served = this.servedHashes.get(keyOf(user, server)) === requestHash;
    if (row?.phase === 'running' && row.url !== null && served && current === undefined) {
      const log = new StartLog();
      log.end({ ready: { url: row.url } });
      return log.read();
    }
    // Another request has other secrets in its environment: a lab of the former one is of no use.
    if (current !== undefined && current.requestHash !== null) {
      current.abort.abort(new StartCancelled('replaced'));
    }
    return this.start(user, server, request, requestHash).log.read();
  }

  /** From our own state; null when the server was never started. */
  state(user: string, server: string): Unrendered<SpawnState> | null {
    const row = this.deps.store.find(user, server);
    if (row === null) return null;
    if (isStarting(row.phase)) return { state: 'starting' };
    if (row.phase === 'running' || (row.phase === 'stopping' && row.url !== null)) {
      return { state: 'running', url: row.url ?? '' };
    }
    if (row.phase === 'stopping') return { state: 'starting' };
    const message = row.failure?.message ?? row.stopReason;
    return { state: 'stopped', exitCode: row.exitCode ?? 0, message };
  }

  /**
   * Stops and removes the lab, files stay. Throws `engine_unavailable`.
   * @param reason - unless `noteStopReason` gave one
   */
  async stop(user: string, server: string, reason: Message | null = null): Promise<void> {
    this.jobs.get(keyOf(user, server))?.abort.abort(new StartCancelled('stopped'));
    await this.exclusive(user, server, () => this.stopNow(user, server, reason));
  }

  /** As `stop`, then forgets the server; with the default server the volumes go to the trash. */
  async deleteForever(user: string, server: string): Promise<void> {
    await this.stop(user, server);
    if (server === '') this.deps.volumes.moveToTrash(user);
    this.deps.store.forget(user, server);
  }

  /** Why the next stop of this server happens. */
  noteStopReason(user: string, server: string, reason: Message): void {
    const key = keyOf(user, server);
    this.reasons.set(key, reason);
    // Otherwise the reason of a stop that never comes would stand for a later one.
    this.deps.clock.after(120_000, () => {
      if (this.reasons.get(key) === reason) this.reasons.delete(key);
    });
  }

  /** Whether a job of this server runs or waits. */
  isBusy(user: string, server: string): boolean {
    return this.waiting.has(keyOf(user, server));
  }

  /** Runs a job of a worker in turn with starts and stops of this server. */
  async exclusive<T>(user: string, server: string, run: () => Promise<T>): Promise<T> {
    const key = keyOf(user, server);
    this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1);
    try {
      return await this.keyedQueue.run(key, run);
    } finally {
      const left = (this.waiting.get(key) ?? 1) - 1;
      if (left === 0) this.waiting.delete(key);
      else this.waiting.set(key, left);
    }
  }

  /** Continues the start of a lab that was starting when the backend ended. */
  resume(user: string, server: string, wait: (signal: AbortSignal) => Promise<LabState>): void {
    const job = this.begin(user, server, null);
    const work = this.exclusive(user, server, () =>
      this.runStart(user, server, job, RESUME_MS, wait),
    );
    this.inBackground(user, server, job, work);
  }

  /**
   * Stops and starts the same container. Returns at once; `onEnd` is called with the phase in
   * which it ended.
   */
  restart(user: string, server: string, wait: RestartWait, onEnd: OnEnd): void {
    const { lab: name } = this.deps.store.row(user, server);
    const job = this.begin(user, server, null);
    this.deps.store.setStopping(user, server);
    const again = async (signal: AbortSignal): Promise<LabState> => {
      await this.deps.engine.stop(name, GRACE_MS);
      signal.throwIfAborted();
      this.deps.store.setQueued(user, server, text('servers.steps.sameContainer'));
      this.deps.store.addProgress(user, server, 'starting', null, text('servers.steps.starting'));
      const started = await startIdempotent(this.deps.engine, name);
      this.deps.store.addProgress(user, server, 'waiting', null, text('servers.steps.waiting'));
      return wait(started, signal);
    };
    const work = this.exclusive(user, server, () =>
      this.runStart(user, server, job, RESUME_MS, again),
    );
    this.inBackground(
      user,
      server,
      job,
      work.finally(() => {
        onEnd(this.deps.store.row(user, server).phase);
      }),
    );
  }

  /** Ends without touching labs: the next backend continues what is under way. */
  async close(): Promise<void> {
    this.closing = true;
    for (const job of this.jobs.values()) job.abort.abort(new ShuttingDown('shutting down'));
    await this.keyedQueue.idle();
  }

  /** Whether the lab is certainly removed. */
  private async tryRemove(lab: string): Promise<boolean> {
    try {
      await this.deps.engine.remove(lab);
      return true;
    } catch (error) {
      this.deps.log.warn(`lab ${lab} is still to be removed: ${briefly(error)}`);
      return false;
    }
  }

  private async recordFailure(user: string, server: string, job: Job, error: unknown) {
    const { lab } = this.deps.store.row(user, server);
    const cancelled = error instanceof StartCancelled;
    const logTail = cancelled ? [] : await this.deps.engine.logs(lab, LOG_TAIL).catch(() => []);
    const removalPending = !(await this.tryRemove(lab));
    const failure = cancelled
      ? { code: 'cancelled', message: text('servers.failed.cancelled') }
      : failureOf(error);
    if (failure.code === 'internal')
      this.deps.log.error({ err: error }, `start of ${subjectOf(user, server)}`);
    else
      this.deps.log.info(
        `start of ${subjectOf(user, server)} ended: ${failure.code}: ${briefly(error)}`,
      );
    this.deps.store.setEnded(user, server, {
      phase: cancelled ? 'stopped' : 'failed',
      reason: cancelled ? text('servers.failed.cancelled') : null,
      failure: cancelled ? null : failure,
      exitCode: 1,
      logTail,
      removalPending,
    });
    job.log.end({ failed: failure });
  }

  /** Runs a start until the lab answers or the start has failed. */
  private async runStart(
    user: string,
    server: string,
    job: Job,
    timeoutMs: number,
    work: (signal: AbortSignal) => Promise<LabState>,
  ): Promise<void> {
    const before = this.deps.store.find(user, server);
    const tooLong = new AbortController();
    const cancel = this.deps.clock.after(timeoutMs, () => tooLong.abort(tookTooLong(timeoutMs)));
    try {
      const signal = AbortSignal.any([job.abort.signal, tooLong.signal]);
      signal.throwIfAborted();
      const lab = await work(signal);
      signal.throwIfAborted();
      if (lab.url === null) throw new StartFailed(unreachable);
      const sameLab = before?.specHash === lab.specHash && before.startedAtMs !== null;
      const ranAllAlong = sameLab && (lab.startedAtMs ?? Infinity) <= before.startedAtMs;
      this.deps.store.setRunning(user, server, lab, ranAllAlong);
      if (job.requestHash !== null) this.servedHashes.set(keyOf(user, server), job.requestHash);
      job.log.end({ ready: { url: lab.url } });
    } catch (error) {
      const cause: unknown = job.abort.signal.aborted ? job.abort.signal.reason : error;
      if (cause instanceof ShuttingDown) job.log.cut();
      else
        await this.recordFailure(
          user,
          server,
          job,
          tooLong.signal.aborted ? tooLong.signal.reason : cause,
        );
    } finally {
      cancel();
      const key = keyOf(user, server);
      if (this.jobs.get(key) === job) this.jobs.delete(key);
    }
  }

  /** Catches only faults of our own, such as a full disk under the database. */
  private inBackground(user: string, server: string, job: Job, work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.deps.log.error({ err: error }, `start of ${subjectOf(user, server)}`);
      job.log.end({ failed: failureOf(error) });
    });
  }

  private begin(user: string, server: string, requestHash: string | null): Job {
    const job = { requestHash, log: new StartLog(), abort: new AbortController() };
    this.jobs.set(keyOf(user, server), job);
    return job;
  }

  private start(user: string, server: string, request: SpawnRequest, requestHash: string): Job {
    const job = this.begin(user, server, requestHash);
    const message = text('servers.steps.underWay');
    this.deps.store.setDisplayName(user, server, request.displayName);
    const isRunning = this.deps.store.find(user, server)?.phase === 'running';
    if (!isRunning) this.deps.store.setQueued(user, server, message);
    job.log.add({
      progress: { phase: 'queued', percent: null, message, at: iso(this.deps.clock.now()) },
    });
    // A little sooner than the hub gives up, so that users read our message.
    const timeoutMs = Math.max(1000, request.startTimeoutSeconds * 1000 - 1000);
    const work = this.exclusive(user, server, () =>
      this.runStart(user, server, job, timeoutMs, signal =>
        this.deps.starter.run({
          lab: this.deps.store.row(user, server).lab,
          user,
          server,
          request,
          onProgress: (phase, percent, message) => {
            job.log.add({
              progress: this.deps.store.addProgress(user, server, phase, percent, message),
            });
          },
          onSpec: spec => this.deps.store.setSpec(user, server, spec),
          signal,
        }),
      ),
    );
    this.inBackground(user, server, job, work);
    return job;
  }

  private async stopNow(user: string, server: string, reason: Message | null): Promise<void> {
    const before = this.deps.store.find(user, server);
    const key = keyOf(user, server);
    if (before === null || (isOver(before.phase) && !before.removalPending)) {
      this.reasons.delete(key);
      return;
    }
    this.deps.store.setStopping(user, server);
    try {
      await this.deps.queue.stop(user, () => stopAndRemove(this.deps.engine, before.lab, GRACE_MS));
    } catch (error) {
      this.deps.store.put(before);
      throw engineFault(error, why => text('servers.notStopped', { why }));
    }
    this.deps.store.setEnded(user, server, {
      phase: 'stopped',
      reason: this.reasons.get(key) ?? reason ?? before.stopReason,
      exitCode: 0,
    });
    this.reasons.delete(key);
  }
}

/** How long a start that continues after a restart of the backend may take. */
const RESUME_MS = 300_000;

const unreachable = { code: 'unreachable', message: text('servers.failed.unreachable') };

const tookTooLong = (timeoutMs: number): StartFailed =>
  new StartFailed({
    code: 'start_timeout',
    message: text('servers.failed.tookTooLong', { seconds: Math.round(timeoutMs / 1000) }),
  });

/** Equal for equal requests. Leaves out the time limit, which shrinks with every retry. */
const hashOf = (request: SpawnRequest): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...request, startTimeoutSeconds: 0 }))
    .digest('base64url');
