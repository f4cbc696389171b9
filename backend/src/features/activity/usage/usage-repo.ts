import type { Db } from '../../../db/open.js';
import type { UserIdsRepo } from '../user-ids-repo.js';
import type { UserReading, Reading } from './rates.js';
import { rollups } from './rollups.js';
import { cellsOf, COLUMNS, WEIGHTED_MEANS } from './usage-columns.js';

/** One point of a series, over some time. */
export interface UsagePoint extends Reading {
  /** Counts steps since the epoch. */
  readonly bucket: number;
}

/** The usage of all users at one moment. */
export interface UsageSample {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly users: readonly UserReading[];
}

/** The coarsest rows of which such steps are made; null for the minutes themselves. */
const rollupOf = (minutes: number): number | null =>
  rollups.findLast(rollup => minutes % rollup.minutes === 0)?.minutes ?? null;

/** Usage of users, by reading and by minute. */
export class UsageRepo {
  private readonly values = '?, ?, ?, ?, ?, ?, ?, ?';
  private readonly insert = this.db.prepare(
    `INSERT OR REPLACE INTO usage_minutes (user_id, minute, ${COLUMNS}) VALUES (${this.values})`,
  );
  private readonly insertReading = this.db.prepare(
    `INSERT OR REPLACE INTO usage_readings (user_id, at, ${COLUMNS}) VALUES (${this.values})`,
  );
  // JavaScript's numbers arrive as reals, by which whole numbers would not divide evenly.
  private readonly fromReadings = this.db.prepare<
    { userId: number; from: number; step: number },
    UsagePoint
  >(
    `SELECT CAST(at / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (SELECT at, ${COLUMNS}, 1 AS weight FROM usage_readings
       WHERE user_id = @userId AND at >= @from)
     GROUP BY 1 ORDER BY 1`,
  );
  private readonly fine = this.db.prepare<
    { userId: number; from: number; step: number },
    UsagePoint
  >(
    `SELECT CAST(minute / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (SELECT minute, ${COLUMNS}, 1 AS weight FROM usage_minutes
       WHERE user_id = @userId AND minute >= @from)
     GROUP BY 1 ORDER BY 1`,
  );
  // Coarse rows as far as they are made, then the minutes that are not part of one yet.
  private readonly coarse = this.db.prepare<
    { userId: number; from: number; step: number; rollup: number },
    UsagePoint
  >(
    `WITH made AS (
       SELECT coalesce((SELECT next FROM rollup_progress WHERE minutes = @rollup), 0) * @rollup AS minute)
     SELECT CAST(minute / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (
       SELECT bucket * @rollup AS minute, ${COLUMNS}, @rollup AS weight FROM usage_rollups
         WHERE minutes = @rollup AND user_id = @userId AND bucket >= @from / @rollup
       UNION ALL
       SELECT minute, ${COLUMNS}, 1 FROM usage_minutes
         WHERE user_id = @userId AND minute >= max(@from, (SELECT minute FROM made)))
     GROUP BY 1 ORDER BY 1`,
  );

  constructor(
    private readonly db: Db,
    private readonly userIds: UserIdsRepo,
  ) {}

  /** Writes a minute of readings and its mean. `minute` counts since the epoch. */
  insertMinute(
    minute: number,
    means: readonly UserReading[],
    passes: readonly UsageSample[] = [],
  ): void {
    this.db.transaction(() => {
      for (const mean of means)
        this.insert.run(this.userIds.idOf(mean.user), minute, ...cellsOf(mean));
      for (const { at, users: readings } of passes) {
        for (const reading of readings) {
          this.insertReading.run(this.userIds.idOf(reading.user), at, ...cellsOf(reading));
        }
      }
    })();
  }

  /**
   * Means over buckets of `stepSeconds` from bucket `first` on; one without rows is left out.
   * Steps below a minute are made of single readings, which are kept for two days only.
   */
  series(user: string, first: number, stepSeconds: number): readonly UsagePoint[] {
    const userId = this.userIds.find(user);
    if (userId === null) return [];
    if (stepSeconds < 60) {
      return this.fromReadings.all({ userId, from: first * stepSeconds, step: stepSeconds });
    }
    const step = stepSeconds / 60;
    const from = first * step;
    const rollup = rollupOf(step);
    return rollup === null
      ? this.fine.all({ userId, from, step })
      : this.coarse.all({ userId, from, step, rollup });
  }
}
