import type { UserRecords } from '../../user-records.js';
import type { PendingChanges } from './pending-changes.js';
import type { Deps } from '../../deps.js';

/** What is kept outside the state database and follows a moment later; doing it twice is fine. */
export interface HistoryRecords {
  rename(from: string, to: string): void;
  forget(user: string): void;
}

/** Moves everything that the backend keeps under a name. */
export class MoveRecords {
  constructor(
    private readonly deps: Deps<'db'> & {
      readonly pendingChanges: PendingChanges;
      readonly records: readonly UserRecords[];
    },
  ) {}

  /** One transaction over all features, including the pending change. */
  rename(from: string, to: string): void {
    this.inOne(() => {
      // The hub has nobody of that name: what is found there, a user left behind long ago.
      const after = this.deps.records.flatMap(own => [own.forget(to), own.rename(from, to)]);
      this.deps.pendingChanges.markMoved(from, to);
      return after;
    });
  }

  forget(user: string): void {
    this.inOne(() => {
      const after = this.deps.records.map(own => own.forget(user));
      this.deps.pendingChanges.markMoved(user, null);
      return after;
    });
  }

  private inOne(write: () => (() => void)[]): void {
    for (const after of this.deps.db.transaction(write)()) after();
  }
}
