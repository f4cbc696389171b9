import { sleep, type Clock } from './clock.js';

/** How often and how patiently to try again. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Says whether this failure may pass by itself. */
  readonly transient: (error: unknown) => boolean;
}

/**
 * Tries again with exponential backoff and full jitter.
 * The last failure is thrown as it is.
 */
export const retry = async <T>(
  clock: Clock,
  policy: RetryPolicy,
  run: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= policy.attempts || !policy.transient(error)) throw error;
      const ceiling = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempt - 1));
      await sleep(clock, Math.random() * ceiling, signal);
    }
  }
};
