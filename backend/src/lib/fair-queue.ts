import type { Clock } from './clock.js';

/**
 * Lets at most `limit` holders in. Those who wait go by turns of their owners: somebody with ten
 * requests waits behind everybody's first one, and in order among their own.
 */
export interface FairQueue {
  /**
   * Waits for a place. Rejects with the signal's reason when it aborts first.
   * @param onPosition - hears the place in the queue, from 1, now and whenever it changes; changes
   * that come quickly after another are told once
   */
  acquire(request: {
    readonly owner: string;
    readonly signal?: AbortSignal;
    readonly onPosition?: (position: number) => void;
  }): Promise<() => void>;
  readonly waiting: number;
}

interface Waiter {
  /** The owner's turn; lower ones go first. */
  readonly turn: number;
  readonly enter: () => void;
  readonly onPosition: ((position: number) => void) | undefined;
  told: number;
}

/** Positions that change all the time tell nobody anything, and each change is sent to pages. */
const QUIET_MS = 500;

export const createFairQueue = (options: {
  readonly clock: Clock;
  /** Asked anew each time; at least 1. */
  readonly limit: () => number;
}): FairQueue => {
  const { clock, limit } = options;
  /** By turn, and by arrival within one. */
  const queue: Waiter[] = [];
  /** The last turn that each owner has taken or waits for. */
  const last = new Map<string, number>();
  /** The turn of whoever came in last: newcomers begin there. */
  let current = 0;
  let held = 0;
  let announcing = false;

  /**
   * Start-time fair queueing with requests of equal weight: an owner's requests are one turn apart,
   * and who was away begins at the current one.
   */
  const nextTurn = (owner: string): number => {
    if (held === 0 && queue.length === 0) {
      last.clear();
      current = 0;
    }
    const turn = Math.max(current, (last.get(owner) ?? -1) + 1);
    last.set(owner, turn);
    return turn;
  };

  const announce = (): void => {
    queue.forEach((waiter, index) => {
      if (waiter.told === index + 1) return;
      waiter.told = index + 1;
      waiter.onPosition?.(index + 1);
    });
  };

  const announceSoon = (): void => {
    if (announcing || queue.length === 0) return;
    announcing = true;
    clock.after(QUIET_MS, () => {
      announcing = false;
      announce();
    });
  };

  const letIn = (): void => {
    while (held < Math.max(1, limit())) {
      const next = queue.shift();
      if (next === undefined) return;
      current = next.turn;
      next.enter();
    }
  };

  const holder = (): (() => void) => {
    let released = false;
    held += 1;
    return () => {
      if (released) return;
      released = true;
      held -= 1;
      letIn();
      announceSoon();
    };
  };

  return {
    acquire: ({ owner, signal, onPosition }) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const abort = (): void => {
          queue.splice(queue.indexOf(waiter), 1);
          announceSoon();
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          turn: nextTurn(owner),
          enter: () => {
            signal?.removeEventListener('abort', abort);
            resolve(holder());
          },
          onPosition,
          told: 0,
        };
        const behind = queue.findIndex(other => other.turn > waiter.turn);
        queue.splice(behind < 0 ? queue.length : behind, 0, waiter);
        signal?.addEventListener('abort', abort, { once: true });
        letIn();
        const position = queue.indexOf(waiter) + 1;
        if (position === 0) return;
        waiter.told = position;
        onPosition?.(position);
        announceSoon();
      }),
    get waiting() {
      return queue.length;
    },
  };
};
