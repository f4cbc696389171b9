interface Waiter {
  readonly enter: () => void;
  readonly onPosition: ((position: number) => void) | undefined;
}

/** Lets at most `limit` holders in; the rest wait in order. */
export class Semaphore {
  private held = 0;
  private readonly queue: Waiter[] = [];

  constructor(private readonly limit: number) {}

  /** Waits for a place. Rejects with the signal's reason when it aborts first. */
  acquire(signal?: AbortSignal, onPosition?: (position: number) => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const abort = (): void => {
        this.queue.splice(this.queue.indexOf(waiter), 1);
        this.announce();
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        enter: () => {
          this.held += 1;
          signal?.removeEventListener('abort', abort);
          resolve(this.holder());
        },
        onPosition,
      };
      if (this.held < this.limit) {
        waiter.enter();
        return;
      }
      this.queue.push(waiter);
      signal?.addEventListener('abort', abort, { once: true });
      onPosition?.(this.queue.length);
    });
  }

  get waiting(): number {
    return this.queue.length;
  }

  private announce(): void {
    this.queue.forEach((waiter, index) => waiter.onPosition?.(index + 1));
  }

  private holder(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.held -= 1;
      this.queue.shift()?.enter();
      this.announce();
    };
  }
}
