import type { AckRequest } from '@perijove/contracts';
import { arrivalPauseMs } from '@perijove/contracts/arrivals';
import { hasReached } from './notification-order';

type Ack = AckRequest['state'];

/** Result of one attempt: `retry` keeps the acknowledgement for later. */
export type AckOutcome = 'done' | 'retry';

/**
 * Acknowledgements that wait to be sent to the hub, one at a time. A later state of a notification
 * replaces an earlier one; a failed acknowledgement waits for the next `flush`. Deliveries are
 * sent after a random pause, because a broadcast reaches every page at once; what the user did is
 * sent immediately.
 */
export class AckOutbox {
  private readonly queue = new Map<string, Ack>();
  private flushing = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly send: (id: string, state: Ack) => Promise<AckOutcome>,
    private readonly pauseMs: () => number = arrivalPauseMs,
  ) {}

  /** Number of acknowledgements that wait to be sent. */
  get size(): number {
    return this.queue.size;
  }

  /** Adds an acknowledgement and sends it: a delivery after a pause, anything else at once. */
  push(id: string, state: Ack): void {
    const earlier = this.queue.get(id);
    if (earlier === undefined || !hasReached(earlier, state)) this.queue.set(id, state);
    if (state !== 'delivered') void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), this.pauseMs());
  }

  /** Sends the queue until an attempt answers `retry`. Never throws. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (;;) {
        const next = this.queue.entries().next();
        if (next.done === true) return;
        const [id, state] = next.value;
        if ((await this.send(id, state)) === 'retry') return;
        // A later state may have been pushed during the request.
        if (this.queue.get(id) === state) this.queue.delete(id);
      }
    } finally {
      this.flushing = false;
    }
  }
}
