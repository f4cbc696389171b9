import type { PersonReading, Reading } from './rates.js';
import { createMean, sumOf, type Mean } from './readings.js';

/** Gathers readings until their minute is over. */
export interface Minutes {
  add(user: string, server: string, reading: Reading): void;
  /** The minute so far goes on under another name; with null it is dropped. */
  move(from: string, to: string | null): void;
  /** The minute so far of everybody, and begins anew. */
  take(): readonly PersonReading[];
}

export const createMinutes = (): Minutes => {
  const people = new Map<string, Map<string, Mean>>();

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
      const labs = people.get(user) ?? new Map<string, Mean>();
      const mean = labs.get(server) ?? createMean();
      mean.add(reading);
      people.set(user, labs.set(server, mean));
    },
    move: (from, to) => {
      const labs = people.get(from);
      people.delete(from);
      if (labs !== undefined && to !== null) people.set(to, labs);
    },
    take: () => {
      const all = [...people].flatMap(([user, labs]) => {
        const sum = together(labs);
        return sum === null ? [] : [{ user, ...sum }];
      });
      people.clear();
      return all;
    },
  };
};
