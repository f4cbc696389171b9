import type { Db } from '../../../db/open.js';
import type { UserRecords } from '../../user-records.js';

/**
 * Which account has each name, by the date on which the hub created it: names are reused, dates
 * are not. Stored to detect deletions that were not reported.
 */
export class AccountIdentities {
  private readonly load = this.db.prepare<[], { user: string; created: string }>(
    'SELECT user, created FROM account_identities',
  );
  private readonly insert = this.db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO account_identities (user, created) VALUES (?, ?)',
  );
  private readonly remove = this.db.prepare<[string]>(
    'DELETE FROM account_identities WHERE user = ?',
  );
  private readonly known = new Map(this.load.all().map(({ user, created }) => [user, created]));
  readonly records: UserRecords = {
    tables: ['account_identities'],
    rename: (from, to) => {
      const created = this.known.get(from);
      this.remove.run(from);
      if (created !== undefined) this.insert.run(to, created);
      return () => {
        this.known.delete(from);
        if (created !== undefined) this.known.set(to, created);
      };
    },
    forget: user => {
      this.remove.run(user);
      return () => void this.known.delete(user);
    },
  };

  constructor(private readonly db: Db) {}

  /** The date of the account whose things are kept under this name; null when none was seen. */
  of(user: string): string | null {
    return this.known.get(user) ?? null;
  }

  /** Remembers accounts that are seen for the first time. */
  add(accounts: Iterable<{ readonly user: string; readonly created: string }>): void {
    const fresh = [...accounts].filter(({ user }) => !this.known.has(user));
    if (fresh.length === 0) return;
    this.db.transaction(() =>
      fresh.forEach(({ user, created }) => this.insert.run(user, created)),
    )();
    fresh.forEach(({ user, created }) => this.known.set(user, created));
  }
}
