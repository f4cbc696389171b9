import type { Db } from '../../../db/open.js';

/** An account that is being renamed or deleted. Times are epoch milliseconds. */
export interface AccountChange {
  readonly user: string;
  readonly kind: 'rename' | 'delete';
  /** Null for a deletion. */
  readonly newName: string | null;
  /** When the account was made, as the hub writes it. */
  readonly created: string | null;
  readonly actor: string;
  readonly beganAtMs: number;
  /** 1: our own records have moved; only what lies outside the state database may be missing. */
  readonly moved: 0 | 1;
}

/** Changes under way, written down before their first effect. */
export class PendingChanges {
  private readonly selectAll = this.db.prepare<[], AccountChange>(
    `SELECT user, kind, new_name AS newName, created, actor, began_at AS beganAtMs, moved
     FROM account_changes ORDER BY began_at`,
  );
  private readonly insertOne = this.db.prepare<Omit<AccountChange, 'moved'>>(
    `INSERT INTO account_changes (user, kind, new_name, created, actor, began_at)
     VALUES (@user, @kind, @newName, @created, @actor, @beganAtMs)`,
  );
  private readonly moved = this.db.prepare<[string | null, string]>(
    'UPDATE account_changes SET moved = 1, new_name = ? WHERE user = ?',
  );
  private readonly deleteOne = this.db.prepare<[string]>(
    'DELETE FROM account_changes WHERE user = ?',
  );

  constructor(private readonly db: Db) {}

  all(): readonly AccountChange[] {
    return this.selectAll.all();
  }

  begin(change: Omit<AccountChange, 'moved'>): void {
    void this.insertOne.run(change);
  }

  /** Call it inside the transaction that moves the records. */
  markMoved(user: string, newName: string | null): void {
    void this.moved.run(newName, user);
  }

  remove(user: string): void {
    void this.deleteOne.run(user);
  }
}
