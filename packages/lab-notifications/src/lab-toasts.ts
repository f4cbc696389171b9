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
}

interface Shown {
  readonly labId: string;
  readonly listener: ToastListener;
}

/** Shows hub notifications as JupyterLab's own, so that its bell and its settings apply. */
export class LabToasts implements ToastBoard {
  private readonly shown = new Map<string, Shown>();

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
    for (const shown of this.shown.values()) {
      if (shown.labId === labId) shown.listener.closed();
    }
  }

  private removed(labId: string): void {
    for (const [id, shown] of this.shown) {
      if (shown.labId !== labId) continue;
      this.shown.delete(id);
      shown.listener.dismissed();
      return;
    }
  }
}
