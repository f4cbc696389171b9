import type { Config } from '../../config/config.js';
import type { Directory } from '../../hub/directory.js';
import type { Hub } from '../../hub/port.js';
import type { Clock } from '../../platform/clock.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { createLoop } from '../../platform/loop.js';
import { createSemaphore } from '../../platform/semaphore.js';
import type { Audit, DomainBus, ServerKey } from '../domain-events.js';
import { subjectOf } from '../servers/key.js';
import { activityOf, deadlineOf, decide, type CullSight } from './deadline.js';
import type { LiveSession, SessionService } from './service.js';
import { stopWords } from './words.js';

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
  readonly audit: Audit;
  readonly bus: DomainBus;
  readonly sessions: SessionService;
  /** Remembers why the stop that follows happens. */
  readonly noteStopReason: (user: string, server: string, reason: string) => void;
}): Culler => {
  const { clock, log, hub, directory, config, audit, bus, sessions, noteStopReason } = deps;
  const { rules } = sessions;

  const sight = (session: LiveSession, known: Partial<CullSight>): CullSight => ({
    nowMs: clock.now(),
    pending: (directory.server(session.user, session.server)?.pending ?? null) !== null,
    hubReadAtMs: null,
    busy: 'unasked',
    stopBusy: config.PERIJOVE_CULL_BUSY,
    ...known,
  });

  /** The session as it is now: it may have been extended or ended while we asked around. */
  const anew = ({ user, server }: LiveSession): LiveSession | null =>
    sessions.live().find(live => live.user === user && live.server === server) ?? null;

  /** Asks whether a kernel works, and remembers what the lab did: that is use, too. */
  const askLab = async ({ user, server }: ServerKey): Promise<boolean | null> => {
    const lab = await hub.labActivity(user, server);
    if (lab === null) return null;
    const workedAtMs = lab.busy ? clock.now() : lab.lastActivityMs;
    // A lab may say what it likes; nothing has happened in the future.
    if (workedAtMs !== null) sessions.worked(user, server, Math.min(workedAtMs, clock.now()));
    return lab.busy;
  };

  const isOver = async (session: LiveSession): Promise<LiveSession | null> => {
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
      const busy = await askLab(session);
      if (busy !== false) {
        log.info(
          `${subjectOf(session.user, session.server)} is ${busy === null ? 'silent' : 'busy'}: kept`,
        );
      }
      now = anew(session);
      if (now === null) return null;
      verdict = decide(rules, now.facts, sight(now, { hubReadAtMs, busy }));
    }
    return verdict === 'stop' ? now : null;
  };

  const consider = async (session: LiveSession): Promise<void> => {
    const over = await isOver(session);
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
      audit({ ...entry, result: 'ok', details: { reason } });
      bus.emit('server.culled', { user, server, cause });
    } catch (error) {
      audit({ ...entry, result: 'failed', details: { reason: messageOf(error) } });
      throw error;
    }
  };

  const pass = async (): Promise<void> => {
    const places = createSemaphore(PARALLEL);
    const each = <T extends ServerKey>(all: readonly T[], look: (one: T) => Promise<unknown>) =>
      Promise.all(
        all.map(async one => {
          const leave = await places.acquire();
          try {
            await look(one);
          } catch (error) {
            const name = subjectOf(one.user, one.server);
            log.warn(`${name} was kept: its end is not certain: ${messageOf(error)}`);
          } finally {
            leave();
          }
        }),
      );
    // With a page open the proxy's count is left out, so what kernels did must be asked for.
    await each(sessions.attended(), askLab);
    await each(sessions.live(), consider);
  };

  const loop = createLoop({
    name: 'culler',
    clock,
    log,
    intervalMs: config.JUPYTERHUB_IDLE_CULLER_INTERVAL * 1000,
    pass,
  });

  return {
    pass,
    start: () => {
      if (rules.cullerEnabled) loop.start();
    },
    stop: () => loop.stop(),
  };
};
