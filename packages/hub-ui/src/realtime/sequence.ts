import type { Delta, Snapshot, Stream } from '@perijove/contracts';

/** What to do with a delta: take it, leave it (already known), or ask for a snapshot. */
export type Step = 'apply' | 'drop' | 'resync';

/** A second request after this long: the first one was lost on the other side. */
const ASK_AGAIN_MS = 5_000;

/** Watches the sequence numbers, so that no change is missed and none is taken twice. */
export class SequenceGuard {
  #known = new Map<Stream, number>();
  #askedAtMs: number | null = null;

  /** Begins again from a snapshot. */
  reset(seq: Snapshot['seq']): void {
    this.#askedAtMs = null;
    this.#known = new Map();
    for (const stream of ['me', 'server', 'admin', 'users'] as const) {
      const at = seq[stream];
      if (at !== undefined) this.#known.set(stream, at);
    }
  }

  /** Decides about a delta. While a snapshot is under way, deltas are dropped: it has them. */
  step(delta: Pick<Delta, 'stream' | 'seq'>, nowMs: number): Step {
    if (this.#askedAtMs !== null) {
      if (nowMs - this.#askedAtMs < ASK_AGAIN_MS) return 'drop';
      this.#askedAtMs = nowMs;
      return 'resync';
    }
    const known = this.#known.get(delta.stream);
    // A stream that began after the snapshot (a page for administrators was opened) has no
    // earlier number: its first delta is the beginning.
    if (known === undefined || delta.seq === known + 1) {
      this.#known.set(delta.stream, delta.seq);
      return 'apply';
    }
    if (delta.seq <= known) return 'drop';
    this.#askedAtMs = nowMs;
    return 'resync';
  }
}
