import type { NotificationView } from '@perijove/contracts';
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { actionButtons, type ActionContext } from './notification-actions';
import { toastText } from './toast-text';
import { closedToastId } from './closed-toast';
import type { ToastMode, ToastDisplay, ToastListener } from './toaster';

/** Options of the toasts. */
export interface JupyterToastsOptions {
  readonly actions: ActionContext;
  readonly trans: TranslationBundle;
  /** Shows the whole text of a notification that was cut. */
  readonly readMore: (notification: NotificationView) => void;
  /** Shows the list of all notifications. */
  readonly openList: () => void;
}

interface Shown {
  readonly toastId: string;
  readonly listener: ToastListener;
}

/** Shows hub notifications as JupyterLab notifications, so that its bell and settings apply. */
export class JupyterToasts implements ToastDisplay {
  private readonly shown = new Map<string, Shown>();
  private more: {
    readonly count: number;
    readonly toastId: string;
    readonly closed: () => void;
  } | null = null;

  constructor(private readonly options: JupyterToastsOptions) {
    Notification.manager.changed.connect((_, { type, notification }) => {
      if (type === 'removed') this.removed(notification.id);
    });
    // JupyterLab does not report a click on a toast's ×. Captured, because it removes the toast.
    document.addEventListener(
      'click',
      ({ target }) => {
        this.closed(closedToastId(target));
      },
      { capture: true },
    );
  }

  show(notification: NotificationView, listener: ToastListener, mode: ToastMode): void {
    const { text, cut } = toastText(notification);
    const { id, variant, autoCloseMs } = notification;
    const toastId = Notification.emit(text, variant, {
      // Zero only lists it; false keeps it open until it is dismissed.
      autoClose: mode === 'listed' ? 0 : (autoCloseMs ?? false),
      actions: this.actions(notification, cut),
      data: { perijove: id },
    });
    this.shown.set(id, { toastId, listener });
  }

  hide(id: string): void {
    const shown = this.shown.get(id);
    if (shown === undefined) return;
    // Deleted first, so that this removal is not reported as the user's.
    this.shown.delete(id);
    Notification.dismiss(shown.toastId);
  }

  showMore(count: number, closed: () => void): void {
    if (count === (this.more?.count ?? 0)) return;
    const { more } = this;
    // Reset first, so that this removal is not reported as the user's.
    this.more = null;
    if (more !== null) Notification.dismiss(more.toastId);
    if (count === 0) return;
    const { trans, openList } = this.options;
    const toastId = Notification.emit(
      trans._n(
        '%1 more notification is in the list.',
        '%1 more notifications are in the list.',
        count,
      ),
      'default',
      {
        autoClose: false,
        actions: [{ label: trans.__('Show all'), displayType: 'accent', callback: openList }],
      },
    );
    this.more = { count, toastId, closed };
  }

  private actions(notification: NotificationView, cut: boolean): Notification.IAction[] {
    const { actions, trans, readMore } = this.options;
    const buttons = actionButtons(notification.actions, actions).map(button => ({
      label: button.label,
      caption: button.caption,
      displayType: button.displayType,
      callback: (event: MouseEvent) => {
        if (!button.dismisses) event.preventDefault();
        button.run();
      },
    }));
    if (!cut) return buttons;
    const readMoreButton: Notification.IAction = {
      label: trans.__('Read more'),
      caption: trans.__('Show the whole message'),
      displayType: 'accent',
      callback: event => {
        event.preventDefault();
        this.hide(notification.id);
        readMore(notification);
      },
    };
    return [...buttons, readMoreButton];
  }

  private closed(toastId: string | null): void {
    // Its × only closes the toast; it has to leave JupyterLab's list as well.
    if (toastId !== null && toastId === this.more?.toastId) Notification.dismiss(toastId);
    for (const shown of this.shown.values()) {
      if (shown.toastId === toastId) shown.listener.closed();
    }
  }

  private removed(toastId: string): void {
    if (toastId === this.more?.toastId) {
      const { closed } = this.more;
      this.more = null;
      closed();
      return;
    }
    for (const [id, shown] of this.shown) {
      if (shown.toastId !== toastId) continue;
      this.shown.delete(id);
      shown.listener.dismissed();
      return;
    }
  }
}
