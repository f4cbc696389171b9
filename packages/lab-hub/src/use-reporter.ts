/** At most one report in this time: the hub thinks in minutes. */
const EVERY_MS = 60_000;

/** An open JupyterLab asks its server for something within this time. */
const CAUSED_MS = 10_000;

/** What somebody does with a page; what a page does by itself is none of these. */
const EVENTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/**
 * Notices that somebody uses the page, so that the hub need not guess it from the requests that
 * an open JupyterLab makes by itself.
 */
export class UseReporter {
  private reportedAtMs = -Infinity;
  private unsaid = false;

  /** @param report - tells the hub; answers whether it could */
  constructor(
    private readonly report: () => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Somebody does something. */
  touch(): void {
    if (this.now() - this.reportedAtMs < EVERY_MS) return;
    this.reportedAtMs = this.now();
    this.unsaid = !this.report();
  }

  /**
   * Whether the hub was told a moment ago that somebody uses the page. What the page asks its server
   * for meanwhile counts as activity there: the hub knows of it, and others are to see it as well.
   */
  get inUse(): boolean {
    return this.now() - this.reportedAtMs < CAUSED_MS;
  }

  /** The hub can be reached again. */
  reconnected(): void {
    if (this.unsaid) this.unsaid = !this.report();
  }

  /** Listens to a document; the returned function ends that. */
  watch(target: EventTarget): () => void {
    const heard = (event: Event): void => {
      if (event.isTrusted) this.touch();
    };
    const options = { capture: true, passive: true };
    for (const name of EVENTS) target.addEventListener(name, heard, options);
    return () => {
      for (const name of EVENTS) target.removeEventListener(name, heard, options);
    };
  }
}
