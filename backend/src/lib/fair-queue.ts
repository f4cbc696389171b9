import type { Clock } from './clock.js';

interface Waiter {
  /** The owner's turn; lower ones go first. */
  readonly turn: number;
  readonly enter: () => void;
  readonly onPosition: ((position: number) => void) | undefined;
  told: number;
}

/** Positions that change all the time tell nobody anything, and each change is sent to pages. */
const QUIET_MS = 500;

/**
 * Lets at most `limit` holders in. Those who wait take turns by owner: with ten requests, an owner
 * waits behind the first one of all others, and in order among their own.
 */
export class FairQueue {
  /** By turn, and by arrival within one. */
  private readonly queue: Waiter[] = [];
  /** The last turn that each owner has taken or waits for. */
  private readonly last = new Map<string, number>();
  /** The turn of the last holder: newcomers begin there. */
  private current = 0;
  private held = 0;
  private announcing = false;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      /** Asked each time; at least 1. */
      readonly limit: () => number;
    },
  ) {}

  /**
   * Waits for a place. Rejects with the signal's reason when it aborts first.
   * @param onPosition - hears the place in the queue, from 1, now and whenever it changes; changes
   * that come quickly after another are told once
   */
  acquire({
    owner,
    signal,
    onPosition,
  }: {
    readonly owner: string;
    readonly signal?: AbortSignal;
    readonly onPosition?: (position: number) => void;
  }): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const abort = (): void => {
        this.queue.splice(this.queue.indexOf(waiter), 1);
        this.announceSoon();
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        turn: this.nextTurn(owner),
        enter: () => {
          signal?.removeEventListener('abort', abort);
          resolve(this.holder());
        },
        onPosition,
        told: 0,
      };
      const behind = this.queue.findIndex(other => other.turn > waiter.turn);
      this.queue.splice(behind < 0 ? this.queue.length : behind, 0, waiter);
      signal?.addEventListener('abort', abort, { once: true });
      this.letIn();
      const position = this.queue.indexOf(waiter) + 1;
      if (position === 0) return;
      waiter.told = position;
      onPosition?.(position);
      this.announceSoon();
    });
  }

  get waiting(): number {
    return this.queue.length;
  }

  /**
   * Start-time fair queueing with requests of equal weight: an owner's requests are one turn apart,
   * and who was away begins at the current one.
   */
  private nextTurn(owner: string): number {
    if (this.held === 0 && this.queue.length === 0) {
      this.last.clear();
      this.current = 0;
    }
    const turn = Math.max(this.current, (this.last.get(owner) ?? -1) + 1);
    this.last.set(owner, turn);
    return turn;
  }

  private announce(): void {
    this.queue.forEach((waiter, index) => {
      if (waiter.told === index + 1) return;
      waiter.told = index + 1;
      waiter.onPosition?.(index + 1);
    });
  }

  private announceSoon(): void {
    if (this.announcing || this.queue.length === 0) return;
    this.announcing = true;
    this.options.clock.after(QUIET_MS, () => {
      this.announcing = false;
      this.announce();
    });
  }

  private letIn(): void {
    while (this.held < Math.max(1, this.options.limit())) {
      const next = this.queue.shift();
      if (next === undefined) return;
      this.current = next.turn;
      next.enter();
    }
  }

  private holder(): () => void {
    let released = false;
    this.held += 1;
    return () => {
      if (released) return;
      released = true;
      this.held -= 1;
      this.letIn();
      this.announceSoon();
    };
  }
}
