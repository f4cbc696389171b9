import type { ProgressEvent, ServerPhase } from '@perijove/contracts';
import type { LabState } from '../../engine/port.js';
import { iso, type Clock } from '../../lib/clock.js';
import type { DomainBus } from '../domain-events.js';
import type { SessionService } from '../sessions/service.js';
import { isOver, isStarting } from './phase.js';
import { newRow, type ServerRepo, type ServerRow } from './repo.js';

/** Progress steps that are kept of one start. */
const STEPS = 40;

/** Every change of a server's state goes through here, so that row, session and event agree. */
export interface ServerStore {
  row(user: string, server: string): ServerRow;
  find(user: string, server: string): ServerRow | null;
  /** What its owner calls it, as JupyterHub says at a start. */
  called(user: string, server: string, displayName: string | null): void;
  queued(user: string, server: string, message: string): void;
  step(
    user: string,
    server: string,
    phase: ServerPhase,
    percent: number | null,
    message: string,
  ): ProgressEvent;
  specified(
    user: string,
    server: string,
    spec: Pick<ServerRow, 'image' | 'imageId' | 'specHash' | 'rules'>,
  ): void;
  /** The lab answers. `adopted` keeps the session of a lab that ran all along. */
  running(user: string, server: string, lab: LabState, adopted: boolean): void;
  /** The lab's address is another one, or it has none: nobody can reach it. */
  moved(user: string, server: string, url: string | null): void;
  stopping(user: string, server: string): void;
  /** Goes back to what was before, when a stop could not be done. */
  put(row: ServerRow): void;
  over(
    user: string,
    server: string,
    end: {
      readonly phase: 'stopped' | 'failed';
      readonly reason: string | null;
      readonly failure?: { readonly code: string; readonly message: string } | null;
      readonly exitCode: number;
      readonly logTail?: readonly string[];
      /** The engine could not be told to remove the lab yet. */
      readonly sweep?: boolean;
    },
  ): void;
  swept(user: string, server: string): void;
  forget(user: string, server: string): void;
}

export const createServerStore = (deps: {
  readonly repo: ServerRepo;
  readonly sessions: SessionService;
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly labOf: (user: string, server: string) => string;
}): ServerStore => {
  const { repo, sessions, clock, bus, labOf } = deps;
  const find = (user: string, server: string) => repo.get(user, server);
  const row = (user: string, server: string) =>
    find(user, server) ?? newRow(user, server, labOf(user, server));
  const changed = (user: string, server: string) => bus.emit('server.changed', { user, server });

  const save = (next: ServerRow): void => {
    repo.save(next);
    changed(next.user, next.name);
  };

  const eventOf = (phase: ServerPhase, percent: number | null, message: string): ProgressEvent => ({
    phase,
    percent: percent === null ? null : Math.min(100, Math.max(0, percent)),
    message,
    at: iso(clock.now()),
  });

  return {
    row,
    find,
    called: (user, server, displayName) => {
      const before = row(user, server);
      const next = displayName === server ? null : displayName;
      if (before.displayName !== next) repo.remember({ ...before, displayName: next });
    },
    queued: (user, server, message) =>
      save({
        ...row(user, server),
        phase: 'queued',
        url: null,
        progress: [eventOf('queued', null, message)],
        stopReason: null,
        failure: null,
        exitCode: null,
        logTail: [],
        sweep: false,
      }),
    step: (user, server, phase, percent, message) => {
      const before = row(user, server);
      const event = eventOf(phase, percent, message);
      const last = before.progress.at(-1);
      // A percentage or a place in the queue that moves is one step, not a hundred.
      const moves =
        last?.phase === phase &&
        ((last.percent !== null && percent !== null) || isPlace(before.progress));
      const kept = moves ? before.progress.slice(0, -1) : before.progress;
      const next = { ...before, phase, progress: [...kept, event].slice(-STEPS) };
      if (before.phase === phase) {
        repo.remember(next);
        changed(user, server);
      } else save(next);
      return event;
    },
    specified: (user, server, spec) => repo.save({ ...row(user, server), ...spec }),
    running: (user, server, lab, adopted) => {
      const before = row(user, server);
      const atMs = adopted ? (lab.startedAtMs ?? clock.now()) : clock.now();
      if (adopted) sessions.resume(user, server, atMs);
      else sessions.begin(user, server, atMs);
      save({
        ...before,
        phase: 'running',
        url: lab.url,
        image: lab.image,
        specHash: lab.specHash,
        startedAtMs: (adopted && !isOver(before.phase) ? before.startedAtMs : null) ?? atMs,
        stoppedAtMs: null,
        stopReason: null,
        failure: null,
        exitCode: null,
        sweep: false,
      });
      if (!adopted) bus.emit('server.started', { user, server, atMs });
    },
    moved: (user, server, url) => save({ ...row(user, server), url }),
    stopping: (user, server) => save({ ...row(user, server), phase: 'stopping' }),
    put: save,
    over: (user, server, end) => {
      const before = row(user, server);
      const atMs = clock.now();
      sessions.end(user, server);
      save({
        ...before,
        phase: end.phase,
        url: null,
        stoppedAtMs: atMs,
        stopReason: end.reason,
        failure: end.failure ?? null,
        exitCode: end.exitCode,
        logTail: end.logTail ?? before.logTail,
        sweep: end.sweep ?? false,
      });
      if (!isStarting(before.phase) && !isOver(before.phase)) {
        bus.emit('server.stopped', { user, server, atMs, reason: end.reason });
      }
    },
    swept: (user, server) => {
      const before = find(user, server);
      if (before?.sweep === true) repo.save({ ...before, sweep: false });
    },
    forget: (user, server) => {
      repo.remove(user, server);
      sessions.forget(user, server);
      changed(user, server);
    },
  };
};

/** Whether the last step is a place in the queue; the first one says when the start began. */
const isPlace = (progress: readonly ProgressEvent[]): boolean =>
  progress.length > 1 && progress.at(-1)?.phase === 'queued';
