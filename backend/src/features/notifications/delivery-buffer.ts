import type { Deps } from '../deps.js';

/** The pages of a class answer within a moment; a transaction for each would take ten times as long. */
const PAUSE_MS = 5;

/**
 * Takes down who received what, many in one transaction.
 *
 * A message that reached a page is in the database a few milliseconds later. Should the backend end
 * in between, the page says so again when it has connected again.
 */
export class DeliveryBuffer {
  private waiting = new Map<string, Set<string>>();
  private cancel: (() => void) | null = null;

  constructor(
    private readonly deps: Deps<'clock'> & {
      /** Called with all users whom a message reached meanwhile. */
      readonly write: (id: string, users: readonly string[]) => void;
    },
  ) {}

  add(user: string, id: string): void {
    const users = this.waiting.get(id) ?? new Set();
    this.waiting.set(id, users.add(user));
    this.cancel ??= this.deps.clock.after(PAUSE_MS, () => this.flush());
  }

  /** Writes what was noted and not written yet. */
  flush(): void {
    this.cancel?.();
    this.cancel = null;
    const noted = this.waiting;
    this.waiting = new Map();
    for (const [id, users] of noted) this.deps.write(id, [...users]);
  }
}
