import type { Db } from '../../../db/open.js';
import { COLUMNS, PLAIN_MEANS } from './usage-columns.js';

/** How long and how finely usage is kept. */
interface Rollup {
  readonly minutes: number;
  readonly keepMinutes: number;
}

const DAY = 24 * 60;
/** Single readings are kept for two days, and the means of minutes as long. */
export const KEEP_MINUTES = 2 * DAY;
/** Coarser means beyond that: each is kept a little longer than the range that shows it. */
export const rollups = [
  { minutes: 5, keepMinutes: 8 * DAY },
  { minutes: 60, keepMinutes: 31 * DAY },
] as const satisfies readonly Rollup[];

/** What grows old in the history of usage. */
export class RollupsRepo {
  private readonly selectProgress = this.db
    .prepare<[number], number>('SELECT next FROM rollup_progress WHERE minutes = ?')
    .pluck();
  private readonly setProgress = this.db.prepare<[number, number]>(
    'INSERT OR REPLACE INTO rollup_progress (minutes, next) VALUES (?, ?)',
  );
  // Naming every user lets SQLite seek in the primary key instead of reading all rows.
  // JavaScript's numbers arrive as reals, by which whole numbers would not divide evenly.
  private readonly fill = this.db.prepare<{ rollup: number; from: number; to: number }>(
    `INSERT OR REPLACE INTO usage_rollups (minutes, user_id, bucket, ${COLUMNS})
     SELECT @rollup, user_id, minute / CAST(@rollup AS INTEGER), ${PLAIN_MEANS}
     FROM usage_minutes
     WHERE user_id IN (SELECT id FROM users) AND minute >= @from AND minute < @to
     GROUP BY 2, 3`,
  );
  private readonly purgeMinutes = this.db.prepare<[number]>(
    'DELETE FROM usage_minutes WHERE user_id IN (SELECT id FROM users) AND minute < ?',
  );
  private readonly purgeReadings = this.db.prepare<[number]>(
    'DELETE FROM usage_readings WHERE user_id IN (SELECT id FROM users) AND at < ?',
  );
  private readonly purgeRollup = this.db.prepare<[number, number]>(
    `DELETE FROM usage_rollups
     WHERE minutes = ? AND user_id IN (SELECT id FROM users) AND bucket < ?`,
  );

  constructor(private readonly db: Db) {}

  /** Makes the means of all stretches that ended before this minute and are not made yet. */
  rollUp(minute: number): void {
    this.db.transaction(() => {
      for (const { minutes: rollup } of rollups) {
        const to = Math.floor(minute / rollup);
        const from = this.selectProgress.get(rollup) ?? 0;
        if (from >= to) continue;
        this.fill.run({ rollup, from: from * rollup, to: to * rollup });
        this.setProgress.run(rollup, to);
      }
    })();
  }

  /** Removes what is too old, of every rollup, of the minutes and of the readings. */
  purge(minute: number): void {
    this.db.transaction(() => {
      this.purgeReadings.run((minute - KEEP_MINUTES) * 60);
      this.purgeMinutes.run(minute - KEEP_MINUTES);
      for (const { minutes: rollup, keepMinutes } of rollups) {
        this.purgeRollup.run(rollup, Math.floor((minute - keepMinutes) / rollup));
      }
    })();
  }
}
