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
  /**
   * Shows one toast that says how many more messages wait in the list, in place of the one before;
   * zero takes it away. `closed` is called when the user closes it or goes to the list.
   */
  showMore(count: number, closed: () => void): void;
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

/** Toasts that may stand at once: with the one for the rest they fit into a small window. */
const MOST_TOASTS = 3;

const IMPORTANCE: Readonly<Record<NotificationView['variant'], number>> = {
  error: 0,
  warning: 1,
  success: 2,
  info: 2,
  default: 2,
  'in-progress': 2,
};

/** Whether the recipient has already got rid of it, here or on another page. */
const isGone = ({ state }: NotificationView): boolean => state === 'dismissed';

const byImportance = (a: NotificationView, b: NotificationView): number =>
  IMPORTANCE[a.variant] - IMPORTANCE[b.variant] || a.cursor - b.cursor;

/**
 * Shows each new notification once, reports its way, and takes it away when it is over. What was
 * shown before and is still to be dealt with stands in JupyterLab's list, as in the centre.
 */
export class Toaster {
  private readonly onBoard = new Set<string>();
  /** Until when each toast stands, in the hub's time; `Infinity` for those that do not close. */
  private readonly popped = new Map<string, number>();
  /** Messages that would have popped up where no room was left. */
  private readonly waiting = new Set<string>();

  constructor(private readonly options: ToasterOptions) {}

  /** Starts with what is there and follows what comes. */
  start(): void {
    this.options.link.state.notificationsChanged.connect(this.follow, this);
    this.follow();
  }

  private readonly follow = (): void => {
    const { state } = this.options.link;
    const current = new Map(state.notifications.map(one => [one.id, one]));
    for (const id of [...this.onBoard]) {
      const notification = current.get(id);
      if (notification === undefined || isGone(notification)) this.takeDown(id);
      else if (notification.state === 'seen') this.waiting.delete(id);
    }
    const pending = state.notifications.filter(one => one.state === 'pending');
    // What is more important pops up first, and of two alike the one that waits longer.
    for (const notification of [...pending].sort(byImportance)) this.receive(notification);
    for (const notification of state.notifications) {
      if (!isGone(notification)) this.place(notification, 'listed');
    }
    this.tellOfMore();
  };

  private receive(notification: NotificationView): void {
    const { link, memory, wanted } = this.options;
    const { id, variant } = notification;
    const wishes = link.state.preferences;
    const may = wishes === null || mayPopUp(wishes, variant, new Date());
    const loud = !memory.has(id) && may && wanted(notification);
    const room = this.hasRoom();
    const placed = this.place(notification, loud && room ? 'toast' : 'listed');
    if (placed && loud && !room) this.waiting.add(id);
    memory.add(id);
    link.acknowledge(id, 'delivered');
  }

  private hasRoom(): boolean {
    const now = this.options.link.serverNow();
    return [...this.popped.values()].filter(until => until > now).length < MOST_TOASTS;
  }

  /** False when it is over, or stands there already. */
  private place(notification: NotificationView, loudness: Loudness): boolean {
    const { link, board } = this.options;
    const { id, expiresAt, autoCloseMs } = notification;
    const now = link.serverNow();
    const isOver = expiresAt !== null && Date.parse(expiresAt) <= now;
    if (isOver || this.onBoard.has(id)) return false;
    this.onBoard.add(id);
    if (loudness === 'toast') this.popped.set(id, now + (autoCloseMs ?? Infinity));
    board.show(
      notification,
      {
        dismissed: () => {
          this.forget(id);
          this.tellOfMore();
          link.acknowledge(id, 'dismissed');
        },
        closed: () => {
          this.popped.delete(id);
          link.acknowledge(id, 'seen');
        },
      },
      loudness,
    );
    return true;
  }

  private takeDown(id: string): void {
    this.forget(id);
    this.options.board.hide(id);
  }

  private forget(id: string): void {
    this.onBoard.delete(id);
    this.popped.delete(id);
    this.waiting.delete(id);
  }

  private tellOfMore(): void {
    this.options.board.showMore(this.waiting.size, () => this.waiting.clear());
  }
}
