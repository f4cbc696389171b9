import type { Db } from '../../../db/open.js';
import type { UserRecords } from '../../user-records.js';
import type { PendingChanges } from './pending-changes.js';

/** What is kept outside the state database and follows a moment later; doing it twice is fine. */
export interface HistoryRecords {
  rename(from: string, to: string): void;
  forget(user: string): void;
}

/** Moves everything that the backend keeps under a name. */
export interface MoveRecords {
  /** One transaction over all features, including the pending change. */
  rename(from: string, to: string): void;
  forget(user: string): void;
}

export const createMoveRecords = (deps: {
  readonly db: Db;
  readonly pendingChanges: PendingChanges;
  readonly records: readonly UserRecords[];
}): MoveRecords => {
  const { db, pendingChanges, records } = deps;
  const inOne = (write: () => (() => void)[]): void => {
    for (const after of db.transaction(write)()) after();
  };
  return {
    rename: (from, to) =>
      inOne(() => {
        // The hub has nobody of that name: what is found there, a user left behind long ago.
        const after = records.flatMap(own => [own.forget(to), own.rename(from, to)]);
        pendingChanges.markMoved(from, to);
        return after;
      }),
    forget: user =>
      inOne(() => {
        const after = records.map(own => own.forget(user));
        pendingChanges.markMoved(user, null);
        return after;
      }),
  };
};
