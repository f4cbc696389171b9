import type { NotificationView } from '@perijove/contracts';
import { mayPopUp } from '@perijove/contracts/pop-ups';
import type { IHubLink, OnceMemory } from '@perijove/lab-hub';

/** What a person does with a toast; nothing of this is called when the program does it. */
export interface ToastListener {
  /** It was got rid of, in JupyterLab's list or by one of its buttons. */
  readonly dismissed: () => void;
  /** Its × was pressed: it was read, and stays in JupyterLab's list and in the centre. */
  readonly closed: () => void;
}

/** `toast` pops up; `listed` only stands in JupyterLab's list, behind its bell. */
export type Loudness = 'toast' | 'listed';

/** The toasts of the page, as far as the toaster is concerned. */
export interface ToastBoard {
  /** Shows a notification and reports what the person does with it. */
  show(notification: NotificationView, listener: ToastListener, loudness: Loudness): void;
  /** Takes a toast away; nothing happens when there is none. */
  hide(id: string): void;
}

/** The part of the link that the toaster uses. */
export type ToasterLink = Pick<IHubLink, 'acknowledge' | 'serverNow'> & {
  readonly state: Pick<IHubLink['state'], 'notifications' | 'notificationsChanged' | 'preferences'>;
};

/** What a toaster needs. */
export interface ToasterOptions {
  readonly link: ToasterLink;
  readonly board: ToastBoard;
  /** Ids that this browser tab has shown already. */
  readonly memory: OnceMemory;
  /** Whether this is wanted as a toast; if not, it still arrives behind the bell and in the centre. */
  readonly wanted: (notification: NotificationView) => boolean;
}

/** Whether the recipient has already got rid of it, here or on another page. */
const isGone = ({ state }: NotificationView): boolean => state === 'dismissed';

/**
 * Shows each new notification once, reports its way, and takes it away when it is over. What was
 * shown before and is still to be dealt with stands in JupyterLab's list, as in the centre.
 */
export class Toaster {
  private readonly onBoard = new Set<string>();

  constructor(private readonly options: ToasterOptions) {}

  /** Starts with what is there and follows what comes. */
  start(): void {
    this.options.link.state.notificationsChanged.connect(this.follow, this);
    this.follow();
  }

  private readonly follow = (): void => {
    const { link, board } = this.options;
    const list = link.state.notifications;
    const current = new Map(list.map(one => [one.id, one]));
    for (const id of [...this.onBoard]) {
      const notification = current.get(id);
      if (notification !== undefined && !isGone(notification)) continue;
      this.onBoard.delete(id);
      board.hide(id);
    }
    for (const notification of list) {
      if (notification.state === 'pending') this.receive(notification);
      else if (!isGone(notification)) this.place(notification, 'listed');
    }
  };

  private receive(notification: NotificationView): void {
    const { link, memory, wanted } = this.options;
    const { id, variant } = notification;
    const wishes = link.state.preferences;
    const may = wishes === null || mayPopUp(wishes, variant, new Date());
    this.place(notification, !memory.has(id) && may && wanted(notification) ? 'toast' : 'listed');
    memory.add(id);
    link.acknowledge(id, 'delivered');
  }

  private place(notification: NotificationView, loudness: Loudness): void {
    const { link, board } = this.options;
    const { id, expiresAt } = notification;
    const isOver = expiresAt !== null && Date.parse(expiresAt) <= link.serverNow();
    if (isOver || this.onBoard.has(id)) return;
    this.onBoard.add(id);
    board.show(
      notification,
      {
        dismissed: () => {
          this.onBoard.delete(id);
          link.acknowledge(id, 'dismissed');
        },
        closed: () => {
          link.acknowledge(id, 'seen');
        },
      },
      loudness,
    );
  }
}
