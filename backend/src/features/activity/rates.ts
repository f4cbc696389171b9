import type { LabSample } from '../../engine/port.js';

/** What a rate is made of: how much CPU time had been used at some moment. */
export type Counter = Pick<LabSample, 'id' | 'monotonicMs' | 'cpuMicros'>;

/**
 * CPU between two readings in percent of one core, or null where it cannot be known: at the
 * first reading, after a restart (another id, or a counter that went back), and when the
 * readings lie more than `maxGapMs` apart. Never a zero for something that was not measured.
 */
export const cpuPercent = (
  before: Counter | undefined,
  now: Counter,
  maxGapMs: number,
): number | null => {
  if (before === undefined || before.id !== now.id) return null;
  const elapsedMs = now.monotonicMs - before.monotonicMs;
  const usedMicros = now.cpuMicros - before.cpuMicros;
  if (elapsedMs <= 0 || elapsedMs > maxGapMs || usedMicros < 0) return null;
  return usedMicros / 10 / elapsedMs;
};

/** How many readings were left out between two of them that should be `intervalMs` apart. */
export const missedReadings = (elapsedMs: number, intervalMs: number): number =>
  Math.max(0, Math.round(elapsedMs / intervalMs) - 1);
