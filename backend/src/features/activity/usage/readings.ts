import type { UsagePoint } from './usage-repo.js';
import { trafficNames, type Reading, type Traffic } from './rates.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const map = (make: (name: keyof Traffic) => number | null): Traffic => ({
  diskRead: make('diskRead'),
  diskWritten: make('diskWritten'),
  networkReceived: make('networkReceived'),
  networkSent: make('networkSent'),
});

const plus = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : a + b;

/** What several labs use together; what is unknown of one is left out of the sum. */
export const sumOf = (a: Reading, b: Reading): Reading => ({
  cpuPercent: a.cpuPercent + b.cpuPercent,
  memoryBytes: a.memoryBytes + b.memoryBytes,
  ...map(name => plus(a[name], b[name])),
});

/** Gathers readings to their mean; a figure that is missing in some is averaged over the others. */
export interface Mean {
  add(reading: Reading): void;
  /** Null before the first reading. */
  value(): Reading | null;
}

export const createMean = (): Mean => {
  let count = 0;
  let cpu = 0;
  let memory = 0;
  const moved: Writable<Traffic> = { ...map(() => null) };
  const known: Record<keyof Traffic, number> = {
    diskRead: 0,
    diskWritten: 0,
    networkReceived: 0,
    networkSent: 0,
  };
  return {
    add: reading => {
      count += 1;
      cpu += reading.cpuPercent;
      memory += reading.memoryBytes;
      for (const name of trafficNames) {
        if (reading[name] === null) continue;
        moved[name] = plus(moved[name], reading[name]);
        known[name] += 1;
      }
    },
    value: () => {
      if (count === 0) return null;
      const mean = (name: keyof Traffic): number | null => {
        const sum = moved[name];
        return sum === null ? null : sum / known[name];
      };
      return { cpuPercent: cpu / count, memoryBytes: memory / count, ...map(mean) };
    },
  };
};

/** Readings as points of a series: the mean of each step. `at` in seconds since the epoch. */
export const pointsOf = (
  readings: readonly { readonly at: number; readonly reading: Reading }[],
  stepSeconds: number,
): readonly UsagePoint[] => {
  const means = new Map<number, Mean>();
  for (const { at, reading } of readings) {
    const bucket = Math.floor(at / stepSeconds);
    const mean = means.get(bucket) ?? createMean();
    mean.add(reading);
    means.set(bucket, mean);
  }
  return [...means].flatMap(([bucket, mean]) => {
    const value = mean.value();
    return value === null ? [] : [{ bucket, ...value }];
  });
};
