import type { Db } from '../../db/open.js';
import type { MinuteMean } from './minutes.js';
import type { PeopleRepo } from './people-repo.js';
import { tiers } from './tiers-repo.js';

/** One point of a series, over several minutes. */
export interface UsagePoint {
  readonly bucket: number;
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

/** The coarsest rows of which such steps are made; null for the minutes themselves. */
const tierOf = (step: number): number | null =>
  tiers.findLast(({ minutes }) => step % minutes === 0)?.minutes ?? null;

/** CPU and memory per person and minute. `minute` counts minutes since the epoch. */
export interface UsageRepo {
  insertMinute(minute: number, means: readonly MinuteMean[]): void;
  /** Means over buckets of `step` minutes from minute `from` on; a bucket without rows is left out. */
  series(user: string, from: number, step: number): readonly UsagePoint[];
}

// Hundredths of a percent and KiB: whole numbers take two or three bytes each.
const CPU_UNIT = 100;
const MEMORY_UNIT = 1024;

export const createUsageRepo = (db: Db, people: PeopleRepo): UsageRepo => {
  const insert = db.prepare<[number, number, number, number]>(
    'INSERT OR REPLACE INTO usage_minutes (person, minute, cpu, memory) VALUES (?, ?, ?, ?)',
  );
  // JavaScript's numbers arrive as reals, by which whole numbers would not divide evenly.
  const means = `sum(cpu * weight) / ${CPU_UNIT}.0 / sum(weight) AS cpuPercent,
    sum(memory * weight) * ${MEMORY_UNIT}.0 / sum(weight) AS memoryBytes`;
  const fine = db.prepare<{ person: number; from: number; step: number }, UsagePoint>(
    `SELECT CAST(minute / @step AS INTEGER) AS bucket, ${means}
     FROM (SELECT minute, cpu, memory, 1 AS weight FROM usage_minutes
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
     SELECT CAST(minute / @step AS INTEGER) AS bucket, ${means}
     FROM (
       SELECT bucket * @tier AS minute, cpu, memory, @tier AS weight FROM usage_tiers
         WHERE tier = @tier AND person = @person AND bucket >= @from / @tier
       UNION ALL
       SELECT minute, cpu, memory, 1 FROM usage_minutes
         WHERE person = @person AND minute >= max(@from, (SELECT minute FROM made)))
     GROUP BY 1 ORDER BY 1`,
  );
  return {
    insertMinute: db.transaction((minute: number, means: readonly MinuteMean[]) => {
      for (const { user, cpuPercent, memoryBytes } of means) {
        insert.run(
          people.idOf(user),
          minute,
          Math.round(cpuPercent * CPU_UNIT),
          Math.round(memoryBytes / MEMORY_UNIT),
        );
      }
    }),
    series: (user, from, step) => {
      const person = people.find(user);
      if (person === null) return [];
      const tier = tierOf(step);
      return tier === null
        ? fine.all({ person, from, step })
        : coarse.all({ person, from, step, tier });
    },
  };
};
