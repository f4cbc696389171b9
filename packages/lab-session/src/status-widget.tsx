import { ReactWidget } from '@jupyterlab/apputils';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { clockIcon } from './clock-icon';
import { isSpoken, statusOf, type Status } from './status';
import { isShown, USUAL, type StatusSettings } from './status-settings';
import { clockTime, timeLeft, type Trans } from './format';

/** What the item needs. */
export interface StatusOptions {
  readonly link: IHubLink;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly open: () => void;
}

/** The item in the status bar: the time left, quiet until the end comes near. */
export class StatusWidget extends ReactWidget {
  /** Emitted when the item has to appear or to go. */
  readonly activeChanged = new Signal<this, void>(this);
  private status: Status = { kind: 'hidden' };
  private spoken = '';
  private wishes = USUAL;
  private forced = false;
  private shown = false;
  private readonly alarm: Alarm;

  constructor(private readonly options: StatusOptions) {
    super();
    const { link } = options;
    this.addClass('perijove-Status');
    this.alarm = new Alarm(
      () => {
        this.look();
      },
      () => link.serverNow(),
    );
    link.state.serverChanged.connect(this.look, this);
    link.connectedChanged.connect(this.look, this);
    // After a sleep the alarm may be late; the eye is there first.
    document.addEventListener('visibilitychange', this);
    this.look();
  }

  /** Whether there is anything to say. */
  get hasNews(): boolean {
    return this.status.kind !== 'hidden';
  }

  /** Whether the item is to be seen. */
  get active(): boolean {
    return this.shown;
  }

  /** When the person wants to see it. */
  set settings(settings: StatusSettings) {
    this.wishes = settings;
    this.look();
  }

  /** Seen in any case, as long as something hangs on it. */
  set revealed(on: boolean) {
    this.forced = on;
    this.look();
  }

  handleEvent(): void {
    this.look();
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
    const needsCare = status.kind === 'stopped' || status.kind === 'signed_out';
    return (
      <>
        <button
          type="button"
          className="perijove-Status-button"
          data-urgency={needsCare ? 'urgent' : urgency}
          data-connected={link.connected}
          title={this.caption()}
          aria-haspopup="dialog"
          onClick={open}
        >
          <clockIcon.react tag="span" className="perijove-Status-icon" stylesheet="statusBar" />
          <span>{this.text()}</span>
        </button>
        <span className="perijove-Status-spoken" role="status">
          {this.spoken}
        </span>
      </>
    );
  }

  private readonly look = (): void => {
    const { link, trans } = this.options;
    const before = this.status;
    const nowMs = link.serverNow();
    const status = statusOf(link.state.server, link.status, nowMs);
    this.status = status;
    this.alarm.set(status.kind === 'running' ? status.countdown.changesAtMs : null);
    if (status.kind === 'running' && before.kind === 'running') {
      const { left, leftMs } = status.countdown;
      if (isSpoken(before.countdown.leftMs, leftMs)) {
        this.spoken = trans.__('Session: %1', timeLeft(left, trans));
      }
    }
    const shown = isShown(status, this.wishes) || (this.forced && this.hasNews);
    if (shown !== this.shown) {
      this.shown = shown;
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
        return timeLeft(this.status.countdown.left, trans);
    }
  }

  private caption(): string {
    const { link, trans, locale } = this.options;
    if (this.status.kind === 'signed_out') {
      return trans.__('This page is signed out of the hub. Reload it to sign in again.');
    }
    if (this.status.kind !== 'running') return trans.__('Show what is known about the server');
    const time = clockTime(this.status.countdown.deadlineMs, link.serverNow(), locale);
    return link.connected
      ? trans.__('The server stops at %1. Click to see why and to extend it.', time)
      : trans.__('The server stops at %1, as of the last word from the hub.', time);
  }
}
