import type { Db } from '../../../db/open.js';
import type { UserIdsRepo } from '../user-ids-repo.js';

/** What a byte of `states` means. */
export const NOT_MEASURED = 0;
export const INACTIVE = 1;
export const ACTIVE = 2;

/** One sample of all users: a byte per user, at the place of their number. */
export interface Sample {
  readonly at: number;
  readonly states: Uint8Array;
}

/** Samples of the activity score. */
export class SampleRepo {
  private readonly insertOne = this.db.prepare<[number, number, Buffer]>(
    'INSERT OR REPLACE INTO activity_samples (at, measured, states) VALUES (?, ?, ?)',
  );
  private readonly last = this.db
    .prepare<[], number | null>('SELECT max(at) FROM activity_samples')
    .pluck();
  private readonly selectChunk = this.db.prepare<[number, number], Sample>(
    'SELECT at, states FROM activity_samples WHERE at > ? ORDER BY at LIMIT ?',
  );
  private readonly one = this.db.prepare<[number, number], { at: number; state: Buffer | null }>(
    `SELECT at, substr(states, ?, 1) AS state FROM activity_samples WHERE at >= ? ORDER BY at`,
  );
  private readonly purge = this.db.prepare<[number]>('DELETE FROM activity_samples WHERE at < ?');
  private readonly measured = this.db
    .prepare<[], number | null>('SELECT sum(measured) FROM activity_samples')
    .pluck();
  private readonly deleteAll = this.db.prepare('DELETE FROM activity_samples');

  constructor(
    private readonly db: Db,
    private readonly userIds: UserIdsRepo,
  ) {}

  insert(atMs: number, active: ReadonlyMap<string, boolean>): void {
    this.db.transaction(() => {
      const ids = [...active].map(
        ([user, isActive]) => [this.userIds.idOf(user), isActive] as const,
      );
      const highest = ids.reduce((most, [id]) => Math.max(most, id), 0);
      const states = Buffer.alloc(highest + 1, NOT_MEASURED);
      for (const [id, isActive] of ids) states[id] = isActive ? ACTIVE : INACTIVE;
      this.insertOne.run(atMs, ids.length, states);
    })();
  }

  /** Removes all; answers how many measurements of users that were. */
  clear(): number {
    return this.db.transaction(() => {
      const count = this.measured.get() ?? 0;
      this.deleteAll.run();
      return count;
    })();
  }

  lastAtMs(): number | null {
    return this.last.get() ?? null;
  }

  /** Oldest first, after `afterMs`, at most `limit`. */
  chunk(afterMs: number, limit: number): readonly Sample[] {
    return this.selectChunk.all(afterMs, limit);
  }

  /** One user's samples from `fromMs` on; those in which they were not measured are left out. */
  of(user: string, fromMs: number): readonly { readonly atMs: number; readonly active: boolean }[] {
    const userId = this.userIds.find(user);
    if (userId === null) return [];
    return this.one.all(userId + 1, fromMs).flatMap(({ at, state }) => {
      const value = state?.[0] ?? NOT_MEASURED;
      return value === NOT_MEASURED ? [] : [{ atMs: at, active: value === ACTIVE }];
    });
  }

  purgeBefore(atMs: number): void {
    void this.purge.run(atMs);
  }
}
