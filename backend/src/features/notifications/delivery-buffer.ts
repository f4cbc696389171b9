import type { Clock } from '../../lib/clock.js';

/** Takes down who received what, many in one transaction. */
export interface DeliveryBuffer {
  add(user: string, id: string): void;
  /** Writes what was noted and not written yet. */
  flush(): void;
}

/** The pages of a class answer within a moment; a transaction for each would take ten times as long. */
const PAUSE_MS = 5;

/**
 * A message that reached a page is in the database a few milliseconds later. Should the backend end
 * in between, the page says so again when it has connected again.
 */
export const createDeliveryBuffer = (deps: {
  readonly clock: Clock;
  /** Called with all users whom a message reached meanwhile. */
  readonly write: (id: string, users: readonly string[]) => void;
}): DeliveryBuffer => {
  const { clock, write } = deps;
  let waiting = new Map<string, Set<string>>();
  let cancel: (() => void) | null = null;

  const flush = (): void => {
    cancel?.();
    cancel = null;
    const noted = waiting;
    waiting = new Map();
    for (const [id, users] of noted) write(id, [...users]);
  };

  return {
    flush,
    add: (user, id) => {
      const users = waiting.get(id) ?? new Set();
      waiting.set(id, users.add(user));
      cancel ??= clock.after(PAUSE_MS, flush);
    },
  };
};
