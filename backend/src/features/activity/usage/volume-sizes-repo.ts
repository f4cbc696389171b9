import type { Db } from '../../../db/open.js';
import type { RecordedSize } from './history.js';
import type { UserIdsRepo } from '../user-ids-repo.js';

/** A little longer than the longest plot. */
const KEEP_SECONDS = 32 * 86_400;
const UNIT = 1024;

/** Sizes of user volumes over time. */
export class VolumeSizesRepo {
  private readonly newest = this.db
    .prepare<[number], number>(
      'SELECT size FROM volume_sizes WHERE user_id = ? ORDER BY at DESC LIMIT 1',
    )
    .pluck();
  private readonly insert = this.db.prepare<[number, number, number]>(
    'INSERT OR REPLACE INTO volume_sizes (user_id, at, size) VALUES (?, ?, ?)',
  );
  private readonly since = this.db.prepare<
    { userId: number; from: number },
    { at: number; size: number }
  >(
    `SELECT at, size FROM volume_sizes WHERE user_id = @userId AND at >=
       coalesce((SELECT max(at) FROM volume_sizes WHERE user_id = @userId AND at < @from), @from)
     ORDER BY at`,
  );
  private readonly deleteBefore = this.db.prepare<{ before: number }>(
    `DELETE FROM volume_sizes AS old WHERE user_id IN (SELECT id FROM users) AND at < @before
       AND EXISTS (SELECT 1 FROM volume_sizes AS next
         WHERE next.user_id = old.user_id AND next.at > old.at AND next.at <= @before)`,
  );

  constructor(
    private readonly db: Db,
    private readonly userIds: UserIdsRepo,
  ) {}

  /** Writes down the sizes that changed, in one transaction. */
  record(atMs: number, totals: readonly { readonly user: string; readonly bytes: number }[]): void {
    this.db.transaction(() => {
      for (const { user, bytes } of totals) {
        const userId = this.userIds.idOf(user);
        const size = Math.round(bytes / UNIT);
        if (this.newest.get(userId) !== size)
          this.insert.run(userId, Math.floor(atMs / 1000), size);
      }
    })();
  }

  /** Oldest first: the last one before `fromMs`, and all since. */
  of(user: string, fromMs: number): readonly RecordedSize[] {
    const userId = this.userIds.find(user);
    if (userId === null) return [];
    return this.since
      .all({ userId, from: Math.floor(fromMs / 1000) })
      .map(({ at, size }) => ({ atMs: at * 1000, bytes: size * UNIT }));
  }

  /** Forgets what was true before the time that is kept, and no longer at its beginning. */
  purge(nowMs: number): void {
    void this.deleteBefore.run({ before: Math.floor(nowMs / 1000) - KEEP_SECONDS });
  }
}
