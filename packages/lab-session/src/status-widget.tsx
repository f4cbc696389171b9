import { ReactWidget } from '@jupyterlab/apputils';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { clockIcon } from './clock-icon';
import { shouldAnnounce, statusOf, type Status } from './status';
import { isShown, DEFAULT_SETTINGS, type StatusSettings } from './status-settings';
import { formatTime, formatTimeLeft, type Trans } from './format';

/** Options of the status item. */
export interface StatusOptions {
  readonly link: IHubLink;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly open: () => void;
}

/** The session item in the status bar: the time left, highlighted near the deadline. */
export class StatusWidget extends ReactWidget {
  /** Emitted when the item appears or disappears. */
  readonly activeChanged = new Signal<this, void>(this);
  private status: Status = { kind: 'hidden' };
  private announcement = '';
  private currentSettings = DEFAULT_SETTINGS;
  private isRevealed = false;
  private isActive = false;
  private readonly alarm: Alarm;

  constructor(private readonly options: StatusOptions) {
    super();
    const { link } = options;
    this.addClass('perijove-Status');
    this.alarm = new Alarm(
      () => {
        this.refresh();
      },
      () => link.serverNow(),
    );
    link.state.serverChanged.connect(this.refresh, this);
    link.connectedChanged.connect(this.refresh, this);
    // After a sleep of the computer the alarm is late.
    document.addEventListener('visibilitychange', this);
    this.refresh();
  }

  /** Whether there is a status to show. */
  get hasStatus(): boolean {
    return this.status.kind !== 'hidden';
  }

  /** Whether the item is shown. */
  get active(): boolean {
    return this.isActive;
  }

  /** When to show the item. */
  set settings(settings: StatusSettings) {
    this.currentSettings = settings;
    this.refresh();
  }

  /** Shows the item regardless of its settings, for example while its popup is open. */
  set revealed(on: boolean) {
    this.isRevealed = on;
    this.refresh();
  }

  handleEvent(): void {
    this.refresh();
  }

  override dispose(): void {
    document.removeEventListener('visibilitychange', this);
    this.alarm.clear();
    Signal.clearData(this);
    super.dispose();
  }

  protected render(): React.JSX.Element {
    const { open, link } = this.options;
    const { status } = this;
    const urgency = status.kind === 'running' ? status.countdown.urgency : 'calm';
    const needsAttention = status.kind === 'stopped' || status.kind === 'signed_out';
    return (
      <>
        <button
          type="button"
          className="perijove-Status-button"
          data-urgency={needsAttention ? 'urgent' : urgency}
          data-connected={link.connected}
          title={this.caption()}
          aria-haspopup="dialog"
          onClick={open}
        >
          <clockIcon.react tag="span" className="perijove-Status-icon" stylesheet="statusBar" />
          <span>{this.text()}</span>
        </button>
        <span className="perijove-Status-announcement" role="status">
          {this.announcement}
        </span>
      </>
    );
  }

  private readonly refresh = (): void => {
    const { link, trans } = this.options;
    const before = this.status;
    const nowMs = link.serverNow();
    const status = statusOf(link.state.server, link.status, nowMs);
    this.status = status;
    this.alarm.set(status.kind === 'running' ? status.countdown.changesAtMs : null);
    if (status.kind === 'running' && before.kind === 'running') {
      const { left, leftMs } = status.countdown;
      if (shouldAnnounce(before.countdown.leftMs, leftMs)) {
        this.announcement = trans.__('Session: %1', formatTimeLeft(left, trans));
      }
    }
    const active = isShown(status, this.currentSettings) || (this.isRevealed && this.hasStatus);
    if (active !== this.isActive) {
      this.isActive = active;
      this.activeChanged.emit();
    }
    this.update();
  };

  private text(): string {
    const { trans } = this.options;
    switch (this.status.kind) {
      case 'hidden':
        return '';
      case 'signed_out':
        return trans.__('Signed out of the hub');
      case 'stopped':
        return trans.__('Server stopped');
      case 'changing':
        return this.status.to === 'starting'
          ? trans.__('Server is starting')
          : trans.__('Server is stopping');
      case 'running':
        return formatTimeLeft(this.status.countdown.left, trans);
    }
  }

  private caption(): string {
    const { link, trans, locale } = this.options;
    if (this.status.kind === 'signed_out') {
      return trans.__('You are signed out of the hub. Reload this page to sign in.');
    }
    if (this.status.kind !== 'running') return trans.__('Show details about the server');
    const time = formatTime(this.status.countdown.deadlineMs, link.serverNow(), locale);
    return link.connected
      ? trans.__('The server stops at %1. Click for details and to extend it.', time)
      : trans.__('The server stops at %1, according to the last update from the hub.', time);
  }
}
