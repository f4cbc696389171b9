import { messageOf } from './errors.js';
import { sleep, type Clock } from './clock.js';
import type { Logger } from './logger.js';

/** A background job that repeats until it is stopped. */
export interface Loop {
  start(): void;
  /** Ends the loop and waits for the pass under way. */
  stop(): Promise<void>;
  /** Ends the pause: the next pass begins now. */
  nudge(): void;
}

/** Runs `pass` every `intervalMs`, never twice at once; a failed pass is logged, not fatal. */
export const createLoop = (options: {
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intervalMs: number;
  readonly pass: (signal: AbortSignal) => Promise<void> | void;
}): Loop => {
  const { name, clock, log, intervalMs, pass } = options;
  const ending = new AbortController();
  let pause = new AbortController();
  let running: Promise<void> | null = null;

  const repeat = async (): Promise<void> => {
    // `aborted` changes while we wait; the compiler believes that it cannot.
    const ended = (): boolean => ending.signal.aborted;
    while (!ended()) {
      // Made before the pass: a nudge that comes meanwhile asks for another pass.
      pause = new AbortController();
      try {
        await pass(ending.signal);
      } catch (error) {
        if (!ended()) log.error({ err: error, loop: name }, messageOf(error));
      }
      await sleep(clock, intervalMs, AbortSignal.any([pause.signal, ending.signal])).catch(
        () => undefined,
      );
    }
  };

  return {
    start: () => {
      running ??= repeat();
    },
    stop: async () => {
      ending.abort();
      await running;
    },
    nudge: () => pause.abort(),
  };
};
