import { ReactWidget } from '@jupyterlab/apputils';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import type { Message } from '@lumino/messaging';
import { Signal } from '@lumino/signaling';
import * as React from 'react';
import { focusable, trapTab } from './focus-trap';
import { errorMessage } from './error-message';
import { SessionView } from './session-view';
import { statusOf } from './status';
import type { UsageHistory } from './usage-history';
import { formatHours, type Trans } from './format';

/** Frames to wait for the layout of the popup, about a second. */
const LAYOUT_FRAMES = 60;

/** Options of the popup. */
export interface SessionWidgetOptions {
  readonly link: IHubLink;
  readonly history: UsageHistory;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly restart: () => void;
  readonly start: () => void;
}

/** The content of the popup above the status bar; disposed when the popup closes. */
export class SessionWidget extends ReactWidget {
  private busy = false;
  private result = '';
  private focused = false;
  private readonly alarm: Alarm;

  constructor(private readonly options: SessionWidgetOptions) {
    super();
    const { link, trans } = options;
    this.addClass('perijove-Session');
    this.node.tabIndex = -1;
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', trans.__('Server session'));
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

  /** Extends the session and shows the result in the popup. */
  async extend(hours: number): Promise<void> {
    const { link, trans, locale } = this.options;
    this.busy = true;
    this.result = '';
    this.update();
    try {
      const { grantedHours, truncated } = await link.extendSession(hours);
      const granted = formatHours(grantedHours, locale);
      this.result = truncated
        ? trans.__('%1 h added, all that was available.', granted)
        : trans.__('%1 h added.', granted);
    } catch (error) {
      this.result = errorMessage(error, trans);
    } finally {
      this.busy = false;
      this.update();
    }
  }

  handleEvent(event: Event): void {
    if (event instanceof KeyboardEvent) trapTab(this.node, event);
    // React may replace the clicked element; the click must not look like one outside the popup.
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
    this.takeFocus();
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
        samples={history.all}
        nowMs={nowMs}
        locale={locale}
        trans={trans}
        homeUrl={link.location.homeUrl}
        busy={this.busy}
        result={this.result}
        onExtend={hours => void this.extend(hours)}
        onRestart={link.visitor === link.user ? restart : undefined}
        onStart={link.visitor === link.user ? start : undefined}
      />
    );
  }

  private readonly refresh = (): void => {
    this.update();
  };

  /** Moves the focus into the popup once JupyterLab has laid it out; before, it is hidden. */
  private takeFocus(frames = LAYOUT_FRAMES): void {
    if (!this.isAttached || this.focused) return;
    (focusable(this.node)[0] ?? this.node).focus();
    this.focused = this.node.contains(document.activeElement);
    if (this.focused || frames === 0) return;
    requestAnimationFrame(() => {
      this.takeFocus(frames - 1);
    });
  }

  /** Moves the focus back into the popup after its focused button was removed or disabled. */
  private keepFocus(): void {
    if (!this.isAttached || !this.focused || document.activeElement !== document.body) return;
    (focusable(this.node)[0] ?? this.node).focus();
  }
}
