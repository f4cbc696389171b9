import type { Clock } from '../../platform/clock.js';

/** A token bucket per actor: `burst` at once, then `perMinute` on average. */
export interface RateLimit {
  /** Takes one token. Answers 0, or the seconds after which the next one is there. */
  take(actor: string): number;
}

export const createRateLimit = (options: {
  readonly clock: Clock;
  readonly burst: number;
  readonly perMinute: number;
}): RateLimit => {
  const { clock, burst, perMinute } = options;
  const refillPerMs = perMinute / 60_000;
  const buckets = new Map<string, { tokens: number; atMs: number }>();

  const prune = (nowMs: number): void => {
    for (const [actor, bucket] of buckets) {
      if (bucket.tokens + (nowMs - bucket.atMs) * refillPerMs >= burst) buckets.delete(actor);
    }
  };

  return {
    take: actor => {
      const nowMs = clock.monotonicMs();
      if (buckets.size >= 1000) prune(nowMs);
      const before = buckets.get(actor) ?? { tokens: burst, atMs: nowMs };
      const tokens = Math.min(burst, before.tokens + (nowMs - before.atMs) * refillPerMs);
      const granted = tokens >= 1;
      buckets.set(actor, { tokens: granted ? tokens - 1 : tokens, atMs: nowMs });
      return granted ? 0 : Math.ceil((1 - tokens) / refillPerMs / 1000);
    },
  };
};
