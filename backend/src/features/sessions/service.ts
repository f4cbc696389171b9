import type { CountedWork, ExtendResult, SessionView } from '@perijove/contracts';
import { text } from '../../lib/text.js';
import type { Config } from '../../config/config.js';
import { AppError } from '../../lib/errors.js';
import type { ServerKey } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';
import { subjectOf } from '../servers/key.js';
import { Attention } from './activity-tracker.js';
import { deadlineOf, extend, type SessionFacts, type SessionRules } from './deadline.js';
import { presentSession } from './present.js';
import { SessionRepo, type SessionRow } from './repo.js';
import type { Deps } from '../deps.js';

/** A running session with what the hub says of its activity. */
export interface LiveSession extends ServerKey {
  readonly facts: SessionFacts;
}

/** Who extends a session. */
export interface ExtendedBy {
  readonly actor: string;
  /** An administrator's gift beyond the allowance. */
  readonly beyond?: boolean;
  /** A program in the lab asked, with the server's own token. */
  readonly fromLab?: boolean;
}

/** Reads the rules of sessions out of the configuration. */
export const sessionRules = (config: Config): SessionRules => ({
  cullerEnabled: config.JUPYTERHUB_IDLE_CULLER_ENABLED,
  timeoutMs: config.JUPYTERHUB_IDLE_CULLER_TIMEOUT * 1000,
  maxAgeMs: config.JUPYTERHUB_IDLE_CULLER_MAX_AGE * 1000,
  maxExtensionHours: config.JUPYTERHUB_IDLE_CULLER_MAX_EXTENSION,
  work: workOf(config),
});

const workOf = (config: Config): CountedWork => {
  if (config.PERIJOVE_CULL_BUSY) return 'none';
  return config.PERIJOVE_WORK_CPU_PERCENT > 0 ? 'programs' : 'kernels';
};

/** How long servers run, and how users extend them. */
export class SessionService {
  private readonly repo = new SessionRepo(this.deps.db);
  readonly rules: SessionRules = sessionRules(this.deps.config);
  private readonly told = new Map<string, number | null>();
  private readonly attention = new Attention({
    ...this.deps,

    hubMsOf: key => this.hubMsOf(key),
    load: ({ user, server }) => {
      const row = this.repo.use(user, server);
      return row === null ? null : { usedAtMs: row.usedAtMs, attended: row.attended === 1 };
    },
    save: ({ user, server }, { usedAtMs, attended }) =>
      this.repo.saveUse(user, server, { usedAtMs, attended: attended ? 1 : 0 }),
  });
  /** Activity moves deadlines; pages hear of it only when one really moved. */
  private readonly unsubscribe = this.deps.bus.on('users.refreshed', () => {
    if (!this.rules.cullerEnabled) return;
    const live = this.repo.live();
    const keys = new Set<string>();
    for (const row of live) {
      const key = subjectOf(row.user, row.name);
      keys.add(key);
      const atMs = deadlineOf(this.rules, this.factsOf(row)).atMs;
      if (this.told.has(key) && this.told.get(key) !== atMs) {
        this.deps.bus.emit('server.changed', { user: row.user, server: row.name });
      }
      this.told.set(key, atMs);
    }
    for (const key of this.told.keys()) if (!keys.has(key)) this.told.delete(key);
  });
  readonly records: UserRecords = this.repo.records;

  constructor(
    private readonly deps: Deps<'clock' | 'db' | 'directory' | 'bus' | 'config' | 'audit'>,
  ) {}

  /** A server begins to run: a new session with the whole allowance. */
  begin(user: string, server: string, atMs: number): void {
    this.repo.save({
      user,
      name: server,
      startedAtMs: Math.round(atMs),
      endedAtMs: null,
      extendedUntilMs: null,
      usedHours: 0,
    });
    this.attention.forget({ user, server });
    this.repo.saveUse(user, server, { usedAtMs: null, attended: 0 });
  }

  /** Goes on with the session that was there, or begins one; for labs that outlived a restart. */
  resume(user: string, server: string, startedAtMs: number): void {
    if (this.running(user, server) === null) this.begin(user, server, startedAtMs);
  }

  end(user: string, server: string): void {
    const row = this.running(user, server);
    if (row !== null) this.repo.save({ ...row, endedAtMs: this.deps.clock.now() });
  }

  forget(user: string, server: string): void {
    this.repo.remove(user, server);
  }

