/** Time, so that tests can hold it still. */
export interface Clock {
  /** Wall-clock time in epoch milliseconds. Jumps when the system's clock is set. */
  now(): number;
  /** Milliseconds that only ever grow, for measuring how long something took. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

const LONGEST_TIMEOUT_MS = 2_147_483_647;

/** The system's clock. Timers never keep the process alive by themselves. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    let timer: NodeJS.Timeout;
    // setTimeout overflows beyond 2^31-1 ms and would fire at once: long waits go by stages.
    const wait = (leftMs: number): void => {
      const stageMs = Math.min(Math.max(0, leftMs), LONGEST_TIMEOUT_MS);
      timer = setTimeout(() => {
        if (leftMs > stageMs) wait(leftMs - stageMs);
        else run();
      }, stageMs);
      timer.unref();
    };
    wait(delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** An instant for the wire. */
export const iso = (epochMs: number): string => new Date(epochMs).toISOString();

/** As `iso`, keeping null. */
export const isoOrNull = (epochMs: number | null): string | null =>
  epochMs === null ? null : iso(epochMs);

/** Resolves after `delayMs` of the clock, or rejects with the signal's reason. */
export const sleep = (clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    const abort = (): void => {
      cancel();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
  });
