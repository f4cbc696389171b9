import type { Deps } from '../deps.js';

/**
 * Says at most once per `everyMs` and message that its delivery report moved.
 *
 * A thousand pages acknowledge within a second; the user who watches the report needs the newest
 * counts and not every step on the way.
 */
export class SentChanges {
  private readonly waiting = new Map<string, () => void>();

  constructor(
    private readonly options: Deps<'clock'> & {
      readonly everyMs: number;
      readonly announce: (id: string) => void;
    },
  ) {}

  touch(id: string): void {
    if (this.waiting.has(id)) return;
    this.waiting.set(
      id,
      this.options.clock.after(this.options.everyMs, () => {
        this.waiting.delete(id);
        this.options.announce(id);
      }),
    );
  }

  /** Forgets what has not been said yet. */
  stop(): void {
    for (const cancel of this.waiting.values()) cancel();
    this.waiting.clear();
  }
}
