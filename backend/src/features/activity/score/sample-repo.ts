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
export interface SampleRepo {
  insert(atMs: number, active: ReadonlyMap<string, boolean>): void;
  lastAtMs(): number | null;
  /** Oldest first, after `afterMs`, at most `limit`. */
  chunk(afterMs: number, limit: number): readonly Sample[];
  /** One user's samples from `fromMs` on; those in which they were not measured are left out. */
  of(user: string, fromMs: number): readonly { readonly atMs: number; readonly active: boolean }[];
  purgeBefore(atMs: number): void;
  /** Removes all; answers how many measurements of users that were. */
  clear(): number;
}

export const createSampleRepo = (db: Db, userIds: UserIdsRepo): SampleRepo => {
  const insert = db.prepare<[number, number, Buffer]>(
    'INSERT OR REPLACE INTO activity_samples (at, measured, states) VALUES (?, ?, ?)',
  );
  const last = db.prepare<[], number | null>('SELECT max(at) FROM activity_samples').pluck();
  const chunk = db.prepare<[number, number], Sample>(
    'SELECT at, states FROM activity_samples WHERE at > ? ORDER BY at LIMIT ?',
  );
  const one = db.prepare<[number, number], { at: number; state: Buffer | null }>(
    `SELECT at, substr(states, ?, 1) AS state FROM activity_samples WHERE at >= ? ORDER BY at`,
  );
  const purge = db.prepare<[number]>('DELETE FROM activity_samples WHERE at < ?');
  const measured = db
    .prepare<[], number | null>('SELECT sum(measured) FROM activity_samples')
    .pluck();
  const clear = db.prepare('DELETE FROM activity_samples');

  return {
    insert: db.transaction((atMs: number, active: ReadonlyMap<string, boolean>) => {
      const ids = [...active].map(([user, isActive]) => [userIds.idOf(user), isActive] as const);
      const highest = ids.reduce((most, [id]) => Math.max(most, id), 0);
      const states = Buffer.alloc(highest + 1, NOT_MEASURED);
      for (const [id, isActive] of ids) states[id] = isActive ? ACTIVE : INACTIVE;
      insert.run(atMs, ids.length, states);
    }),
    lastAtMs: () => last.get() ?? null,
    chunk: (afterMs, limit) => chunk.all(afterMs, limit),
    of: (user, fromMs) => {
      const userId = userIds.find(user);
      if (userId === null) return [];
      return one.all(userId + 1, fromMs).flatMap(({ at, state }) => {
        const value = state?.[0] ?? NOT_MEASURED;
        return value === NOT_MEASURED ? [] : [{ atMs: at, active: value === ACTIVE }];
      });
    },
    purgeBefore: atMs => void purge.run(atMs),
    clear: db.transaction(() => {
      const count = measured.get() ?? 0;
      clear.run();
      return count;
    }),
  };
};
