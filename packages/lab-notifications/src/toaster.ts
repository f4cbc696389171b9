import type { NotificationView } from '@perijove/contracts';
import { mayPopUp } from '@perijove/contracts/pop-ups';
import type { IHubLink, SeenStore } from '@perijove/lab-hub';

/** Called for what the user does with a toast, not for what the program does. */
export interface ToastListener {
  /** Dismissed, in JupyterLab's list or by a button. */
  readonly dismissed: () => void;
  /** Closed by its ×: seen, and still in JupyterLab's list and in the centre. */
  readonly closed: () => void;
}

/** `toast` pops up; `listed` is only in JupyterLab's list, behind its bell. */
export type ToastMode = 'toast' | 'listed';

/** The toasts of the page. */
export interface ToastDisplay {
  /** Shows a notification and reports what the user does with it. */
  show(notification: NotificationView, listener: ToastListener, mode: ToastMode): void;
  /** Removes a toast, if there is one. */
  hide(id: string): void;
  /**
   * Shows one toast with the number of further notifications in the list; replaces the one before,
   * and zero removes it. `closed` is called when the user closes it or opens the list.
   */
  showMore(count: number, closed: () => void): void;
}

/** The part of the link that is used. */
export type ToasterLink = Pick<IHubLink, 'acknowledge' | 'serverNow'> & {
  readonly state: Pick<IHubLink['state'], 'notifications' | 'notificationsChanged' | 'preferences'>;
};

/** Options of a toaster. */
export interface ToasterOptions {
  readonly link: ToasterLink;
  readonly display: ToastDisplay;
  /** Ids that this browser tab has shown. */
  readonly seen: SeenStore;
  /** Whether to show toasts; if not, notifications are listed behind the bell and in the centre. */
  readonly enabled: () => boolean;
}

/** Most toasts at once: with the one for the rest, they fit into a small window. */
const MAX_TOASTS = 3;

const PRIORITY: Readonly<Record<NotificationView['variant'], number>> = {
  error: 0,
  warning: 1,
  success: 2,
  info: 2,
  default: 2,
  'in-progress': 2,
};

const isDismissed = ({ state }: NotificationView): boolean => state === 'dismissed';

const byPriority = (a: NotificationView, b: NotificationView): number =>
  PRIORITY[a.variant] - PRIORITY[b.variant] || a.cursor - b.cursor;

/**
 * Shows each new notification once, acknowledges it, and removes it when it is dismissed or
 * recalled. Notifications that were shown before are listed in JupyterLab, as in the centre.
 */
export class Toaster {
  private readonly shown = new Set<string>();
  /** When each toast closes, in the hub's time; `Infinity` for those that stay open. */
  private readonly closesAt = new Map<string, number>();
  /** Notifications that were listed because there was no room for a toast. */
  private readonly overflow = new Set<string>();

  constructor(private readonly options: ToasterOptions) {}

  /** Shows the current notifications and follows new ones. */
  start(): void {
    this.options.link.state.notificationsChanged.connect(this.update, this);
    this.update();
  }

  private readonly update = (): void => {
    const { state } = this.options.link;
    const current = new Map(state.notifications.map(one => [one.id, one]));
    for (const id of [...this.shown]) {
      const notification = current.get(id);
      if (notification === undefined || isDismissed(notification)) this.remove(id);
      else if (notification.state === 'seen') this.overflow.delete(id);
    }
    const pending = state.notifications.filter(one => one.state === 'pending');
    // By priority, and of the same priority the oldest first.
    for (const notification of [...pending].sort(byPriority)) this.receive(notification);
    for (const notification of state.notifications) {
      if (!isDismissed(notification)) this.show(notification, 'listed');
    }
    this.showOverflow();
  };

  private receive(notification: NotificationView): void {
    const { link, seen, enabled } = this.options;
    const { id, variant } = notification;
    const { preferences } = link.state;
    const allowed = preferences === null || mayPopUp(preferences, variant, new Date());
    const popsUp = !seen.has(id) && allowed && enabled();
    const room = this.hasRoom();
    const isNew = this.show(notification, popsUp && room ? 'toast' : 'listed');
    if (isNew && popsUp && !room) this.overflow.add(id);
    seen.add(id);
    link.acknowledge(id, 'delivered');
  }

  private hasRoom(): boolean {
    const now = this.options.link.serverNow();
    return [...this.closesAt.values()].filter(until => until > now).length < MAX_TOASTS;
  }

  /** Returns false when the notification has expired or is shown already. */
  private show(notification: NotificationView, mode: ToastMode): boolean {
    const { link, display } = this.options;
    const { id, expiresAt, autoCloseMs } = notification;
    const now = link.serverNow();
    const isExpired = expiresAt !== null && Date.parse(expiresAt) <= now;
    if (isExpired || this.shown.has(id)) return false;
    this.shown.add(id);
    if (mode === 'toast') this.closesAt.set(id, now + (autoCloseMs ?? Infinity));
    display.show(
      notification,
      {
        dismissed: () => {
          this.forget(id);
          this.showOverflow();
          link.acknowledge(id, 'dismissed');
        },
        closed: () => {
          this.closesAt.delete(id);
          link.acknowledge(id, 'seen');
        },
      },
      mode,
    );
    return true;
  }

  private remove(id: string): void {
    this.forget(id);
    this.options.display.hide(id);
  }

  private forget(id: string): void {
    this.shown.delete(id);
    this.closesAt.delete(id);
    this.overflow.delete(id);
  }

  private showOverflow(): void {
    this.options.display.showMore(this.overflow.size, () => this.overflow.clear());
  }
}
