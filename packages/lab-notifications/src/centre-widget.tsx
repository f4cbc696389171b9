import { ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import * as React from 'react';
import { isSeenWhenListed, isUnread } from './centre-filter';
import { CentreView } from './centre-view';
import { CENTRE_ID } from './ids';
import { inboxIcon } from './inbox-icon';
import { nextFocus, focusPosition } from './restore-focus';
import type { ActionContext } from './notification-actions';
import { relativeTime } from './relative-time';

/** Data attribute of the tab with the unread count. */
const UNREAD = 'perijove-unread';

/** After this time a pending notification does not pop up any more: toasts are disabled. */
const TOAST_TIMEOUT_MS = 10_000;

/** Options of the notification centre. */
export interface CentreOptions {
  readonly link: IHubLink;
  readonly trans: TranslationBundle;
  readonly locale: string | undefined;
  readonly actions: ActionContext;
}

/** The notification centre as a side panel, with the unread count on its tab. */
export class CentreWidget extends ReactWidget {
  private kept: ReadonlySet<string> = new Set();
  private readonly alarm: Alarm;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private marking = false;

  constructor(private readonly options: CentreOptions) {
    super();
    const { link, trans } = options;
    this.id = CENTRE_ID;
    this.addClass('perijove-Centre');
    this.title.icon = inboxIcon;
    this.node.setAttribute('aria-label', trans.__('Notifications'));
    this.alarm = new Alarm(
      () => {
        this.update();
      },
      () => link.serverNow(),
    );
    link.state.notificationsChanged.connect(this.refresh, this);
    link.connectedChanged.connect(this.refresh, this);
    // JupyterLab before 4.3 resets the attributes of the tab when the panel is moved.
    this.title.changed.connect(this.updateTitle, this);
    document.addEventListener('visibilitychange', this);
    this.refresh();
  }

  /** Dismisses all notifications. */
  dismissAll(): void {
    const { link } = this.options;
    for (const { id, state } of link.state.notifications) {
      if (state !== 'dismissed') link.acknowledge(id, 'dismissed');
    }
  }

  /** Notifications are seen once the centre is open on a visible page. */
  handleEvent(): void {
    this.refresh();
  }

  override dispose(): void {
    document.removeEventListener('visibilitychange', this);
    this.alarm.clear();
    clearTimeout(this.timer);
    super.dispose();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.refresh();
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this.kept = new Set();
    this.alarm.clear();
  }

  /** Moves the focus into the panel when a command opens it. */
  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    // The first time, nothing is rendered yet.
    void (this.renderPromise ?? Promise.resolve()).then(() => {
      if (this.isVisible) nextFocus(this.node, { row: null })?.focus();
    });
  }

  /** Keeps the focus in the list when a dismissed notification takes its button with it. */
  protected override onUpdateRequest(message: Message): void {
    const position = focusPosition(this.node, document.activeElement);
    super.onUpdateRequest(message);
    if (position === null) return;
    void this.renderPromise?.then(() => {
      if (document.activeElement === document.body) nextFocus(this.node, position)?.focus();
    });
  }

  protected render(): React.JSX.Element {
    const { link, ...options } = this.options;
    const { notifications, unread } = link.state;
    const nowMs = link.serverNow();
    this.scheduleTextChange(nowMs);
    return (
      <CentreView
        {...options}
        notifications={notifications}
        unread={unread}
        link={link.status}
        nowMs={nowMs}
        kept={this.kept}
        onDismiss={id => {
          link.acknowledge(id, 'dismissed');
        }}
        onDismissAll={() => {
          this.dismissAll();
        }}
      />
    );
  }

  private readonly refresh = (): void => {
    this.markSeen(isSeenWhenListed);
    if (this.timer === undefined && this.options.link.state.notifications.some(isUnread)) {
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.markSeen(isUnread);
      }, TOAST_TIMEOUT_MS);
    }
    this.updateTitle();
    this.update();
  };

  /** Marks the matching notifications as seen, if the list is visible. */
  private markSeen(which: typeof isUnread): void {
    // Each acknowledgement emits a change, which must not start this again.
    if (this.marking || !this.isVisible || document.visibilityState !== 'visible') return;
    const { link } = this.options;
    const unread = link.state.notifications.filter(which).map(({ id }) => id);
    if (unread.length === 0) return;
    this.kept = new Set([...this.kept, ...unread]);
    this.marking = true;
    for (const id of unread) link.acknowledge(id, 'seen');
    this.marking = false;
  }

  private readonly updateTitle = (): void => {
    const { link, trans } = this.options;
    const { unread } = link.state;
    this.title.caption =
      unread > 0
        ? trans._n('Notifications (%1 new)', 'Notifications (%1 new)', unread)
        : trans.__('Notifications');
    // Sets the attribute `data-perijove-unread` of the tab, which the style sheet shows. JupyterLab
    // has attributes of its own there.
    const { [UNREAD]: before, ...others } = this.title.dataset;
    const text = unread > 99 ? '99+' : `${unread}`;
    const after = unread > 0 ? text : undefined;
    if (before === after) return;
    this.title.dataset = after === undefined ? others : { ...others, [UNREAD]: after };
  };

  private scheduleTextChange(nowMs: number): void {
    if (!this.isVisible) return;
    const times = this.options.link.state.notifications.map(
      one => relativeTime(Date.parse(one.createdAt), nowMs, this.options.locale).changesAtMs,
    );
    this.alarm.set(times.length === 0 ? null : Math.min(...times));
  }
}
