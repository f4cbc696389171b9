import type { Clock } from '../lib/clock.js';
import { AppError, messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';
import { createLoop, type Loop } from '../lib/loop.js';
import type { AccessChanges, Hub } from './port.js';

/** Hears from the hub whose access changed. `nudge` when it says that there is something. */
export interface AccessWorker extends Loop {
  /** Whether the hub keeps a list of changes and was heard; else memories must be short. */
  follows(): boolean;
}

/**
 * How often it looks without being told. With the time of a question this stays well below the five
 * seconds that are promised for the case that the hub's message is lost.
 */
const INTERVAL_MS = 2_000;

/**
 * Reads the hub's list of changes. While the hub is away nobody's access can change there either;
 * when it is back from a restart it cannot tell what changed, and everybody is asked for anew.
 * @param onChanged - users and services; null stands for everybody
 */
export const createAccessWorker = (deps: {
  readonly hub: Pick<Hub, 'accessChanges'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChanged: (names: readonly string[] | null) => void;
}): AccessWorker => {
  const { hub, clock, log, onChanged } = deps;
  let last: AccessChanges | null = null;

  const loop = createLoop({
    name: 'access changes',
    clock,
    log,
    intervalMs: INTERVAL_MS,
    pass: async () => {
      let found: AccessChanges | null;
      try {
        found = await hub.accessChanges(last);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        log.debug(`whose access changed was not read: ${messageOf(error)}`);
        return;
      }
      last = found;
      if (found !== null && found.names?.length !== 0) onChanged(found.names);
    },
  });
  return { ...loop, follows: () => last !== null };
};
