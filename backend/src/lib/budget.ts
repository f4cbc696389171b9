import type { Clock } from './clock.js';

/**
 * How often somebody may ask for work that costs: a token bucket for each key, `burst` at once and
 * then `perMinute` on average. Twin of the hub's `budget.py`; docs/security.md has the table.
 */
export interface Budget {
  /** Takes one. Answers 0, or the whole seconds after which the next one is there. */
  take(key: string): number;
  /** Gives back what was taken for something that cost nothing after all. */
  giveBack(key: string): void;
}

/**
 * Keys that are remembered. Whoever was away longest is forgotten first, and has a full budget
 * then: strangers who change their address take room, and never anybody's budget.
 */
const MAX_KEYS = 10_000;

export const createBudget = (options: {
  readonly clock: Clock;
  readonly burst: number;
  readonly perMinute: number;
  readonly maxKeys?: number;
}): Budget => {
  const { clock, burst, perMinute, maxKeys = MAX_KEYS } = options;
  const refillPerMs = perMinute / 60_000;
  /** In the order of their last use. */
  const buckets = new Map<string, { readonly tokens: number; readonly atMs: number }>();

  const now = (key: string): number => {
    const bucket = buckets.get(key);
    if (bucket === undefined) return burst;
    return Math.min(burst, bucket.tokens + (clock.monotonicMs() - bucket.atMs) * refillPerMs);
  };
  const set = (key: string, tokens: number): void => {
    buckets.delete(key);
    buckets.set(key, { tokens, atMs: clock.monotonicMs() });
    if (buckets.size <= maxKeys) return;
    const longestAway = buckets.keys().next();
    if (!longestAway.done) buckets.delete(longestAway.value);
  };

  return {
    take: key => {
      const tokens = now(key);
      const granted = tokens >= 1;
      set(key, granted ? tokens - 1 : tokens);
      return granted ? 0 : Math.ceil((1 - tokens) / refillPerMs / 1000);
    },
    giveBack: key => {
      if (buckets.has(key)) set(key, Math.min(burst, now(key) + 1));
    },
  };
};
