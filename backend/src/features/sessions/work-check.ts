import type { LabProgram } from '../../engine/port.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { ServerKey } from '../domain-events.js';
import { keyOf } from '../servers/key.js';
import { programsAtWork, type ProgramsSeen } from './programs.js';
import type { SessionService } from './service.js';
import type { Deps } from '../deps.js';

/** A program is watched so long before it is said to rest. */
const WATCH_MS = 300_000;

/** Checks what goes on in labs: what their kernels, terminals, programs and apps did. */
export class WorkCheck {
  private readonly work = this.deps.sessions.rules.work;
  private readonly timeoutMs = this.deps.sessions.rules.timeoutMs;
  private readonly watchMs = Math.min(WATCH_MS, this.timeoutMs / 2);
  private readonly seen = new Map<string, ProgramsSeen>();

  constructor(
    private readonly deps: Deps<'clock'> & {
      readonly hub: Pick<Hub, 'labActivity'>;
      readonly sessions: Pick<SessionService, 'rules' | 'worked' | 'requested'>;
      /** What runs in the foreground of a lab's terminals; null when that cannot be told. */
      readonly programsOf: (key: ServerKey) => Promise<readonly LabProgram[] | null>;
    },
  ) {}

  /** Whether a kernel or program works; null when that cannot be told. Remembers every use. */
  async isAtWork(key: ServerKey): Promise<boolean | null> {
    const { user, server } = key;
    const lab = await this.deps.hub.labActivity(user, server);
    if (lab === null) return null;
    const { lastActivityMs, requestedAtMs } = lab;
    if (lastActivityMs !== null) this.deps.sessions.worked(user, server, lastActivityMs);
    if (requestedAtMs !== null) this.deps.sessions.requested(user, server, requestedAtMs);
    if (this.work === 'none') return false;
    if (lab.busy) {
      this.deps.sessions.worked(user, server, this.deps.clock.now());
      return true;
    }
    return this.programsWork(key);
  }

  /** Forgets labs that do not run any more. */
  keep(running: readonly ServerKey[]): void {
    const ids = new Set(running.map(({ user, server }) => keyOf(user, server)));
    for (const id of this.seen.keys()) if (!ids.has(id)) this.seen.delete(id);
  }

  /** Null while it has to be watched longer. */
  private async programsWork({ user, server }: ServerKey): Promise<boolean | null> {
    if (this.work !== 'programs') return false;
    const programs = await this.deps.programsOf({ user, server });
    if (programs === null) return false;
    const id = keyOf(user, server);
    const nowMs = this.deps.clock.now();
    const found = programsAtWork(programs, this.seen.get(id) ?? null, nowMs, this.watchMs);
    this.seen.set(id, found.seen);
    if (found.workedAtMs !== null) this.deps.sessions.worked(user, server, found.workedAtMs);
    return found.sure ? false : null;
  }
}
