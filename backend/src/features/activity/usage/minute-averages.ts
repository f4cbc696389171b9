import type { UserReading, Reading } from './rates.js';
import { createMean, sumOf, type Mean } from './readings.js';

/** Averages readings over a minute. */
export interface MinuteAverages {
  add(user: string, server: string, reading: Reading): void;
  /** The minute so far goes on under another name; with null it is dropped. */
  move(from: string, to: string | null): void;
  /** The current minute of all users. Starts a new one. */
  take(): readonly UserReading[];
}

export const createMinuteAverages = (): MinuteAverages => {
  const users = new Map<string, Map<string, Mean>>();

  // The mean of each lab over its own readings, then the sum of the labs: a lab that ran for
  // only part of the minute must not pull the other one down.
  const together = (labs: ReadonlyMap<string, Mean>): Reading | null => {
    let sum: Reading | null = null;
    for (const mean of labs.values()) {
      const value = mean.value();
      if (value !== null) sum = sum === null ? value : sumOf(sum, value);
    }
    return sum;
  };

  return {
    add: (user, server, reading) => {
      const labs = users.get(user) ?? new Map<string, Mean>();
      const mean = labs.get(server) ?? createMean();
      mean.add(reading);
      users.set(user, labs.set(server, mean));
    },
    move: (from, to) => {
      const labs = users.get(from);
      users.delete(from);
      if (labs !== undefined && to !== null) users.set(to, labs);
    },
    take: () => {
      const all = [...users].flatMap(([user, labs]) => {
        const sum = together(labs);
        return sum === null ? [] : [{ user, ...sum }];
      });
      users.clear();
      return all;
    },
  };
};