  view(user: string, server: string, rights: { readonly canExtend: boolean }): SessionView {
    const row = this.running(user, server);
    return presentSession({
      rules: this.rules,
      facts: row === null ? null : this.factsOf(row),
      warnMinutes: this.deps.config.PERIJOVE_WARN_MINUTES,
      canExtend: rights.canExtend,
      nowMs: this.deps.clock.now(),
    });
  }

  /** Deadline in epoch milliseconds; null when nothing will stop the server. */
  deadlineMs(user: string, server: string): number | null {
    const row = this.running(user, server);
    return row === null ? null : deadlineOf(this.rules, this.factsOf(row)).atMs;
  }

  /** Throws `culler_disabled`, `server_not_running`, `extension_exhausted`. */
  extend(
    user: string,
    server: string,
    hours: number,
    { actor, beyond = false, fromLab = false }: ExtendedBy,
  ): ExtendResult {
    const row = this.running(user, server);
    if (!this.rules.cullerEnabled) return this.refuse(user, server, actor, notNeeded());
    if (row === null) return this.refuse(user, server, actor, notRunning());
    const outcome = extend(this.rules, this.factsOf(row), hours, beyond);
    if (!outcome.ok) {
      const error = outcome.why === 'culler_disabled' ? notNeeded() : exhausted(outcome.why);
      return this.refuse(user, server, actor, error);
    }
    this.repo.save({
      ...row,
      extendedUntilMs: outcome.extendedUntilMs,
      usedHours: outcome.usedHours,
    });
    this.deps.audit.record({
      actor,
      action: 'session.extend',
      subject: subjectOf(user, server),
      result: 'ok',
      details: {
        askedHours: hours,
        grantedHours: outcome.grantedHours,
        ...(beyond ? { beyondAllowance: true } : {}),
        ...(fromLab ? { from: text('sessions.theLab') } : {}),
      },
    });
    this.deps.bus.emit('server.changed', { user, server });
    return {
      grantedHours: Math.round(outcome.grantedHours * 10_000) / 10_000,
      truncated: outcome.truncated,
      session: this.view(user, server, { canExtend: true }),
    };
  }

  live(): readonly LiveSession[] {
    return this.repo
      .live()
      .map(row => ({ user: row.user, server: row.name, facts: this.factsOf(row) }));
  }

  /** The last use of a server, without what open pages ask by themselves. */
  lastActivityMs(user: string, server: string): number | null {
    return this.attention.lastActivityMs({ user, server }, this.hubMsOf({ user, server }));
  }

  /** Running servers of which a lab page is open. */
  attended(): readonly ServerKey[] {
    return this.repo
      .live()
      .map(row => ({ user: row.user, server: row.name }))
      .filter(key => this.attention.isAttended(key));
  }

  /** A kernel, terminal or program did something at that time. */
  worked(user: string, server: string, atMs: number): void {
    this.attention.worked({ user, server }, this.notLater(atMs));
  }

  /** The lab was asked at that time for something that it counts as activity. */
  requested(user: string, server: string, atMs: number): void {
    this.attention.requested({ user, server }, this.notLater(atMs));
  }

  close(): void {
    this.unsubscribe();
    this.attention.close();
  }

  private hubMsOf(key: ServerKey): number | null {
    return this.deps.directory.server(key.user, key.server)?.lastActivityMs ?? null;
  }

  /** A lab may say what it likes; nothing has happened in the future. */
  private notLater(atMs: number): number {
    return Math.min(atMs, this.deps.clock.now());
  }

  private factsOf(row: SessionRow): SessionFacts {
    return {
      startedAtMs: row.startedAtMs,
      lastActivityMs: this.lastActivityMs(row.user, row.name),
      extendedUntilMs: row.extendedUntilMs,
      usedHours: row.usedHours,
    };
  }

  private running(user: string, server: string): SessionRow | null {
    const row = this.repo.get(user, server);
    return row === null || row.endedAtMs !== null ? null : row;
  }

  private refuse(user: string, server: string, actor: string, error: AppError): never {
    this.deps.audit.record({
      actor,
      action: 'session.extend',
      subject: subjectOf(user, server),
      result: 'refused',
      details: { code: error.code },
    });
    throw error;
  }
}

const notNeeded = (): AppError => new AppError('culler_disabled', text('sessions.notNeeded'));

const notRunning = (): AppError => new AppError('server_not_running', text('sessions.notRunning'));

const exhausted = (why: 'exhausted' | 'max_age'): AppError =>
  new AppError(
    'extension_exhausted',
    why === 'exhausted' ? text('sessions.exhausted') : text('sessions.oldest'),
  );
