/** Lets at most `limit` holders in; the rest wait in order. */
export interface Semaphore {
  /** Waits for a place. Rejects with the signal's reason when it aborts first. */
  acquire(signal?: AbortSignal, onPosition?: (position: number) => void): Promise<() => void>;
  readonly waiting: number;
}

interface Waiter {
  readonly enter: () => void;
  readonly onPosition: ((position: number) => void) | undefined;
}

export const createSemaphore = (limit: number): Semaphore => {
  let held = 0;
  const queue: Waiter[] = [];

  const announce = (): void => queue.forEach((waiter, index) => waiter.onPosition?.(index + 1));

  const holder = (): (() => void) => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      held -= 1;
      queue.shift()?.enter();
      announce();
    };
  };

  return {
    acquire: (signal, onPosition) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const abort = (): void => {
          queue.splice(queue.indexOf(waiter), 1);
          announce();
          reject(signal?.reason as Error);
        };
        const waiter: Waiter = {
          enter: () => {
            held += 1;
            signal?.removeEventListener('abort', abort);
            resolve(holder());
          },
          onPosition,
        };
        if (held < limit) {
          waiter.enter();
          return;
        }
        queue.push(waiter);
        signal?.addEventListener('abort', abort, { once: true });
        onPosition?.(queue.length);
      }),
    get waiting() {
      return queue.length;
    },
  };
};
