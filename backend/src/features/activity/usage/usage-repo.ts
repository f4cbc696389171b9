import type { Db } from '../../../db/open.js';
import type { PeopleRepo } from '../user-ids-repo.js';
import type { PersonReading, Reading } from './rates.js';
import { tiers } from './rollups.js';
import { cellsOf, COLUMNS, WEIGHTED_MEANS } from './usage-columns.js';

/** One point of a series, over some time. */
export interface UsagePoint extends Reading {
  /** Counts steps since the epoch. */
  readonly bucket: number;
}

/** What everybody used at one moment. */
export interface Pass {
  /** Seconds since the epoch. */
  readonly at: number;
  readonly people: readonly PersonReading[];
}

/** The coarsest rows of which such steps are made; null for the minutes themselves. */
const tierOf = (minutes: number): number | null =>
  tiers.findLast(tier => minutes % tier.minutes === 0)?.minutes ?? null;

/** What people used, reading by reading and minute by minute. */
export interface UsageRepo {
  /** Writes a minute of readings and its mean. `minute` counts since the epoch. */
  insertMinute(minute: number, means: readonly PersonReading[], passes?: readonly Pass[]): void;
  /**
   * Means over buckets of `stepSeconds` from bucket `first` on; one without rows is left out.
   * Steps below a minute are made of single readings, which are kept for two days only.
   */
  series(user: string, first: number, stepSeconds: number): readonly UsagePoint[];
}

export const createUsageRepo = (db: Db, people: PeopleRepo): UsageRepo => {
  const values = '?, ?, ?, ?, ?, ?, ?, ?';
  const insert = db.prepare(
    `INSERT OR REPLACE INTO usage_minutes (person, minute, ${COLUMNS}) VALUES (${values})`,
  );
  const insertReading = db.prepare(
    `INSERT OR REPLACE INTO usage_readings (person, at, ${COLUMNS}) VALUES (${values})`,
  );
  // JavaScript's numbers arrive as reals, by which whole numbers would not divide evenly.
  const fromReadings = db.prepare<{ person: number; from: number; step: number }, UsagePoint>(
    `SELECT CAST(at / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (SELECT at, ${COLUMNS}, 1 AS weight FROM usage_readings
       WHERE person = @person AND at >= @from)
     GROUP BY 1 ORDER BY 1`,
  );
  const fine = db.prepare<{ person: number; from: number; step: number }, UsagePoint>(
    `SELECT CAST(minute / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (SELECT minute, ${COLUMNS}, 1 AS weight FROM usage_minutes
       WHERE person = @person AND minute >= @from)
     GROUP BY 1 ORDER BY 1`,
  );
  // Coarse rows as far as they are made, then the minutes that are not part of one yet.
  const coarse = db.prepare<
    { person: number; from: number; step: number; tier: number },
    UsagePoint
  >(
    `WITH made AS (
       SELECT coalesce((SELECT next FROM usage_marks WHERE tier = @tier), 0) * @tier AS minute)
     SELECT CAST(minute / @step AS INTEGER) AS bucket, ${WEIGHTED_MEANS}
     FROM (
       SELECT bucket * @tier AS minute, ${COLUMNS}, @tier AS weight FROM usage_tiers
         WHERE tier = @tier AND person = @person AND bucket >= @from / @tier
       UNION ALL
       SELECT minute, ${COLUMNS}, 1 FROM usage_minutes
         WHERE person = @person AND minute >= max(@from, (SELECT minute FROM made)))
     GROUP BY 1 ORDER BY 1`,
  );
  return {
    insertMinute: db.transaction(
      (minute: number, means: readonly PersonReading[], passes: readonly Pass[] = []) => {
        for (const mean of means) insert.run(people.idOf(mean.user), minute, ...cellsOf(mean));
        for (const { at, people: readings } of passes) {
          for (const reading of readings) {
            insertReading.run(people.idOf(reading.user), at, ...cellsOf(reading));
          }
        }
      },
    ),
    series: (user, first, stepSeconds) => {
      const person = people.find(user);
      if (person === null) return [];
      if (stepSeconds < 60) {
        return fromReadings.all({ person, from: first * stepSeconds, step: stepSeconds });
      }
      const step = stepSeconds / 60;
      const from = first * step;
      const tier = tierOf(step);
      return tier === null
        ? fine.all({ person, from, step })
        : coarse.all({ person, from, step, tier });
    },
  };
};
