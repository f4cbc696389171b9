import { type Message } from '../../lib/text.js';
import type { LabProgram } from '../../engine/port.js';
import { messageOf } from '../../lib/errors.js';
import { Loop } from '../../lib/loop.js';
import { Semaphore } from '../../lib/semaphore.js';
import type { ServerKey } from '../domain-events.js';
import { keyOf, subjectOf } from '../servers/key.js';
import { noticeComputing } from './computing.js';
import { activityOf, deadlineOf, decide, type CullInput } from './deadline.js';
import { WorkCheck } from './work-check.js';
import type { LiveSession, SessionService } from './service.js';
import { stopWords } from './stop-reasons.js';
import type { Deps } from '../deps.js';

/** Servers that are looked at or stopped side by side. */
const PARALLEL = 4;

/** Stops servers whose session is over, and only those of which that is certain. */
export class Culler {
  private readonly rules = this.deps.sessions.rules;
  private readonly work = new WorkCheck(this.deps);
  private readonly intervalMs = this.deps.config.JUPYTERHUB_IDLE_CULLER_INTERVAL * 1000;
  private readonly aheadMs =
    Math.max(0, ...this.deps.config.PERIJOVE_WARN_MINUTES) * 60_000 + 2 * this.intervalMs;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'culler',
    intervalMs: this.intervalMs,
    pass: () => this.pass(),
  });
  private endNotice: (() => void) | null = null;

  constructor(
    private readonly deps: Deps<
      'clock' | 'log' | 'hub' | 'directory' | 'config' | 'audit' | 'bus'
    > & {
      readonly sessions: SessionService;
      /** Remembers why the stop that follows happens. */
      readonly noteStopReason: (user: string, server: string, reason: Message) => void;
      /** What runs in the foreground of a lab's terminals; null when that cannot be told. */
      readonly programsOf: (key: ServerKey) => Promise<readonly LabProgram[] | null>;
    },
  ) {}

  start(): void {
    if (this.rules.work === 'programs') {
      this.endNotice ??= noticeComputing({
        bus: this.deps.bus,
        thresholdPercent: this.deps.config.PERIJOVE_WORK_CPU_PERCENT,
        timeoutMs: this.rules.timeoutMs,
        intervalMs: this.deps.config.PERIJOVE_USAGE_INTERVAL * 1000,
        worked: ({ user, server }, atMs) => this.deps.sessions.worked(user, server, atMs),
      });
    }
    if (this.rules.cullerEnabled) this.loop.start();
  }

  stop(): Promise<void> {
    this.endNotice?.();
    this.endNotice = null;
    return this.loop.stop();
  }

  /** One look at every session. */
  async pass(): Promise<void> {
    const places = new Semaphore(PARALLEL);
    const live = this.deps.sessions.live();
    const attended = new Set(
      this.deps.sessions.attended().map(({ user, server }) => keyOf(user, server)),
    );
    this.work.keep(live);
    await Promise.all(
      live.map(async session => {
        const leave = await places.acquire();
        try {
          await this.consider(session, attended.has(keyOf(session.user, session.server)));
        } catch (error) {
          const name = subjectOf(session.user, session.server);
          this.deps.log.warn(`${name} was kept: its end is not certain: ${messageOf(error)}`);
        } finally {
          leave();
        }
      }),
    );
  }

  private input(session: LiveSession, known: Partial<CullInput>): CullInput {
    return {
      nowMs: this.deps.clock.now(),
      pending: (this.deps.directory.server(session.user, session.server)?.pending ?? null) !== null,
      hubReadAtMs: null,
      busy: 'unasked',
      ...known,
    };
  }

  /** The session as it is now: it may have been extended or ended while we asked around. */
  private currentSession({ user, server }: LiveSession): LiveSession | null {
    return (
      this.deps.sessions.live().find(live => live.user === user && live.server === server) ?? null
    );
  }

  /**
   * Whether a warning is due before the next pass. The lab's work is read by then; otherwise the
   * warning could announce an end that never comes.
   */
  private endsSoon({ facts }: LiveSession): boolean {
    const { atMs } = deadlineOf(this.rules, facts);
    return atMs !== null && atMs - this.deps.clock.now() <= this.aheadMs;
  }

  private async isOver(
    session: LiveSession,
    looked: boolean | null | undefined,
  ): Promise<LiveSession | null> {
    if (decide(this.rules, session.facts, this.input(session, {})) === 'keep') return null;
    const user = await this.deps.directory.refreshUser(session.user);
    const hubReadAtMs = this.deps.clock.now();
    // A server that the hub does not route to has no activity that could be read.
    if (!(user?.servers.some(({ name, ready }) => name === session.server && ready) ?? false)) {
      return null;
    }
    let now = this.currentSession(session);
    if (now === null) return null;
    let verdict = decide(this.rules, now.facts, this.input(now, { hubReadAtMs }));
    if (verdict === 'ask_lab') {
      const busy = looked === undefined ? await this.work.isAtWork(session) : looked;
      if (busy !== false) {
        this.deps.log.info(
          `${subjectOf(session.user, session.server)} ${busy === null ? 'cannot be judged yet' : 'is at work'}: kept`,
        );
      }
      now = this.currentSession(session);
      if (now === null) return null;
      verdict = decide(this.rules, now.facts, this.input(now, { hubReadAtMs, busy }));
    }
    return verdict === 'stop' ? now : null;
  }

  private async consider(session: LiveSession, attended: boolean): Promise<void> {
    // With a page open the proxy's count is left out, so what the lab did must be asked for.
    const looked =
      attended || this.endsSoon(session) ? await this.work.isAtWork(session) : undefined;
    const now = this.currentSession(session);
    const over = now === null ? null : await this.isOver(now, looked);
    if (over === null) return;
    const { user, server, facts } = over;
    const atMs = this.deps.clock.now();
    const cause = deadlineOf(this.rules, facts).reason;
    const reason = stopWords({
      atMs,
      timeZone: this.deps.config.JUPYTERHUB_TIMEZONE.zone,
      reason: cause,
      idleMs: atMs - activityOf(facts),
      ageMs: atMs - facts.startedAtMs,
    });
    this.deps.noteStopReason(user, server, reason);
    const entry = {
      actor: 'culler',
      action: 'server.stop' as const,
      subject: subjectOf(user, server),
    };
    try {
      await this.deps.hub.stopServer(user, server);
      this.deps.audit.record({ ...entry, result: 'ok', details: { reason } });
      this.deps.bus.emit('server.culled', { user, server, cause });
    } catch (error) {
      this.deps.audit.record({ ...entry, result: 'failed', details: { reason: messageOf(error) } });
      throw error;
    }
  }
}
