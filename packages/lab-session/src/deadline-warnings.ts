import type { ServerView, SessionView } from '@perijove/contracts';
import type { IHubLink, SeenStore } from '@perijove/lab-hub';
import { dueWarning, nextWarningAtMs, type Warning } from './warning-schedule';

/** Shows warnings. A new one replaces the one before. */
export interface WarningDisplay {
  warn(warning: Warning, session: SessionView): void;
  stopped(server: ServerView): void;
  clear(): void;
}

/** The part of the link that is used. */
export type DeadlineWarningsLink = Pick<IHubLink, 'serverNow'> & {
  readonly state: Pick<IHubLink['state'], 'server' | 'serverChanged'>;
};

/** Options of the warnings. */
export interface DeadlineWarningsOptions {
  readonly link: DeadlineWarningsLink;
  readonly display: WarningDisplay;
  /** Warnings that this browser tab has shown. */
  readonly seen: SeenStore;
  readonly enabled: () => boolean;
  /** Sets the time, by the server's clock, of the next `check`; null clears it. */
  readonly setAlarm: (atMs: number | null) => void;
}

/** Warns before the server stops, once per deadline, and reports when it has stopped. */
export class DeadlineWarnings {
  private current: Warning | null = null;
  private stopped = false;

  constructor(private readonly options: DeadlineWarningsOptions) {}

  /** Starts to follow the server. */
  start(): void {
    this.options.link.state.serverChanged.connect(this.check, this);
    this.check();
  }

  /** Checks the time and the server; to be called at every change and alarm. */
  readonly check = (): void => {
    const { link, setAlarm } = this.options;
    const { server } = link.state;
    setAlarm(null);
    if (server === null) return;
    if (server.phase === 'stopped' || server.phase === 'failed') {
      this.reportStop(server);
      return;
    }
    if (server.phase !== 'running') return;
    if (this.stopped) this.clear();
    this.stopped = false;
    const nowMs = link.serverNow();
    this.warnIfDue(server.session, nowMs);
    setAlarm(nextWarningAtMs(server.session, nowMs));
  };

  private warnIfDue(session: SessionView, nowMs: number): void {
    const { display, seen, enabled } = this.options;
    const due = dueWarning(session, nowMs);
    if (this.current !== null && due?.deadlineMs !== this.current.deadlineMs) this.clear();
    if (due === null || seen.has(due.key) || !enabled()) return;
    seen.add(due.key);
    this.current = due;
    display.warn(due, session);
  }

  private reportStop(server: ServerView): void {
    if (this.stopped) return;
    this.stopped = true;
    this.current = null;
    this.options.display.stopped(server);
  }

  private clear(): void {
    this.current = null;
    this.options.display.clear();
  }
}
