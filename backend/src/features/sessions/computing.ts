import type { DomainBus, ServerKey } from '../domain-events.js';
import { keyOf } from '../servers/key.js';

/** An average over less than this would take a moment's work for work. */
const LONGEST_MS = 300_000;
/** Of the time without use after which a server stops: work shows in time, whatever that time is. */
const OF_TIMEOUT = 1 / 3;
/** Readings that lie further apart than so many intervals are not one stretch of time. */
const GAP_INTERVALS = 4;
/** A lab that may use less than the threshold works when it uses this part of its limit. */
const OF_LIMIT = 0.5;

interface Stretch {
  readonly sinceMs: number;
  lastMs: number;
  /** Percent of a core, times milliseconds. */
  sum: number;
}

/** Whether so much CPU is work. Pure. Percent is of one core, as is the threshold. */
export const isWork = (
  percent: number,
  limitCores: number | null,
  thresholdPercent: number,
): boolean => percent >= Math.min(thresholdPercent, (limitCores ?? Infinity) * 100 * OF_LIMIT);

/**
 * Takes note of labs that compute: their CPU, averaged over some minutes, as it was read for the
 * plots. So a program counts that no kernel knows of, in a terminal or behind a closed tab.
 * Returns the function that ends it.
 */
export const noticeComputing = (deps: {
  readonly bus: DomainBus;
  readonly thresholdPercent: number;
  /** Time without use after which a server stops. */
  readonly timeoutMs: number;
  /** Between two readings. */
  readonly intervalMs: number;
  readonly worked: (key: ServerKey, atMs: number) => void;
}): (() => void) => {
  const { bus, thresholdPercent, intervalMs, worked } = deps;
  const windowMs = Math.min(LONGEST_MS, deps.timeoutMs * OF_TIMEOUT);
  let stretches = new Map<string, Stretch>();
  return bus.on('usage.sampled', ({ atMs, usage }) => {
    const next = new Map<string, Stretch>();
    for (const { user, server, usage: reading } of usage) {
      const id = keyOf(user, server);
      const before = stretches.get(id);
      const gapMs = before === undefined ? 0 : atMs - before.lastMs;
      if (before === undefined || gapMs <= 0 || gapMs > GAP_INTERVALS * intervalMs) {
        next.set(id, { sinceMs: atMs, lastMs: atMs, sum: 0 });
        continue;
      }
      before.sum += reading.cpuPercent * gapMs;
      before.lastMs = atMs;
      const spanMs = atMs - before.sinceMs;
      if (spanMs < windowMs) {
        next.set(id, before);
        continue;
      }
      if (isWork(before.sum / spanMs, reading.cpuLimitCores, thresholdPercent)) {
        worked({ user, server }, atMs);
      }
      next.set(id, { sinceMs: atMs, lastMs: atMs, sum: 0 });
    }
    stretches = next;
  });
};
