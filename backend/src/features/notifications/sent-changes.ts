import type { Clock } from '../../lib/clock.js';

/** Says at most once per `everyMs` and message that its delivery report moved. */
export interface SentChanges {
  touch(id: string): void;
  /** Forgets what has not been said yet. */
  stop(): void;
}

/**
 * A thousand pages acknowledge within a second; the user who watches the report needs the newest
 * counts and not every step on the way.
 */
export const createSentChanges = (options: {
  readonly clock: Clock;
  readonly everyMs: number;
  readonly announce: (id: string) => void;
}): SentChanges => {
  const { clock, everyMs, announce } = options;
  const waiting = new Map<string, () => void>();
  return {
    touch: id => {
      if (waiting.has(id)) return;
      waiting.set(
        id,
        clock.after(everyMs, () => {
          waiting.delete(id);
          announce(id);
        }),
      );
    },
    stop: () => {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
};
