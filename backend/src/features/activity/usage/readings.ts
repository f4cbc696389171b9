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
export class Mean {
  private count = 0;
  private cpu = 0;
  private memory = 0;
  private readonly moved: Writable<Traffic> = { ...map(() => null) };
  private readonly known: Record<keyof Traffic, number> = {
    diskRead: 0,
    diskWritten: 0,
    networkReceived: 0,
    networkSent: 0,
  };

  add(reading: Reading): void {
    this.count += 1;
    this.cpu += reading.cpuPercent;
    this.memory += reading.memoryBytes;
    for (const name of trafficNames) {
      if (reading[name] === null) continue;
      this.moved[name] = plus(this.moved[name], reading[name]);
      this.known[name] += 1;
    }
  }

  /** Null before the first reading. */
  value(): Reading | null {
    if (this.count === 0) return null;
    const mean = (name: keyof Traffic): number | null => {
      const sum = this.moved[name];
      return sum === null ? null : sum / this.known[name];
    };
    return {
      cpuPercent: this.cpu / this.count,
      memoryBytes: this.memory / this.count,
      ...map(mean),
    };
  }
}

/** Readings as points of a series: the mean of each step. `at` in seconds since the epoch. */
export const pointsOf = (
  readings: readonly { readonly at: number; readonly reading: Reading }[],
  stepSeconds: number,
): readonly UsagePoint[] => {
  const means = new Map<number, Mean>();
  for (const { at, reading } of readings) {
    const bucket = Math.floor(at / stepSeconds);
    const mean = means.get(bucket) ?? new Mean();
    mean.add(reading);
    means.set(bucket, mean);
  }

  return [...means].flatMap(([bucket, mean]) => {
    const value = mean.value();
    return value === null ? [] : [{ bucket, ...value }];
  });
};
