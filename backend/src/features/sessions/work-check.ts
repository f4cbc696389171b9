import type { LabProgram } from '../../engine/port.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import type { ServerKey } from '../domain-events.js';
import { keyOf } from '../servers/key.js';
import { programsAtWork, type ProgramsSeen } from './programs.js';
import type { SessionService } from './service.js';

/** A program is watched so long before it is said to rest. */
const WATCH_MS = 300_000;

/** Checks what goes on in labs: what their kernels, terminals, programs and apps did. */
export interface WorkCheck {
  /** Whether a kernel or program works; null when that cannot be told. Remembers every use. */
  isAtWork(key: ServerKey): Promise<boolean | null>;
  /** Forgets labs that do not run any more. */
  keep(running: readonly ServerKey[]): void;
}

export const createWorkCheck = (deps: {
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'labActivity'>;
  readonly sessions: Pick<SessionService, 'rules' | 'worked' | 'requested'>;
  /** What runs in the foreground of a lab's terminals; null when that cannot be told. */
  readonly programsOf: (key: ServerKey) => Promise<readonly LabProgram[] | null>;
}): WorkCheck => {
  const { clock, hub, sessions, programsOf } = deps;
  const { work, timeoutMs } = sessions.rules;
  const watchMs = Math.min(WATCH_MS, timeoutMs / 2);
  const seen = new Map<string, ProgramsSeen>();

  /** Null while it has to be watched longer. */
  const programsWork = async ({ user, server }: ServerKey): Promise<boolean | null> => {
    if (work !== 'programs') return false;
    const programs = await programsOf({ user, server });
    if (programs === null) return false;
    const id = keyOf(user, server);
    const nowMs = clock.now();
    const found = programsAtWork(programs, seen.get(id) ?? null, nowMs, watchMs);
    seen.set(id, found.seen);
    if (found.workedAtMs !== null) sessions.worked(user, server, found.workedAtMs);
    return found.sure ? false : null;
  };

  return {
    isAtWork: async key => {
      const { user, server } = key;
      const lab = await hub.labActivity(user, server);
      if (lab === null) return null;
      const { lastActivityMs, requestedAtMs } = lab;
      if (lastActivityMs !== null) sessions.worked(user, server, lastActivityMs);
      if (requestedAtMs !== null) sessions.requested(user, server, requestedAtMs);
      if (work === 'none') return false;
      if (lab.busy) {
        sessions.worked(user, server, clock.now());
        return true;
      }
      return programsWork(key);
    },
    keep: running => {
      const ids = new Set(running.map(({ user, server }) => keyOf(user, server)));
      for (const id of seen.keys()) if (!ids.has(id)) seen.delete(id);
    },
  };
};
