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
  private readonly mark = this.db
    .prepare<[number], number>('SELECT next FROM usage_marks WHERE tier = ?')
    .pluck();
  private readonly setMark = this.db.prepare<[number, number]>(
    'INSERT OR REPLACE INTO usage_marks (tier, next) VALUES (?, ?)',
  );
  // Naming every user lets SQLite seek in the primary key instead of reading all rows.
  // JavaScript's numbers arrive as reals, by which whole numbers would not divide evenly.
  private readonly fill = this.db.prepare<{ rollup: number; from: number; to: number }>(
    `INSERT OR REPLACE INTO usage_tiers (tier, person, bucket, ${COLUMNS})
     SELECT @rollup, person, minute / CAST(@rollup AS INTEGER), ${PLAIN_MEANS}
     FROM usage_minutes
     WHERE person IN (SELECT id FROM people) AND minute >= @from AND minute < @to
     GROUP BY 2, 3`,
  );
  private readonly purgeMinutes = this.db.prepare<[number]>(
    'DELETE FROM usage_minutes WHERE person IN (SELECT id FROM people) AND minute < ?',
  );
  private readonly purgeReadings = this.db.prepare<[number]>(
    'DELETE FROM usage_readings WHERE person IN (SELECT id FROM people) AND at < ?',
  );
  private readonly purgeTier = this.db.prepare<[number, number]>(
    `DELETE FROM usage_tiers
     WHERE tier = ? AND person IN (SELECT id FROM people) AND bucket < ?`,
  );

  constructor(private readonly db: Db) {}

  /** Makes the means of all stretches that ended before this minute and are not made yet. */
  rollUp(minute: number): void {
    this.db.transaction(() => {
      for (const { minutes: rollup } of rollups) {
        const to = Math.floor(minute / rollup);
        const from = this.mark.get(rollup) ?? 0;
        if (from >= to) continue;
        this.fill.run({ rollup, from: from * rollup, to: to * rollup });
        this.setMark.run(rollup, to);
      }
    })();
  }

  /** Removes what is too old, of every tier, of the minutes and of the readings. */
  purge(minute: number): void {
    this.db.transaction(() => {
      this.purgeReadings.run((minute - KEEP_MINUTES) * 60);
      this.purgeMinutes.run(minute - KEEP_MINUTES);
      for (const { minutes: rollup, keepMinutes } of rollups) {
        this.purgeTier.run(rollup, Math.floor((minute - keepMinutes) / rollup));
      }
    })();
  }
}
