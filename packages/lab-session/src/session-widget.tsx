import { ReactWidget } from '@jupyterlab/apputils';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { focusable, trapTab } from './focus-trap';
import { refusalText } from './refusal';
import { SessionView } from './session-view';
import { statusOf } from './status';
import type { UsageHistory } from './usage-history';
import { hoursText, type Trans } from './format';

/** About a second: by then the popup has its place. */
const ENTER_FRAMES = 60;

/** What the popup needs. */
export interface SessionWidgetOptions {
  readonly link: IHubLink;
  readonly history: UsageHistory;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly restart: () => void;
  readonly start: () => void;
}

/** What the popup above the status bar contains. It lives as long as it is open. */
export class SessionWidget extends ReactWidget {
  private busy = false;
  private outcome = '';
  private entered = false;
  private readonly alarm: Alarm;

  constructor(private readonly options: SessionWidgetOptions) {
    super();
    const { link, trans } = options;
    this.addClass('perijove-Session');
    this.node.tabIndex = -1;
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', trans.__('Session of your server'));
    this.alarm = new Alarm(
      () => {
        this.update();
      },
      () => link.serverNow(),
    );
    link.state.serverChanged.connect(this.refresh, this);
    link.connectedChanged.connect(this.refresh, this);
    link.usage.connect(this.refresh, this);
  }

  /** Extends the session and says what came of it, here in the popup. */
  async extend(hours: number): Promise<void> {
    const { link, trans } = this.options;
    this.busy = true;
    this.outcome = '';
    this.update();
    try {
      const { grantedHours, truncated } = await link.extendSession(hours);
      const granted = hoursText(grantedHours);
      this.outcome = truncated
        ? trans.__('Only %1 h were left; they were added.', granted)
        : trans.__('%1 h added.', granted);
    } catch (error) {
      this.outcome = refusalText(error, trans);
    } finally {
      this.busy = false;
      this.update();
    }
  }

  handleEvent(event: Event): void {
    if (event instanceof KeyboardEvent) trapTab(this.node, event);
    // A click within must not look like one outside after React replaced what was clicked.
    else event.stopPropagation();
  }

  override dispose(): void {
    this.alarm.clear();
    Signal.clearData(this);
    super.dispose();
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this.node.addEventListener('click', this);
    this.node.addEventListener('keydown', this);
    this.enter();
  }

  protected override onUpdateRequest(message: Message): void {
    super.onUpdateRequest(message);
    void this.renderPromise?.then(() => {
      this.keepFocus();
    });
  }

  protected override onBeforeDetach(message: Message): void {
    this.node.removeEventListener('click', this);
    this.node.removeEventListener('keydown', this);
    super.onBeforeDetach(message);
  }

  protected render(): React.JSX.Element {
    const { link, history, trans, locale, restart, start } = this.options;
    const nowMs = link.serverNow();
    const { server } = link.state;
    const status = statusOf(server, link.status, nowMs);
    this.alarm.set(status.kind === 'running' ? status.countdown.changesAtMs : null);
    return (
      <SessionView
        status={status}
        server={server}
        frames={history.all}
        nowMs={nowMs}
        locale={locale}
        trans={trans}
        homeUrl={link.place.homeUrl}
        busy={this.busy}
        outcome={this.outcome}
        onExtend={hours => void this.extend(hours)}
        onRestart={link.visitor === link.user ? restart : undefined}
        onStart={link.visitor === link.user ? start : undefined}
      />
    );
  }

  private readonly refresh = (): void => {
    this.update();
  };

  /** Takes the focus as soon as JupyterLab has laid the popup out; hidden, it takes none. */
  private enter(frames = ENTER_FRAMES): void {
    if (!this.isAttached || this.entered) return;
    (focusable(this.node)[0] ?? this.node).focus();
    this.entered = this.node.contains(document.activeElement);
    if (this.entered || frames === 0) return;
    requestAnimationFrame(() => {
      this.enter(frames - 1);
    });
  }

  /** Takes the focus back when the button that had it is gone or disabled. */
  private keepFocus(): void {
    if (!this.isAttached || !this.entered || document.activeElement !== document.body) return;
    (focusable(this.node)[0] ?? this.node).focus();
  }
}
