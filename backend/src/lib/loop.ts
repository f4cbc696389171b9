import { messageOf } from './errors.js';
import { sleep, type Clock } from './clock.js';
import type { Logger } from './logger.js';

/**
 * A background job: runs `pass` every `intervalMs` until it is stopped, never twice at once. A failed
 * pass is logged, not fatal.
 */
export class Loop {
  private readonly ending = new AbortController();
  private pause = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly options: {
      readonly name: string;
      readonly clock: Clock;
      readonly log: Logger;
      readonly intervalMs: number;
      readonly pass: (signal: AbortSignal) => Promise<void> | void;
    },
  ) {}

  start(): void {
    this.running ??= this.repeat();
  }

  /** Ends the loop and waits for the pass under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Ends the pause: the next pass begins now. */
  nudge(): void {
    this.pause.abort();
  }

  private async repeat(): Promise<void> {
    const { name, clock, log, intervalMs, pass } = this.options;
    // `aborted` changes while we wait; the compiler believes that it cannot.
    const ended = (): boolean => this.ending.signal.aborted;
    while (!ended()) {
      // Made before the pass: a nudge that comes meanwhile asks for another pass.
      this.pause = new AbortController();
      try {
        await pass(this.ending.signal);
      } catch (error) {
        if (!ended()) log.error({ err: error, loop: name }, messageOf(error));
      }
      await sleep(
        clock,
        intervalMs,
        AbortSignal.any([this.pause.signal, this.ending.signal]),
      ).catch(() => undefined);
    }
  }
}
