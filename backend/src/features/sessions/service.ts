import type { CountedWork, ExtendResult, SessionView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Config } from '../../config/config.js';
import type { Db } from '../../db/open.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog, DomainBus, ServerKey } from '../domain-events.js';
import type { UserRecords } from '../user-records.js';
import { subjectOf } from '../servers/key.js';
import { createAttention } from './activity-tracker.js';
import { deadlineOf, extend, type SessionFacts, type SessionRules } from './deadline.js';
import { presentSession } from './present.js';
import { createSessionRepo, type SessionRow } from './repo.js';

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

/** How long servers run, and how people get more time. */
export interface SessionService {
  readonly rules: SessionRules;
  /** A server begins to run: a new session with the whole allowance. */
  begin(user: string, server: string, atMs: number): void;
  /** Goes on with the session that was there, or begins one; for labs that outlived a restart. */
  resume(user: string, server: string, startedAtMs: number): void;
  end(user: string, server: string): void;
  forget(user: string, server: string): void;
  view(user: string, server: string, rights: { readonly canExtend: boolean }): SessionView;
  /** Deadline in epoch milliseconds; null when nothing will stop the server. */
  deadlineMs(user: string, server: string): number | null;
  /** Throws `culler_disabled`, `server_not_running`, `extension_exhausted`. */
  extend(user: string, server: string, hours: number, by: ExtendedBy): ExtendResult;
  live(): readonly LiveSession[];
  /** The last use of a server, without what open pages ask by themselves. */
  lastActivityMs(user: string, server: string): number | null;
  /** Running servers of which a lab page is open. */
  attended(): readonly ServerKey[];
  /** A kernel, terminal or program did something at that time. */
  worked(user: string, server: string, atMs: number): void;
  /** The lab was asked at that time for something that it counts as activity. */
  requested(user: string, server: string, atMs: number): void;
  readonly records: UserRecords;
  close(): void;
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

export const createSessionService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly directory: Directory;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly audit: AuditLog;
}): SessionService => {
  const { clock, directory, bus, config, audit } = deps;
  const repo = createSessionRepo(deps.db);
  const rules = sessionRules(config);
  const told = new Map<string, number | null>();
  const hubMsOf = (key: ServerKey): number | null =>
    directory.server(key.user, key.server)?.lastActivityMs ?? null;
  const attention = createAttention({
    clock,
    bus,
    hubMsOf,
    load: ({ user, server }) => {
      const row = repo.use(user, server);
      return row === null ? null : { usedAtMs: row.usedAtMs, attended: row.attended === 1 };
    },
    save: ({ user, server }, { usedAtMs, attended }) =>
      repo.saveUse(user, server, { usedAtMs, attended: attended ? 1 : 0 }),
  });

  /** A lab may say what it likes; nothing has happened in the future. */
  const notLater = (atMs: number): number => Math.min(atMs, clock.now());

  const lastActivityMs = (user: string, server: string): number | null =>
    attention.lastActivityMs({ user, server }, hubMsOf({ user, server }));

  const factsOf = (row: SessionRow): SessionFacts => ({
    startedAtMs: row.startedAtMs,
    lastActivityMs: lastActivityMs(row.user, row.name),
    extendedUntilMs: row.extendedUntilMs,
    usedHours: row.usedHours,
  });

  const running = (user: string, server: string): SessionRow | null => {
    const row = repo.get(user, server);
    return row === null || row.endedAtMs !== null ? null : row;
  };

  const deadlineMs = (user: string, server: string): number | null => {
    const row = running(user, server);
    return row === null ? null : deadlineOf(rules, factsOf(row)).atMs;
  };

  const view: SessionService['view'] = (user, server, rights) => {
    const row = running(user, server);
    return presentSession({
      rules,
      facts: row === null ? null : factsOf(row),
      warnMinutes: config.PERIJOVE_WARN_MINUTES,
      canExtend: rights.canExtend,
      nowMs: clock.now(),
    });
  };

  const begin = (user: string, server: string, atMs: number): void => {
    repo.save({
      user,
      name: server,
      startedAtMs: Math.round(atMs),
      endedAtMs: null,
      extendedUntilMs: null,
      usedHours: 0,
    });
    attention.forget({ user, server });
    repo.saveUse(user, server, { usedAtMs: null, attended: 0 });
  };

  const refuse = (user: string, server: string, actor: string, error: AppError): never => {
    audit.record({
      actor,
      action: 'session.extend',
      subject: subjectOf(user, server),
      result: 'refused',
      details: { code: error.code },
    });
    throw error;
  };

  /** Activity moves deadlines; pages hear of it only when one really moved. */
  const unsubscribe = bus.on('users.refreshed', () => {
    if (!rules.cullerEnabled) return;
    const live = repo.live();
    const keys = new Set<string>();
    for (const row of live) {
      const key = subjectOf(row.user, row.name);
      keys.add(key);
      const atMs = deadlineOf(rules, factsOf(row)).atMs;
      if (told.has(key) && told.get(key) !== atMs) {
        bus.emit('server.changed', { user: row.user, server: row.name });
      }
      told.set(key, atMs);
    }
    for (const key of told.keys()) if (!keys.has(key)) told.delete(key);
  });

  return {
    rules,
    begin,
    resume: (user, server, startedAtMs) => {
      if (running(user, server) === null) begin(user, server, startedAtMs);
    },
    end: (user, server) => {
      const row = running(user, server);
      if (row !== null) repo.save({ ...row, endedAtMs: clock.now() });
    },
    forget: (user, server) => repo.remove(user, server),
    view,
    deadlineMs,
    extend: (user, server, hours, { actor, beyond = false, fromLab = false }) => {
      const row = running(user, server);
      if (!rules.cullerEnabled) return refuse(user, server, actor, notNeeded());
      if (row === null) return refuse(user, server, actor, notRunning());
      const outcome = extend(rules, factsOf(row), hours, beyond);
      if (!outcome.ok) {
        const error = outcome.why === 'culler_disabled' ? notNeeded() : exhausted(outcome.why);
        return refuse(user, server, actor, error);
      }
      repo.save({
        ...row,
        extendedUntilMs: outcome.extendedUntilMs,
        usedHours: outcome.usedHours,
      });
      audit.record({
        actor,
        action: 'session.extend',
        subject: subjectOf(user, server),
        result: 'ok',
        details: {
          askedHours: hours,
          grantedHours: outcome.grantedHours,
          ...(beyond ? { beyondAllowance: true } : {}),
          ...(fromLab ? { from: strings.sessions.theLab } : {}),
        },
      });
      bus.emit('server.changed', { user, server });
      return {
        grantedHours: Math.round(outcome.grantedHours * 10_000) / 10_000,
        truncated: outcome.truncated,
        session: view(user, server, { canExtend: true }),
      };
    },
    live: () => repo.live().map(row => ({ user: row.user, server: row.name, facts: factsOf(row) })),
    lastActivityMs,
    attended: () =>
      repo
        .live()
        .map(row => ({ user: row.user, server: row.name }))
        .filter(attention.isAttended),
    records: repo.records,
    worked: (user, server, atMs) => attention.worked({ user, server }, notLater(atMs)),
    requested: (user, server, atMs) => attention.requested({ user, server }, notLater(atMs)),
    close: () => {
      unsubscribe();
      attention.close();
    },
  };
};

const notNeeded = (): AppError => new AppError('culler_disabled', strings.sessions.notNeeded);

const notRunning = (): AppError => new AppError('server_not_running', strings.sessions.notRunning);

const exhausted = (why: 'exhausted' | 'max_age'): AppError =>
  new AppError(
    'extension_exhausted',
    why === 'exhausted' ? strings.sessions.exhausted : strings.sessions.oldest,
  );
