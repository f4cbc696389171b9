/**
 * Timers stand still while a computer sleeps and browsers slow them down in the background;
 * waking up at least this often keeps a late alarm late by no more than this.
 */
const LONGEST_WAIT_MS = 300_000;

/** Does one thing at one moment, however far away; setting it again replaces the moment. */
export class Alarm {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private at: number | null = null;

  constructor(
    private readonly ring: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param atMs - when to ring, in epoch milliseconds by `now`; null never rings */
  set(atMs: number | null): void {
    this.clear();
    if (atMs === null || !Number.isFinite(atMs)) return;
    this.at = atMs;
    this.wait();
  }

  /** Rings no more. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.at = null;
  }

  private wait(): void {
    if (this.at === null) return;
    const left = this.at - this.now();
    if (left <= 0) {
      this.clear();
      this.ring();
      return;
    }
    this.timer = setTimeout(
      () => {
        this.wait();
      },
      Math.min(left, LONGEST_WAIT_MS),
    );
  }
}
