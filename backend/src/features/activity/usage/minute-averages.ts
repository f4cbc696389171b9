import type { UserReading, Reading } from './rates.js';
import { sumOf, Mean } from './readings.js';

/** Averages readings over a minute. */
export class MinuteAverages {
  private readonly users = new Map<string, Map<string, Mean>>();

  add(user: string, server: string, reading: Reading): void {
    const labs = this.users.get(user) ?? new Map<string, Mean>();
    const mean = labs.get(server) ?? new Mean();
    mean.add(reading);
    this.users.set(user, labs.set(server, mean));
  }

  /** The minute so far goes on under another name; with null it is dropped. */
  move(from: string, to: string | null): void {
    const labs = this.users.get(from);
    this.users.delete(from);
    if (labs !== undefined && to !== null) this.users.set(to, labs);
  }

  /** The current minute of all users. Starts a new one. */
  take(): readonly UserReading[] {
    const all = [...this.users].flatMap(([user, labs]) => {
      const sum = this.together(labs);
      return sum === null ? [] : [{ user, ...sum }];
    });
    this.users.clear();
    return all;
  }

  // The mean of each lab over its own readings, then the sum of the labs: a lab that ran for
  // only part of the minute must not pull the other one down.
  private together(labs: ReadonlyMap<string, Mean>): Reading | null {
    let sum: Reading | null = null;
    for (const mean of labs.values()) {
      const value = mean.value();
      if (value !== null) sum = sum === null ? value : sumOf(sum, value);
    }
    return sum;
  }
}
