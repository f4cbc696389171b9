import type { LabSample } from '../../../engine/port.js';

/** What a rate is made of: how much had been used at some moment. */
export type Counter = Omit<LabSample, 'name' | 'memoryBytes' | 'memoryLimitBytes'>;

/** What a lab moves, in bytes per second; null where it is not known. */
export interface Traffic {
  readonly diskRead: number | null;
  readonly diskWritten: number | null;
  readonly networkReceived: number | null;
  readonly networkSent: number | null;
}

/** CPU, memory and traffic at one moment. */
export interface Reading extends Traffic {
  /** Percent of one core. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

/** The usage of one user, over all of their servers. */
export interface UserReading extends Reading {
  readonly user: string;
}

/** The names of the figures that can be unknown. */
export const trafficNames = [
  'diskRead',
  'diskWritten',
  'networkReceived',
  'networkSent',
] as const satisfies readonly (keyof Traffic)[];

/**
 * Milliseconds between two readings of one run, or null when no rate can be told: at the first
 * reading, for another container of that name, and when they lie more than `maxGapMs` apart.
 * The clock is one that only grows, so the wall clock may jump.
 */
const elapsedMs = (before: Counter | undefined, now: Counter, maxGapMs: number): number | null => {
  if (before === undefined || before.id !== now.id) return null;
  const elapsed = now.monotonicMs - before.monotonicMs;
  return elapsed <= 0 || elapsed > maxGapMs ? null : elapsed;
};

/**
 * CPU between two readings in percent of one core, or null where it cannot be known. A counter
 * that went back is a restart. Never a zero for something that was not measured.
 */
export const cpuPercent = (
  before: Counter | undefined,
  now: Counter,
  maxGapMs: number,
): number | null => {
  const elapsed = elapsedMs(before, now, maxGapMs);
  if (before === undefined || elapsed === null) return null;
  const usedMicros = now.cpuMicros - before.cpuMicros;
  return usedMicros < 0 ? null : usedMicros / 10 / elapsed;
};

/** What was moved between two readings, by the same rules; each figure for itself. */
export const trafficOf = (before: Counter | undefined, now: Counter, maxGapMs: number): Traffic => {
  const elapsed = elapsedMs(before, now, maxGapMs);
  const rate = (was: number | null | undefined, is: number | null): number | null => {
    if (elapsed === null || was === null || was === undefined || is === null || is < was)
      return null;
    return ((is - was) * 1000) / elapsed;
  };
  return {
    diskRead: rate(before?.diskReadBytes, now.diskReadBytes),
    diskWritten: rate(before?.diskWrittenBytes, now.diskWrittenBytes),
    networkReceived: rate(before?.networkReceivedBytes, now.networkReceivedBytes),
    networkSent: rate(before?.networkSentBytes, now.networkSentBytes),
  };
};

/** How many readings were left out between two of them that should be `intervalMs` apart. */
export const missedReadings = (passedMs: number, intervalMs: number): number =>
  Math.max(0, Math.round(passedMs / intervalMs) - 1);
