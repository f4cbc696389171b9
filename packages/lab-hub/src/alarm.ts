/**
 * Longest single timeout. Timers pause while a computer sleeps and browsers slow them down in
 * background tabs, so a late alarm is late by this much at most.
 */
const MAX_TIMEOUT_MS = 300_000;

/** Calls a function once at a given time, however far away; setting it again replaces the time. */
export class Alarm {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private at: number | null = null;

  constructor(
    private readonly onAlarm: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param atMs - when to call, in epoch milliseconds by `now`; null clears the alarm */
  set(atMs: number | null): void {
    this.clear();
    if (atMs === null || !Number.isFinite(atMs)) return;
    this.at = atMs;
    this.schedule();
  }

  /** Clears the alarm. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.at = null;
  }

  private schedule(): void {
    if (this.at === null) return;
    const left = this.at - this.now();
    if (left <= 0) {
      this.clear();
      this.onAlarm();
      return;
    }
    this.timer = setTimeout(
      () => {
        this.schedule();
      },
      Math.min(left, MAX_TIMEOUT_MS),
    );
  }
}
