import type { Db } from '../../../db/open.js';
import type { RecordedSize } from './history.js';
import type { UserIdsRepo } from '../user-ids-repo.js';

/** A little longer than the longest plot. */
const KEEP_SECONDS = 32 * 86_400;
const UNIT = 1024;

/** Sizes of user volumes over time. */
export interface VolumeSizesRepo {
  /** Writes down the sizes that changed, in one transaction. */
  record(atMs: number, totals: readonly { readonly user: string; readonly bytes: number }[]): void;
  /** Oldest first: the last one before `fromMs`, and all since. */
  of(user: string, fromMs: number): readonly RecordedSize[];
  /** Forgets what was true before the time that is kept, and no longer at its beginning. */
  purge(nowMs: number): void;
}

export const createVolumeSizesRepo = (db: Db, userIds: UserIdsRepo): VolumeSizesRepo => {
  const newest = db
    .prepare<[number], number>(
      'SELECT size FROM volume_sizes WHERE person = ? ORDER BY at DESC LIMIT 1',
    )
    .pluck();
  const insert = db.prepare<[number, number, number]>(
    'INSERT OR REPLACE INTO volume_sizes (person, at, size) VALUES (?, ?, ?)',
  );
  const since = db.prepare<{ userId: number; from: number }, { at: number; size: number }>(
    `SELECT at, size FROM volume_sizes WHERE person = @userId AND at >=
       coalesce((SELECT max(at) FROM volume_sizes WHERE person = @userId AND at < @from), @from)
     ORDER BY at`,
  );
  const purge = db.prepare<{ before: number }>(
    `DELETE FROM volume_sizes AS old WHERE person IN (SELECT id FROM people) AND at < @before
       AND EXISTS (SELECT 1 FROM volume_sizes AS next
         WHERE next.person = old.person AND next.at > old.at AND next.at <= @before)`,
  );
  return {
    record: db.transaction(
      (atMs: number, totals: readonly { readonly user: string; readonly bytes: number }[]) => {
        for (const { user, bytes } of totals) {
          const userId = userIds.idOf(user);
          const size = Math.round(bytes / UNIT);
          if (newest.get(userId) !== size) insert.run(userId, Math.floor(atMs / 1000), size);
        }
      },
    ),
    of: (user, fromMs) => {
      const userId = userIds.find(user);
      if (userId === null) return [];
      return since
        .all({ userId, from: Math.floor(fromMs / 1000) })
        .map(({ at, size }) => ({ atMs: at * 1000, bytes: size * UNIT }));
    },
    purge: nowMs => void purge.run({ before: Math.floor(nowMs / 1000) - KEEP_SECONDS }),
  };
};
