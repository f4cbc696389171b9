import type { Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';

/** Turns a burst of changes of one key into one run. */
export interface Coalescer<K> {
  touch(key: K): void;
  stop(): void;
}

/**
 * The first touch of a key runs it after `delayMs`; touches in between join. A touch while it
 * runs makes it run once more, so the last run always began after the last touch.
 */
export const createCoalescer = <K>(options: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly delayMs: number;
  readonly idOf: (key: K) => string;
  readonly run: (key: K) => Promise<void>;
}): Coalescer<K> => {
  const { clock, log, delayMs, idOf, run } = options;
  const waiting = new Map<string, () => void>();
  const running = new Map<string, { again: boolean }>();

  const schedule = (key: K): void => {
    const id = idOf(key);
    const cancel = clock.after(delayMs, () => {
      waiting.delete(id);
      void begin(key, id);
    });
    waiting.set(id, cancel);
  };

  const begin = async (key: K, id: string): Promise<void> => {
    const state = { again: false };
    running.set(id, state);
    try {
      await run(key);
    } catch (error) {
      log.warn({ key: id }, `could not publish a change: ${messageOf(error)}`);
    } finally {
      running.delete(id);
    }
    if (state.again) schedule(key);
  };

  return {
    touch: key => {
      const id = idOf(key);
      const now = running.get(id);
      if (now !== undefined) now.again = true;
      else if (!waiting.has(id)) schedule(key);
    },
    stop: () => {
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      for (const state of running.values()) state.again = false;
    },
  };
};
