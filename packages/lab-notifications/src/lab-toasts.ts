import type { NotificationView } from '@perijove/contracts';
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { actionButtons, type ActionReach } from './notification-actions';
import { toastText } from './toast-text';
import { closedToast } from './toast-close';
import type { Loudness, ToastBoard, ToastListener } from './toaster';

/** What the board needs besides JupyterLab's own notifications. */
export interface LabToastsOptions {
  readonly reach: ActionReach;
  readonly trans: TranslationBundle;
  /** Shows the whole text of a message that does not fit. */
  readonly readAll: (notification: NotificationView) => void;
  /** Shows the list of all messages. */
  readonly openList: () => void;
}

interface Shown {
  readonly labId: string;
  readonly listener: ToastListener;
}

/** Shows hub notifications as JupyterLab's own, so that its bell and its settings apply. */
export class LabToasts implements ToastBoard {
  private readonly shown = new Map<string, Shown>();
  private more: {
    readonly count: number;
    readonly labId: string;
    readonly closed: () => void;
  } | null = null;

  constructor(private readonly options: LabToastsOptions) {
    Notification.manager.changed.connect((_, { type, notification }) => {
      if (type === 'removed') this.removed(notification.id);
    });
    // JupyterLab says nothing when a toast's × is pressed; captured, because the toast goes at once.
    document.addEventListener(
      'click',
      ({ target }) => {
        this.closed(closedToast(target));
      },
      { capture: true },
    );
  }

  show(notification: NotificationView, listener: ToastListener, loudness: Loudness): void {
    const { text, cut } = toastText(notification);
    const { id, variant, autoCloseMs } = notification;
    const labId = Notification.emit(text, variant, {
      // Zero only lists it; false stays until it is dismissed.
      autoClose: loudness === 'listed' ? 0 : (autoCloseMs ?? false),
      actions: this.actions(notification, cut),
      data: { perijove: id },
    });
    this.shown.set(id, { labId, listener });
  }

  hide(id: string): void {
    const shown = this.shown.get(id);
    if (shown === undefined) return;
    // Forgotten first: this removal is the program's, not the person's.
    this.shown.delete(id);
    Notification.dismiss(shown.labId);
  }

  showMore(count: number, closed: () => void): void {
    if (count === (this.more?.count ?? 0)) return;
    const { more } = this;
    // Forgotten first: this removal is the program's, not the user's.
    this.more = null;
    if (more !== null) Notification.dismiss(more.labId);
    if (count === 0) return;
    const { trans, openList } = this.options;
    const labId = Notification.emit(
      trans._n('%1 more message is in the list.', '%1 more messages are in the list.', count),
      'default',
      {
        autoClose: false,
        actions: [{ label: trans.__('Show all'), displayType: 'accent', callback: openList }],
      },
    );
    this.more = { count, labId, closed };
  }

  private actions(notification: NotificationView, cut: boolean): Notification.IAction[] {
    const { reach, trans, readAll } = this.options;
    const buttons = actionButtons(notification.actions, reach).map(button => ({
      label: button.label,
      caption: button.caption,
      displayType: button.look,
      callback: (event: MouseEvent) => {
        if (!button.dismisses) event.preventDefault();
        button.run();
      },
    }));
    if (!cut) return buttons;
    const readAllButton: Notification.IAction = {
      label: trans.__('Read all'),
      caption: trans.__('Show the whole message'),
      displayType: 'accent',
      callback: event => {
        event.preventDefault();
        this.hide(notification.id);
        readAll(notification);
      },
    };
    return [...buttons, readAllButton];
  }

  private closed(labId: string | null): void {
    // Its × only takes it from the corner; it shall not stay in JupyterLab's list either.
    if (labId !== null && labId === this.more?.labId) Notification.dismiss(labId);
    for (const shown of this.shown.values()) {
      if (shown.labId === labId) shown.listener.closed();
    }
  }

  private removed(labId: string): void {
    if (labId === this.more?.labId) {
      const { closed } = this.more;
      this.more = null;
      closed();
      return;
    }
    for (const [id, shown] of this.shown) {
      if (shown.labId !== labId) continue;
      this.shown.delete(id);
      shown.listener.dismissed();
      return;
    }
  }
}
