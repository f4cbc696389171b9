/** Shortest time between two reports: the hub counts activity in minutes. */
const INTERVAL_MS = 60_000;

/** Requests within this time after a report count as caused by the user. */
const ACTIVE_MS = 10_000;

/** Events that only a user causes. */
const EVENTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

/**
 * Reports to the hub that the user is active on this page. The hub cannot tell from requests: an
 * open JupyterLab sends requests by itself.
 */
export class ActivityReporter {
  private reportedAtMs = -Infinity;
  private unreported = false;

  /** @param report - reports to the hub; returns false when the hub is not connected */
  constructor(
    private readonly report: () => boolean,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Records that the user is active, and reports it unless that was done within a minute. */
  record(): void {
    if (this.now() - this.reportedAtMs < INTERVAL_MS) return;
    this.reportedAtMs = this.now();
    this.unreported = !this.report();
  }

  /**
   * Whether activity was reported a moment ago. Requests of the page then count as activity on the
   * server too, so that others who read its last activity see the user.
   */
  get active(): boolean {
    return this.now() - this.reportedAtMs < ACTIVE_MS;
  }

  /** Repeats a report that failed; to be called when the hub is connected again. */
  reconnected(): void {
    if (this.unreported) this.unreported = !this.report();
  }

  /** Listens to a document; the returned function stops that. */
  listen(target: EventTarget): () => void {
    const onEvent = (event: Event): void => {
      if (event.isTrusted) this.record();
    };
    const options = { capture: true, passive: true };
    for (const name of EVENTS) target.addEventListener(name, onEvent, options);
    return () => {
      for (const name of EVENTS) target.removeEventListener(name, onEvent, options);
    };
  }
}
