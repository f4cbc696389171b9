/**
 * A jump of this size between two estimates means that a clock was set; network delay is never
 * this long.
 */
const JUMP_MS = 120_000;

/**
 * The difference between the server's clock and this computer's.
 *
 * A timestamp from the server arrives late by the network delay, so each estimate is too small by
 * that delay, and the largest estimate is the best. A new connection starts over, because the
 * computer's clock may have been set in between.
 */
export class ServerClock {
  private offset: number | null = null;

  constructor(private readonly localNow: () => number) {}

  /** Milliseconds to add to the local clock; 0 until the first timestamp. */
  get offsetMs(): number {
    return this.offset ?? 0;
  }

  /** The server's time now, in epoch milliseconds. */
  now(): number {
    return this.localNow() + this.offsetMs;
  }

  /** Drops the estimate: only timestamps from now on count. */
  reset(): void {
    this.offset = null;
  }

  /** Takes a timestamp (ISO 8601) that the server set when it sent a message. */
  observe(serverTime: string): void {
    const estimate = Date.parse(serverTime) - this.localNow();
    if (Number.isNaN(estimate)) return;
    if (this.offset === null || estimate > this.offset || this.offset - estimate > JUMP_MS) {
      this.offset = estimate;
    }
  }
}
