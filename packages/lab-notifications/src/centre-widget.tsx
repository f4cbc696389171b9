import { ReactWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Alarm, type IHubLink } from '@perijove/lab-hub';
import * as React from 'react';
import { isSeenAtSight, isUnread } from './centre-filter';
import { CentreView } from './centre-view';
import { CENTRE_ID } from './ids';
import { inboxIcon } from './inbox-icon';
import { nextAfter, placeOf } from './keep-focus';
import type { ActionReach } from './notification-actions';
import { relativeTime } from './relative-time';

/** What the tab carries the number of new messages in. */
const UNREAD = 'perijove-unread';

/** After this time nothing pops up any more: pop-ups are switched off. */
const POP_UP_MS = 10_000;

/** What the centre needs. */
export interface CentreOptions {
  readonly link: IHubLink;
  readonly trans: TranslationBundle;
  readonly locale: string | undefined;
  readonly reach: ActionReach;
}

/** The notification centre as a side panel with the number of new messages on its tab. */
export class CentreWidget extends ReactWidget {
  private kept: ReadonlySet<string> = new Set();
  private readonly alarm: Alarm;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private looking = false;

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
    // Moving a panel, JupyterLab before 4.3 sets the attributes of its tab anew.
    this.title.changed.connect(this.label, this);
    document.addEventListener('visibilitychange', this);
    this.refresh();
  }

  /** Dismisses whatever is not dismissed yet. */
  dismissAll(): void {
    const { link } = this.options;
    for (const { id, state } of link.state.notifications) {
      if (state !== 'dismissed') link.acknowledge(id, 'dismissed');
    }
  }

  /** A message counts as seen once the centre is open on a page that is looked at. */
  handleEvent(): void {
    this.refresh();
  }

  override dispose(): void {
    document.removeEventListener('visibilitychange', this);
    this.alarm.clear();
    clearTimeout(this.waiting);
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

  /** Opened by a command, the keyboard goes on in here. */
  protected override onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    // On the first time there is nothing to go to yet.
    void (this.renderPromise ?? Promise.resolve()).then(() => {
      if (this.isVisible) nextAfter(this.node, { row: null })?.focus();
    });
  }

  /** What was dismissed takes its button along; the keyboard stays where it was in the list. */
  protected override onUpdateRequest(message: Message): void {
    const place = placeOf(this.node, document.activeElement);
    super.onUpdateRequest(message);
    if (place === null) return;
    void this.renderPromise?.then(() => {
      if (document.activeElement === document.body) nextAfter(this.node, place)?.focus();
    });
  }

  protected render(): React.JSX.Element {
    const { link, ...shown } = this.options;
    const { notifications, unread } = link.state;
    const nowMs = link.serverNow();
    this.wakeForNextText(nowMs);
    return (
      <CentreView
        {...shown}
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
    this.look(isSeenAtSight);
    if (this.waiting === undefined && this.options.link.state.notifications.some(isUnread)) {
      this.waiting = setTimeout(() => {
        this.waiting = undefined;
        this.look(isUnread);
      }, POP_UP_MS);
    }
    this.label();
    this.update();
  };

  /** Marks these as seen, if the list is looked at. */
  private look(which: typeof isUnread): void {
    // Each message that is marked is a change by itself, and none of them is a reason to look again.
    if (this.looking || !this.isVisible || document.visibilityState !== 'visible') return;
    const { link } = this.options;
    const unread = link.state.notifications.filter(which).map(({ id }) => id);
    if (unread.length === 0) return;
    this.kept = new Set([...this.kept, ...unread]);
    this.looking = true;
    for (const id of unread) link.acknowledge(id, 'seen');
    this.looking = false;
  }

  private readonly label = (): void => {
    const { link, trans } = this.options;
    const { unread } = link.state;
    this.title.caption =
      unread > 0
        ? trans._n('Notifications (%1 new)', 'Notifications (%1 new)', unread)
        : trans.__('Notifications');
    // Becomes the attribute `data-perijove-unread` of the tab, which the style sheet shows.
    // JupyterLab keeps attributes of its own beside it.
    const { [UNREAD]: before, ...others } = this.title.dataset;
    const text = unread > 99 ? '99+' : `${unread}`;
    const after = unread > 0 ? text : undefined;
    if (before === after) return;
    this.title.dataset = after === undefined ? others : { ...others, [UNREAD]: after };
  };

  private wakeForNextText(nowMs: number): void {
    if (!this.isVisible) return;
    const moments = this.options.link.state.notifications.map(
      one => relativeTime(Date.parse(one.createdAt), nowMs, this.options.locale).changesAtMs,
    );
    this.alarm.set(moments.length === 0 ? null : Math.min(...moments));
  }
}
