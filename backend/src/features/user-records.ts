/** What remains to be done in memory, once the transaction holds. */
export type AfterCommit = () => void;

/**
 * What a feature keeps under a user's name. Every table with a column `user` belongs to one of
 * these: an account that is renamed or deleted takes all of it along, in one transaction.
 */
export interface UserRecords {
  /** The tables of the state database that are taken care of. */
  readonly tables: readonly string[];
  /** Writes only. Nothing is left under `to` when this is called: `forget` was called for it. */
  rename(from: string, to: string): AfterCommit;
  /** The account is gone: nobody who bears the name later may find anything. Writes only. */
  forget(user: string): AfterCommit;
}
