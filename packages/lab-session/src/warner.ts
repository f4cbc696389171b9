import type { ServerView, SessionView } from '@perijove/contracts';
import type { IHubLink, OnceMemory } from '@perijove/lab-hub';
import { dueWarning, nextWarningAtMs, type Warning } from './warning-plan';

/** Where warnings are shown. Showing one replaces the one before. */
export interface WarningBoard {
  warn(warning: Warning, session: SessionView): void;
  stopped(server: ServerView): void;
  clear(): void;
}

/** The part of the link that the warner uses. */
export type WarnerLink = Pick<IHubLink, 'serverNow'> & {
  readonly state: Pick<IHubLink['state'], 'server' | 'serverChanged'>;
};

/** What a warner needs. */
export interface WarnerOptions {
  readonly link: WarnerLink;
  readonly board: WarningBoard;
  /** Warnings that this browser tab has given already. */
  readonly memory: OnceMemory;
  readonly wanted: () => boolean;
  /** Rings at a moment of the server's clock, once; null cancels. */
  readonly alarmAt: (atMs: number | null) => void;
}

/** Warns before the server stops, once per deadline, and says so when it has stopped. */
export class Warner {
  private shown: Warning | null = null;
  private stopped = false;

  constructor(private readonly options: WarnerOptions) {}

  /** Follows the server from now on. */
  start(): void {
    this.options.link.state.serverChanged.connect(this.check, this);
    this.check();
  }

  /** Looks at the time and at the server; to be called when the alarm rings, too. */
  readonly check = (): void => {
    const { link, alarmAt } = this.options;
    const { server } = link.state;
    alarmAt(null);
    if (server === null) return;
    if (server.phase === 'stopped' || server.phase === 'failed') {
      this.noteStop(server);
      return;
    }
    if (server.phase !== 'running') return;
    if (this.stopped) this.takeAway();
    this.stopped = false;
    const nowMs = link.serverNow();
    this.consider(server.session, nowMs);
    alarmAt(nextWarningAtMs(server.session, nowMs));
  };

  private consider(session: SessionView, nowMs: number): void {
    const { board, memory, wanted } = this.options;
    const due = dueWarning(session, nowMs);
    if (this.shown !== null && due?.deadlineMs !== this.shown.deadlineMs) this.takeAway();
    if (due === null || memory.has(due.key) || !wanted()) return;
    memory.add(due.key);
    this.shown = due;
    board.warn(due, session);
  }

  private noteStop(server: ServerView): void {
    if (this.stopped) return;
    this.stopped = true;
    this.shown = null;
    this.options.board.stopped(server);
  }

  private takeAway(): void {
    this.shown = null;
    this.options.board.clear();
  }
}
