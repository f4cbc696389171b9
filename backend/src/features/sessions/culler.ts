import type { Config } from '../../config/config.js';
import type { LabProgram } from '../../engine/port.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import { createLoop } from '../../lib/loop.js';
import { createSemaphore } from '../../lib/semaphore.js';
import type { AuditLog, DomainBus, ServerKey } from '../domain-events.js';
import { keyOf, subjectOf } from '../servers/key.js';
import { noticeComputing } from './computing.js';
import { activityOf, deadlineOf, decide, type CullSight } from './deadline.js';
import { createWorkCheck } from './work-check.js';
import type { LiveSession, SessionService } from './service.js';
import { stopWords } from './stop-reasons.js';

/** Servers that are looked at or stopped side by side. */
const PARALLEL = 4;

/** Stops servers whose session is over, and only those of which that is certain. */
export interface Culler {
  start(): void;
  stop(): Promise<void>;
  /** One look at every session. */
  pass(): Promise<void>;
}

export const createCuller = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly config: Config;
  readonly audit: AuditLog;
  readonly bus: DomainBus;
  readonly sessions: SessionService;
  /** Remembers why the stop that follows happens. */
  readonly noteStopReason: (user: string, server: string, reason: string) => void;
  /** What runs in the foreground of a lab's terminals; null when that cannot be told. */
  readonly programsOf: (key: ServerKey) => Promise<readonly LabProgram[] | null>;
}): Culler => {
  const { clock, log, hub, directory, config, audit, bus, sessions, noteStopReason } = deps;
  const { rules } = sessions;
  const work = createWorkCheck(deps);
  const intervalMs = config.JUPYTERHUB_IDLE_CULLER_INTERVAL * 1000;
  const aheadMs = Math.max(0, ...config.PERIJOVE_WARN_MINUTES) * 60_000 + 2 * intervalMs;

  const sight = (session: LiveSession, known: Partial<CullSight>): CullSight => ({
    nowMs: clock.now(),
    pending: (directory.server(session.user, session.server)?.pending ?? null) !== null,
    hubReadAtMs: null,
    busy: 'unasked',
    ...known,
  });

  /** The session as it is now: it may have been extended or ended while we asked around. */
  const anew = ({ user, server }: LiveSession): LiveSession | null =>
    sessions.live().find(live => live.user === user && live.server === server) ?? null;

  /**
   * Whether its end is so near that somebody is warned of it before the next look: what the lab
   * does is asked for by then, or it would be told an end that never comes.
   */
  const endsSoon = ({ facts }: LiveSession): boolean => {
    const { atMs } = deadlineOf(rules, facts);
    return atMs !== null && atMs - clock.now() <= aheadMs;
  };

  const isOver = async (
    session: LiveSession,
    looked: boolean | null | undefined,
  ): Promise<LiveSession | null> => {
    if (decide(rules, session.facts, sight(session, {})) === 'keep') return null;
    const person = await directory.refreshUser(session.user);
    const hubReadAtMs = clock.now();
    // A server that the hub does not route to has no activity that could be read.
    if (!(person?.servers.some(({ name, ready }) => name === session.server && ready) ?? false)) {
      return null;
    }
    let now = anew(session);
    if (now === null) return null;
    let verdict = decide(rules, now.facts, sight(now, { hubReadAtMs }));
    if (verdict === 'ask_lab') {
      const busy = looked === undefined ? await work.isAtWork(session) : looked;
      if (busy !== false) {
        log.info(
          `${subjectOf(session.user, session.server)} ${busy === null ? 'cannot be judged yet' : 'is at work'}: kept`,
        );
      }
      now = anew(session);
      if (now === null) return null;
      verdict = decide(rules, now.facts, sight(now, { hubReadAtMs, busy }));
    }
    return verdict === 'stop' ? now : null;
  };

  const consider = async (session: LiveSession, attended: boolean): Promise<void> => {
    // With a page open the proxy's count is left out, so what the lab did must be asked for.
    const looked = attended || endsSoon(session) ? await work.isAtWork(session) : undefined;
    const now = anew(session);
    const over = now === null ? null : await isOver(now, looked);
    if (over === null) return;
    const { user, server, facts } = over;
    const atMs = clock.now();
    const cause = deadlineOf(rules, facts).reason;
    const reason = stopWords({
      atMs,
      timeZone: config.JUPYTERHUB_TIMEZONE.zone,
      reason: cause,
      idleMs: atMs - activityOf(facts),
      ageMs: atMs - facts.startedAtMs,
    });
    noteStopReason(user, server, reason);
    const entry = { actor: 'culler', action: 'server.stop', subject: subjectOf(user, server) };
    try {
      await hub.stopServer(user, server);
      audit.record({ ...entry, result: 'ok', details: { reason } });
      bus.emit('server.culled', { user, server, cause });
    } catch (error) {
      audit.record({ ...entry, result: 'failed', details: { reason: messageOf(error) } });
      throw error;
    }
  };

  const pass = async (): Promise<void> => {
    const places = createSemaphore(PARALLEL);
    const live = sessions.live();
    const attended = new Set(sessions.attended().map(({ user, server }) => keyOf(user, server)));
    work.keep(live);
    await Promise.all(
      live.map(async session => {
        const leave = await places.acquire();
        try {
          await consider(session, attended.has(keyOf(session.user, session.server)));
        } catch (error) {
          const name = subjectOf(session.user, session.server);
          log.warn(`${name} was kept: its end is not certain: ${messageOf(error)}`);
        } finally {
          leave();
        }
      }),
    );
  };

  const loop = createLoop({
    name: 'culler',
    clock,
    log,
    intervalMs,
    pass,
  });

  let endNotice: (() => void) | null = null;
  return {
    pass,
    start: () => {
      if (rules.work === 'programs') {
        endNotice ??= noticeComputing({
          bus,
          thresholdPercent: config.PERIJOVE_WORK_CPU_PERCENT,
          timeoutMs: rules.timeoutMs,
          intervalMs: config.PERIJOVE_USAGE_INTERVAL * 1000,
          worked: ({ user, server }, atMs) => sessions.worked(user, server, atMs),
        });
      }
      if (rules.cullerEnabled) loop.start();
    },
    stop: () => {
      endNotice?.();
      endNotice = null;
      return loop.stop();
    },
  };
};
