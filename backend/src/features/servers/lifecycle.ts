import type { ServerPhase, SpawnLine, SpawnRequest, SpawnState } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { createHash } from 'node:crypto';
import type { Engine, LabState } from '../../engine/port.js';
import { iso, type Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import { createKeyedQueue } from '../../lib/keyed-queue.js';
import type { Logger } from '../../lib/logger.js';
import type { VolumeService } from '../volumes/service.js';
import type { BringUp } from './start/start-server.js';
import {
  briefly,
  engineFault,
  failureOf,
  ShuttingDown,
  StartCancelled,
  StartFailed,
} from './start/failure.js';
import { keyOf, subjectOf } from './key.js';
import { startSurely, stopSurely } from './start/create-lab.js';
import { isOver, isStarting } from './phase.js';
import { createStartLog, type StartLog } from './start/start-log.js';
import type { ServerStore } from './store.js';
import type { Turns } from './start/start-queue.js';

const words = strings.servers;

/** Time that a lab gets to save and end by itself. */
const GRACE_MS = 10_000;
/** Lines of a dead lab's output that are kept. */
const LOG_TAIL = 200;

/** The life of labs: what JupyterHub's spawner asks for. */
export interface Lifecycle {
  /** Starts a server, or joins the same start that is under way; ends with the last line. */
  spawn(user: string, server: string, request: SpawnRequest): AsyncGenerator<SpawnLine, void, void>;
  /** From our own state; null when we never heard of it. */
  state(user: string, server: string): SpawnState | null;
  /**
   * Stops and removes the lab, files stay. Throws `engine_unavailable`.
   * @param why - in words, unless `noteStopReason` has said it
   */
  stop(user: string, server: string, why?: string | null): Promise<void>;
  /** As `stop`, then forgets the server; with the default server the volumes go to the bin. */
  deleteForever(user: string, server: string): Promise<void>;
  /** Why the next stop of this server happens, in words. */
  noteStopReason(user: string, server: string, reason: string): void;
  /** Whether a job of this server runs or waits. */
  isBusy(user: string, server: string): boolean;
  /** Runs a job of the caregivers in turn with starts and stops. */
  exclusive<T>(user: string, server: string, job: () => Promise<T>): Promise<T>;
  /** Carries on with a lab that was starting when the backend ended. */
  resume(user: string, server: string, wait: (signal: AbortSignal) => Promise<LabState>): void;
  /**
   * Stops and starts the same container, as a restart button does: nothing is made anew. Returns
   * at once; `onEnd` hears whether the lab came back.
   */
  restart(user: string, server: string, wait: RestartWait, onEnd: OnEnd): void;
  /** Ends without touching labs: what is half done is carried on after the restart. */
  close(): Promise<void>;
}

/** Waits until a lab that was started again answers. */
export type RestartWait = (lab: LabState, signal: AbortSignal) => Promise<LabState>;

/** Hears in which phase a restart ended. */
export type OnEnd = (phase: ServerPhase) => void;

interface Job {
  /** What was asked for; null for a start that we carry on by ourselves. */
  readonly print: string | null;
  readonly log: StartLog;
  readonly abort: AbortController;
}

export const createLifecycle = (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: ServerStore;
  readonly volumes: VolumeService;
  readonly turns: Pick<Turns, 'stop'>;
  readonly bringUp: BringUp;
}): Lifecycle => {
  const { engine, clock, log, store, volumes, turns, bringUp } = deps;
  const queue = createKeyedQueue();
  const waiting = new Map<string, number>();
  const jobs = new Map<string, Job>();
  const reasons = new Map<string, string>();
  /** The request that the running lab came from. */
  const servedPrints = new Map<string, string>();
  let closing = false;

  const exclusive = async <T>(user: string, server: string, run: () => Promise<T>): Promise<T> => {
    const key = keyOf(user, server);
    waiting.set(key, (waiting.get(key) ?? 0) + 1);
    try {
      return await queue.run(key, run);
    } finally {
      const left = (waiting.get(key) ?? 1) - 1;
      if (left === 0) waiting.delete(key);
      else waiting.set(key, left);
    }
  };

  /** Removes a lab; says whether it is gone for certain. */
  const removed = async (lab: string): Promise<boolean> => {
    try {
      await engine.remove(lab);
      return true;
    } catch (error) {
      log.warn(`lab ${lab} is still to be removed: ${briefly(error)}`);
      return false;
    }
  };

  const clearAway = async (user: string, server: string, job: Job, error: unknown) => {
    const { lab } = store.row(user, server);
    const cancelled = error instanceof StartCancelled;
    const logTail = cancelled ? [] : await engine.logs(lab, LOG_TAIL).catch(() => []);
    const sweep = !(await removed(lab));
    const failure = cancelled
      ? { code: 'cancelled', message: words.failed.cancelled }
      : failureOf(error);
    if (failure.code === 'internal')
      log.error({ err: error }, `start of ${subjectOf(user, server)}`);
    else log.info(`start of ${subjectOf(user, server)} ended: ${failure.code}: ${briefly(error)}`);
    store.over(user, server, {
      phase: cancelled ? 'stopped' : 'failed',
      reason: cancelled ? words.failed.cancelled : null,
      failure: cancelled ? null : failure,
      exitCode: 1,
      logTail,
      sweep,
    });
    job.log.end({ failed: failure });
  };

  /** Runs a start to its end, whatever end that is. */
  const run = async (
    user: string,
    server: string,
    job: Job,
    timeoutMs: number,
    work: (signal: AbortSignal) => Promise<LabState>,
  ): Promise<void> => {
    const before = store.find(user, server);
    const tooLong = new AbortController();
    const cancel = clock.after(timeoutMs, () => tooLong.abort(tookTooLong(timeoutMs)));
    try {
      const signal = AbortSignal.any([job.abort.signal, tooLong.signal]);
      signal.throwIfAborted();
      const lab = await work(signal);
      signal.throwIfAborted();
      if (lab.url === null) throw new StartFailed(unreachable);
      const sameLab = before?.specHash === lab.specHash && before.startedAtMs !== null;
      const ranAllAlong = sameLab && (lab.startedAtMs ?? Infinity) <= before.startedAtMs;
      store.running(user, server, lab, ranAllAlong);
      if (job.print !== null) servedPrints.set(keyOf(user, server), job.print);
      job.log.end({ ready: { url: lab.url } });
    } catch (error) {
      const cause: unknown = job.abort.signal.aborted ? job.abort.signal.reason : error;
      if (cause instanceof ShuttingDown) job.log.cut();
      else
        await clearAway(user, server, job, tooLong.signal.aborted ? tooLong.signal.reason : cause);
    } finally {
      cancel();
      const key = keyOf(user, server);
      if (jobs.get(key) === job) jobs.delete(key);
    }
  };

  /** Only a fault of ours ends here, such as a full disk under the database. */
  const inBackground = (user: string, server: string, job: Job, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error }, `start of ${subjectOf(user, server)}`);
      job.log.end({ failed: failureOf(error) });
    });
  };

  const begin = (user: string, server: string, print: string | null): Job => {
    const job = { print, log: createStartLog(), abort: new AbortController() };
    jobs.set(keyOf(user, server), job);
    return job;
  };

  const start = (user: string, server: string, request: SpawnRequest, print: string): Job => {
    const job = begin(user, server, print);
    const message = words.steps.underWay;
    store.called(user, server, request.displayName);
    if (!isRunningAlready(user, server)) store.queued(user, server, message);
    job.log.add({
      progress: { phase: 'queued', percent: null, message, at: iso(clock.now()) },
    });
    // A little sooner than the hub gives up, so that our words arrive.
    const timeoutMs = Math.max(1000, request.startTimeoutSeconds * 1000 - 1000);
    const work = exclusive(user, server, () =>
      run(user, server, job, timeoutMs, signal =>
        bringUp({
          lab: store.row(user, server).lab,
          user,
          server,
          request,
          tell: (phase, percent, message) => {
            job.log.add({ progress: store.step(user, server, phase, percent, message) });
          },
          onSpec: spec => store.specified(user, server, spec),
          signal,
        }),
      ),
    );
    inBackground(user, server, job, work);
    return job;
  };

  const isRunningAlready = (user: string, server: string): boolean =>
    store.find(user, server)?.phase === 'running';

  const stopNow = async (user: string, server: string, why: string | null): Promise<void> => {
    const before = store.find(user, server);
    const key = keyOf(user, server);
    if (before === null || (isOver(before.phase) && !before.sweep)) {
      reasons.delete(key);
      return;
    }
    store.stopping(user, server);
    try {
      await turns.stop(user, () => stopSurely(engine, before.lab, GRACE_MS));
    } catch (error) {
      store.put(before);
      throw engineFault(error, words.notStopped);
    }
    store.over(user, server, {
      phase: 'stopped',
      reason: reasons.get(key) ?? why ?? before.stopReason,
      exitCode: 0,
    });
    reasons.delete(key);
  };

  const stop: Lifecycle['stop'] = async (user, server, why = null) => {
    jobs.get(keyOf(user, server))?.abort.abort(new StartCancelled('stopped'));
    await exclusive(user, server, () => stopNow(user, server, why));
  };

  return {
    exclusive,
    stop,
    spawn: (user, server, request) => {
      if (closing) {
        throw new AppError('shutting_down', strings.common.restarting, { retryAfterSeconds: 1 });
      }
      const print = printOf(request);
      const under = jobs.get(keyOf(user, server));
      if (under?.print === print && !under.abort.signal.aborted) return under.log.read();
      // The hub missed our last line and asks again for what it has already.
      const row = store.find(user, server);
      const served = servedPrints.get(keyOf(user, server)) === print;
      if (row?.phase === 'running' && row.url !== null && served && under === undefined) {
        const told = createStartLog();
        told.end({ ready: { url: row.url } });
        return told.read();
      }
      // Another request has other secrets in its environment: a lab of the former is of no use.
      if (under !== undefined && under.print !== null) {
        under.abort.abort(new StartCancelled('replaced'));
      }
      return start(user, server, request, print).log.read();
    },
    state: (user, server) => {
      const row = store.find(user, server);
      if (row === null) return null;
      if (isStarting(row.phase)) return { state: 'starting' };
      if (row.phase === 'running' || (row.phase === 'stopping' && row.url !== null)) {
        return { state: 'running', url: row.url ?? '' };
      }
      if (row.phase === 'stopping') return { state: 'starting' };
      const message = row.failure?.message ?? row.stopReason;
      return { state: 'stopped', exitCode: row.exitCode ?? 0, message };
    },
    deleteForever: async (user, server) => {
      await stop(user, server);
      if (server === '') volumes.moveToTrash(user);
      store.forget(user, server);
    },
    noteStopReason: (user, server, reason) => {
      const key = keyOf(user, server);
      reasons.set(key, reason);
      // A stop that never comes must not lend its reason to a later one.
      clock.after(120_000, () => {
        if (reasons.get(key) === reason) reasons.delete(key);
      });
    },
    isBusy: (user, server) => waiting.has(keyOf(user, server)),
    resume: (user, server, wait) => {
      const job = begin(user, server, null);
      const work = exclusive(user, server, () => run(user, server, job, RESUME_MS, wait));
      inBackground(user, server, job, work);
    },
    restart: (user, server, wait, onEnd) => {
      const { lab: name } = store.row(user, server);
      const job = begin(user, server, null);
      store.stopping(user, server);
      const again = async (signal: AbortSignal): Promise<LabState> => {
        await engine.stop(name, GRACE_MS);
        signal.throwIfAborted();
        store.queued(user, server, words.steps.sameContainer);
        store.step(user, server, 'starting', null, words.steps.starting);
        const started = await startSurely(engine, name);
        store.step(user, server, 'waiting', null, words.steps.waiting);
        return wait(started, signal);
      };
      const work = exclusive(user, server, () => run(user, server, job, RESUME_MS, again));
      inBackground(
        user,
        server,
        job,
        work.finally(() => {
          onEnd(store.row(user, server).phase);
        }),
      );
    },
    close: async () => {
      closing = true;
      for (const job of jobs.values()) job.abort.abort(new ShuttingDown('shutting down'));
      await queue.idle();
    },
  };
};

/** How long a lab that was starting when we were restarted may take. */
const RESUME_MS = 300_000;

const unreachable = { code: 'unreachable', message: words.failed.unreachable };

const tookTooLong = (timeoutMs: number): StartFailed =>
  new StartFailed({
    code: 'start_timeout',
    message: words.failed.tookTooLong(Math.round(timeoutMs / 1000)),
  });

/** Tells requests apart. The time limit is no part of it: it shrinks with every retry. */
const printOf = (request: SpawnRequest): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...request, startTimeoutSeconds: 0 }))
    .digest('base64url');
