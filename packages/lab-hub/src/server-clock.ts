/**
 * A jump of this size between two estimates is a changed clock, not a slow network:
 * no message travels this long.
 */
const JUMP_MS = 120_000;

/**
 * The difference between the server's clock and this computer's.
 *
 * A stamp from the server arrives late by the journey, so every estimate is too small by
 * that delay; the largest one seen is the best. A new connection starts afresh, because the
 * computer's clock may have been set meanwhile.
 */
export class ServerClock {
  private offset: number | null = null;

  constructor(private readonly localNow: () => number) {}

  /** Milliseconds to add to the local clock; 0 until the server spoke. */
  get offsetMs(): number {
    return this.offset ?? 0;
  }

  /** The server's time now, in epoch milliseconds. */
  now(): number {
    return this.localNow() + this.offsetMs;
  }

  /** Forgets the estimate: the next stamp counts alone. */
  reset(): void {
    this.offset = null;
  }

  /** Takes in a stamp (ISO 8601) that the server made when it sent the message. */
  observe(serverTime: string): void {
    const estimate = Date.parse(serverTime) - this.localNow();
    if (Number.isNaN(estimate)) return;
    if (this.offset === null || estimate > this.offset || this.offset - estimate > JUMP_MS) {
      this.offset = estimate;
    }
  }
}
