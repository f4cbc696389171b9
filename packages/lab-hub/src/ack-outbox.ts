import type { AckRequest } from '@perijove/contracts';
import { arrivalPauseMs } from '@perijove/contracts/arrivals';
import { reached } from './notification-order';

type Ack = AckRequest['state'];

/** What became of one attempt: `retry` keeps the acknowledgement for later. */
export type AckOutcome = 'done' | 'retry';

/**
 * Acknowledgements on their way to the hub, one at a time. A notification's later state
 * replaces its earlier one, and what could not be sent waits for the next `flush`. That something
 * arrived is told a moment later, for all pages hear of it at once; what a person did, at once.
 */
export class AckOutbox {
  private readonly waiting = new Map<string, Ack>();
  private flushing = false;
  private planned: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly send: (id: string, state: Ack) => Promise<AckOutcome>,
    private readonly pauseMs: () => number = arrivalPauseMs,
  ) {}

  /** How many acknowledgements wait to be sent. */
  get size(): number {
    return this.waiting.size;
  }

  /** Adds an acknowledgement, to be sent at once or, for an arrival, soon. */
  push(id: string, state: Ack): void {
    const earlier = this.waiting.get(id);
    if (earlier === undefined || !reached(earlier, state)) this.waiting.set(id, state);
    if (state !== 'delivered') void this.flush();
    else this.planned ??= setTimeout(() => void this.flush(), this.pauseMs());
  }

  /** Sends what waits, until the first one that has to wait on. Never throws. */
  async flush(): Promise<void> {
    if (this.planned !== null) clearTimeout(this.planned);
    this.planned = null;
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (;;) {
        const next = this.waiting.entries().next();
        if (next.done === true) return;
        const [id, state] = next.value;
        if ((await this.send(id, state)) === 'retry') return;
        // A later state may have come in while this one was under way.
        if (this.waiting.get(id) === state) this.waiting.delete(id);
      }
    } finally {
      this.flushing = false;
    }
  }
}
