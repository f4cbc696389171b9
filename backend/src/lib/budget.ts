import type { Clock } from './clock.js';

/**
 * Keys that are remembered. The one unused longest is forgotten first, and has a full budget then:
 * strangers who change their address take room, and never the budget of others.
 */
const MAX_KEYS = 10_000;

/**
 * How often work that costs can be requested: a token bucket for each key, `burst` at once and
 * then `perMinute` on average. Twin of the hub's `budget.py`; docs/security.md has the table.
 */
export class Budget {
  private readonly maxKeys = this.options.maxKeys ?? MAX_KEYS;
  private readonly refillPerMs = this.options.perMinute / 60_000;
  /** In the order of their last use. */
  private readonly buckets = new Map<string, { readonly tokens: number; readonly atMs: number }>();

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly burst: number;
      readonly perMinute: number;
      readonly maxKeys?: number;
    },
  ) {}

  /** Takes one. Answers 0, or the whole seconds after which the next one is there. */
  take(key: string): number {
    const tokens = this.now(key);
    const granted = tokens >= 1;
    this.set(key, granted ? tokens - 1 : tokens);
    return granted ? 0 : Math.ceil((1 - tokens) / this.refillPerMs / 1000);
  }

  /** Gives back what was taken for something that cost nothing after all. */
  giveBack(key: string): void {
    if (this.buckets.has(key)) this.set(key, Math.min(this.options.burst, this.now(key) + 1));
  }

  private now(key: string): number {
    const bucket = this.buckets.get(key);
    if (bucket === undefined) return this.options.burst;
    return Math.min(
      this.options.burst,
      bucket.tokens + (this.options.clock.monotonicMs() - bucket.atMs) * this.refillPerMs,
    );
  }

  private set(key: string, tokens: number): void {
    this.buckets.delete(key);
    this.buckets.set(key, { tokens, atMs: this.options.clock.monotonicMs() });
    if (this.buckets.size <= this.maxKeys) return;
    const longestAway = this.buckets.keys().next();
    if (!longestAway.done) this.buckets.delete(longestAway.value);
  }
}
