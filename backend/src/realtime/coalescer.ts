import type { Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';

/**
 * Turns a burst of changes of one key into one run.
 *
 * The first touch of a key runs it after `delayMs`; touches in between join. A touch while it
 * runs makes it run once more, so the last run always began after the last touch.
 */
export class Coalescer<K> {
  private readonly waiting = new Map<string, () => void>();
  private readonly running = new Map<string, { again: boolean }>();

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly log: Logger;
      readonly delayMs: number;
      readonly idOf: (key: K) => string;
      readonly run: (key: K) => Promise<void>;
    },
  ) {}

  touch(key: K): void {
    const id = this.options.idOf(key);
    const now = this.running.get(id);
    if (now !== undefined) now.again = true;
    else if (!this.waiting.has(id)) this.schedule(key);
  }

  stop(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
    for (const state of this.running.values()) state.again = false;
  }

  private schedule(key: K): void {
    const id = this.options.idOf(key);
    const cancel = this.options.clock.after(this.options.delayMs, () => {
      this.waiting.delete(id);
      void this.begin(key, id);
    });
    this.waiting.set(id, cancel);
  }

  private async begin(key: K, id: string): Promise<void> {
    const state = { again: false };
    this.running.set(id, state);
    try {
      await this.options.run(key);
    } catch (error) {
      this.options.log.warn({ key: id }, `could not publish a change: ${messageOf(error)}`);
    } finally {
      this.running.delete(id);
    }
    if (state.again) this.schedule(key);
  }
}
