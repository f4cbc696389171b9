import type { AckRequest } from '@perijove/contracts';
import { reached } from './notification-order';

type Ack = AckRequest['state'];

/** What became of one attempt: `retry` keeps the acknowledgement for later. */
export type AckOutcome = 'done' | 'retry';

/**
 * Acknowledgements on their way to the hub, one at a time. A notification's later state
 * replaces its earlier one, and what could not be sent waits for the next `flush`.
 */
export class AckOutbox {
  private readonly waiting = new Map<string, Ack>();
  private flushing = false;

  constructor(private readonly send: (id: string, state: Ack) => Promise<AckOutcome>) {}

  /** How many acknowledgements wait to be sent. */
  get size(): number {
    return this.waiting.size;
  }

  /** Adds an acknowledgement and tries to send at once. */
  push(id: string, state: Ack): void {
    const earlier = this.waiting.get(id);
    if (earlier === undefined || !reached(earlier, state)) this.waiting.set(id, state);
    void this.flush();
  }

  /** Sends what waits, until the first one that has to wait on. Never throws. */
  async flush(): Promise<void> {
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
