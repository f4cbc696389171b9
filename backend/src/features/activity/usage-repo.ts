import type { Db } from '../../db/open.js';
import type { MinuteMean } from './minutes.js';
import type { PeopleRepo } from './people-repo.js';

/** One point of a series, over several minutes. */
export interface UsagePoint {
  readonly bucket: number;
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

/** CPU and memory per person and minute. `minute` counts minutes since the epoch. */
export interface UsageRepo {
  insertMinute(minute: number, means: readonly MinuteMean[]): void;
  /** Means over buckets of `step` minutes from minute `from` on; a bucket without rows is left out. */
  series(user: string, from: number, step: number): readonly UsagePoint[];
  purgeBefore(minute: number): void;
}

// Hundredths of a percent and KiB: whole numbers take two or three bytes each.
const CPU_UNIT = 100;
const MEMORY_UNIT = 1024;

export const createUsageRepo = (db: Db, people: PeopleRepo): UsageRepo => {
  const insert = db.prepare<[number, number, number, number]>(
    'INSERT OR REPLACE INTO usage_minutes (person, minute, cpu, memory) VALUES (?, ?, ?, ?)',
  );
  const series = db.prepare<{ person: number; from: number; step: number }, UsagePoint>(
    `SELECT minute / @step AS bucket, avg(cpu) / ${CPU_UNIT}.0 AS cpuPercent,
       avg(memory) * ${MEMORY_UNIT} AS memoryBytes
     FROM usage_minutes WHERE person = @person AND minute >= @from GROUP BY 1`,
  );
  // Naming every person lets SQLite seek in the primary key instead of reading all rows.
  const purge = db.prepare<[number]>(
    'DELETE FROM usage_minutes WHERE person IN (SELECT id FROM people) AND minute < ?',
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
      return person === null ? [] : series.all({ person, from, step });
    },
    purgeBefore: minute => void purge.run(minute),
  };
};
