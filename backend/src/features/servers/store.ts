import type { ProgressEvent, ServerPhase } from '@perijove/contracts';
import type { LabState } from '../../engine/port.js';
import { iso } from '../../lib/clock.js';
import type { Message, Unrendered } from '../../lib/text.js';
import { isOver, isStarting } from './phase.js';
import { newRow, type ServerRow } from './repo.js';
import type { ServerDeps } from './deps.js';

/** Progress steps that are kept of one start. */
const STEPS = 40;

/** Every change of a server's state goes through here, so that row, session and event agree. */
export class ServerStore {
  constructor(
    private readonly deps: Pick<ServerDeps, 'repo' | 'sessions' | 'clock' | 'bus'> & {
      readonly labOf: (user: string, server: string) => string;
    },
  ) {}

  row(user: string, server: string): ServerRow {
    return this.find(user, server) ?? newRow(user, server, this.deps.labOf(user, server));
  }

  find(user: string, server: string): ServerRow | null {
    return this.deps.repo.get(user, server);
  }

  /** The display name, which JupyterHub sends with a start. */
  setDisplayName(user: string, server: string, displayName: string | null): void {
    const before = this.row(user, server);
    const next = displayName === server ? null : displayName;
    if (before.displayName !== next) this.deps.repo.remember({ ...before, displayName: next });
  }

  setQueued(user: string, server: string, message: Message): void {
    this.put({
      ...this.row(user, server),
      phase: 'queued',
      url: null,
      progress: [this.eventOf('queued', null, message)],
      stopReason: null,
      failure: null,
      exitCode: null,
      logTail: [],
      removalPending: false,
    });
  }

  addProgress(
    user: string,
    server: string,
    phase: ServerPhase,
    percent: number | null,
    message: Message,
  ): Unrendered<ProgressEvent> {
    const before = this.row(user, server);
    const event = this.eventOf(phase, percent, message);
    const last = before.progress.at(-1);
    // A percentage or queue position that changes is one step, not a hundred.
    const moves =
      last?.phase === phase &&
      ((last.percent !== null && percent !== null) || isQueuePosition(before.progress));
    const kept = moves ? before.progress.slice(0, -1) : before.progress;
    const next = { ...before, phase, progress: [...kept, event].slice(-STEPS) };
    if (before.phase === phase) {
      this.deps.repo.remember(next);
      this.changed(user, server);
    } else this.put(next);
    return event;
  }

  setSpec(
    user: string,
    server: string,
    spec: Pick<ServerRow, 'image' | 'imageId' | 'specHash' | 'policy'>,
  ): void {
    this.deps.repo.save({ ...this.row(user, server), ...spec });
  }

  /** The lab answers. `adopted` keeps the session of a lab that ran all along. */
  setRunning(user: string, server: string, lab: LabState, adopted: boolean): void {
    const before = this.row(user, server);
    const atMs = adopted ? (lab.startedAtMs ?? this.deps.clock.now()) : this.deps.clock.now();
    if (adopted) this.deps.sessions.resume(user, server, atMs);
    else this.deps.sessions.begin(user, server, atMs);
    this.put({
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
      removalPending: false,
    });
    if (!adopted) this.deps.bus.emit('server.started', { user, server, atMs });
  }

  /** The lab has another address, or none: then nobody can reach it. */
  setUrl(user: string, server: string, url: string | null): void {
    this.put({ ...this.row(user, server), url });
  }

  setStopping(user: string, server: string): void {
    this.put({ ...this.row(user, server), phase: 'stopping' });
  }

  /** Writes a whole row, as when a stop failed and the former state comes back. */
  put(next: ServerRow): void {
    this.deps.repo.save(next);
    this.changed(next.user, next.name);
  }

  setEnded(
    user: string,
    server: string,
    end: {
      readonly phase: 'stopped' | 'failed';
      readonly reason: Message | null;
      readonly failure?: { readonly code: string; readonly message: Message } | null;
      readonly exitCode: number;
      readonly logTail?: readonly string[];
      /** The engine was away: the lab is still to be removed. */
      readonly removalPending?: boolean;
    },
  ): void {
    const before = this.row(user, server);
    const atMs = this.deps.clock.now();
    this.deps.sessions.end(user, server);
    this.put({
      ...before,
      phase: end.phase,
      url: null,
      stoppedAtMs: atMs,
      stopReason: end.reason,
      failure: end.failure ?? null,
      exitCode: end.exitCode,
      logTail: end.logTail ?? before.logTail,
      removalPending: end.removalPending ?? false,
    });
    if (!isStarting(before.phase) && !isOver(before.phase)) {
      this.deps.bus.emit('server.stopped', { user, server, atMs, reason: end.reason });
    }
  }

  setRemoved(user: string, server: string): void {
    const before = this.find(user, server);
    if (before?.removalPending === true) this.deps.repo.save({ ...before, removalPending: false });
  }

  forget(user: string, server: string): void {
    this.deps.repo.remove(user, server);
    this.deps.sessions.forget(user, server);
    this.changed(user, server);
  }

  private changed(user: string, server: string) {
    return void this.deps.bus.emit('server.changed', { user, server });
  }

  private eventOf(
    phase: ServerPhase,
    percent: number | null,
    message: Message,
  ): Unrendered<ProgressEvent> {
    return {
      phase,
      percent: percent === null ? null : Math.min(100, Math.max(0, percent)),
      message,
      at: iso(this.deps.clock.now()),
    };
  }
}

/** Whether the last step is a queue position; the first one says when the start began. */
const isQueuePosition = (progress: readonly Unrendered<ProgressEvent>[]): boolean =>
  progress.length > 1 && progress.at(-1)?.phase === 'queued';
