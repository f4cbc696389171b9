import type { Db } from '../../../db/open.js';
import type { UserRecords } from '../../user-records.js';

/**
 * Which account has each name, by the date on which the hub created it: names are reused, dates
 * are not. Stored to detect deletions that were not reported.
 */
export interface AccountIdentities {
  /** The date of the account whose things are kept under this name; null when none was seen. */
  of(user: string): string | null;
  /** Remembers accounts that are seen for the first time. */
  add(accounts: Iterable<{ readonly user: string; readonly created: string }>): void;
  readonly records: UserRecords;
}

export const createAccountIdentities = (db: Db): AccountIdentities => {
  const load = db.prepare<[], { user: string; created: string }>(
    'SELECT user, created FROM account_births',
  );
  const insert = db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO account_births (user, created) VALUES (?, ?)',
  );
  const remove = db.prepare<[string]>('DELETE FROM account_births WHERE user = ?');
  const known = new Map(load.all().map(({ user, created }) => [user, created]));

  return {
    of: user => known.get(user) ?? null,
    add: accounts => {
      const fresh = [...accounts].filter(({ user }) => !known.has(user));
      if (fresh.length === 0) return;
      db.transaction(() => fresh.forEach(({ user, created }) => insert.run(user, created)))();
      fresh.forEach(({ user, created }) => known.set(user, created));
    },
    records: {
      tables: ['account_births'],
      rename: (from, to) => {
        const created = known.get(from);
        remove.run(from);
        if (created !== undefined) insert.run(to, created);
        return () => {
          known.delete(from);
          if (created !== undefined) known.set(to, created);
        };
      },
      forget: user => {
        remove.run(user);
        return () => void known.delete(user);
      },
    },
  };
};
