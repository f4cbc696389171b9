import type {
  Change,
  Delta,
  NotificationView,
  Preferences,
  ServerView,
  SessionView,
  Snapshot,
  Stream,
} from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { isUnread, newestLast, reached } from './notification-order';

/** What became of a delta: `gap` means that something was missed and a snapshot is due. */
export type Applied = 'applied' | 'repeated' | 'gap';

/** What a page knows of its hub: a snapshot, kept current by numbered changes. */
export class HubModel {
  /** Emitted after the server or its session changed. */
  readonly serverChanged = new Signal<this, void>(this);
  /** Emitted after the notifications or their number of unread changed. */
  readonly notificationsChanged = new Signal<this, void>(this);

  private shownServer: ServerView | null = null;
  private list: readonly NotificationView[] = [];
  private unreadCount = 0;
  private lastCursor = 0;
  private lastVisitor = '';
  private wishes: Preferences | null = null;
  private began = false;
  private waiting = true;
  private seen = new Map<Stream, number>();

  /** @param mine - the server that the page shows; changes of other servers are left out */
  constructor(private readonly mine: { readonly user: string; readonly name: string }) {}

  /** The server that the page shows; null before the first snapshot or when there is none. */
  get server(): ServerView | null {
    return this.shownServer;
  }

  /** The visitor's notifications, newest last. */
  get notifications(): readonly NotificationView[] {
    return this.list;
  }

  /** How many of them were not seen yet. */
  get unread(): number {
    return this.unreadCount;
  }

  /** Position in the visitor's notifications, for `GET /notifications?since=`. */
  get cursor(): number {
    return this.lastCursor;
  }

  /** Who the hub says the visitor is; empty before the first snapshot. */
  get visitor(): string {
    return this.lastVisitor;
  }

  /** What the visitor wishes for notifications; null until the hub told, and for services. */
  get preferences(): Preferences | null {
    return this.wishes;
  }

  /** Whether a snapshot came since the page was opened. */
  get ready(): boolean {
    return this.began;
  }

  /** Replaces everything by the state that the hub sent. */
  reset(snapshot: Snapshot): void {
    this.seen = new Map(Object.entries(snapshot.seq) as [Stream, number][]);
    this.waiting = false;
    this.began = true;
    this.shownServer = snapshot.server;
    this.list = newestLast(snapshot.notifications);
    this.unreadCount = snapshot.unread;
    this.lastCursor = snapshot.cursor;
    this.lastVisitor = snapshot.visitor;
    // A service of an earlier version does not send any.
    this.wishes = snapshot.preferences ?? null;
    this.serverChanged.emit();
    this.notificationsChanged.emit();
  }

  /** Applies one change when it is the next of its stream. */
  apply({ stream, seq, change }: Delta): Applied {
    // Until the snapshot asked for arrives, whatever comes is contained in it or follows it.
    if (this.waiting) return 'repeated';
    const last = this.seen.get(stream);
    if (last !== undefined) {
      if (seq <= last) return 'repeated';
      if (seq > last + 1) {
        this.waiting = true;
        return 'gap';
      }
    }
    this.seen.set(stream, seq);
    this.take(change);
    return 'applied';
  }

  /** Takes over a session that a call answered, unless the model already holds a later one. */
  takeSession(session: SessionView): void {
    const server = this.shownServer;
    if (server === null || session.serverTime < server.session.serverTime) return;
    this.shownServer = { ...server, session };
    this.serverChanged.emit();
  }

  /** Moves a notification's state forward at once; the hub's own answer follows by push. */
  advance(id: string, state: NotificationView['state']): void {
    const current = this.list.find(one => one.id === id);
    if (current === undefined || reached(current.state, state)) return;
    const next = { ...current, state };
    if (isUnread(current) && !isUnread(next)) this.unreadCount = Math.max(0, this.unreadCount - 1);
    this.list = this.list.map(one => (one.id === id ? next : one));
    this.notificationsChanged.emit();
  }

  private take(change: Change): void {
    switch (change.kind) {
      case 'server':
        if (change.server.user !== this.mine.user || change.server.name !== this.mine.name) return;
        this.shownServer = change.server;
        this.serverChanged.emit();
        return;
      case 'notification': {
        const { notification } = change;
        const others = this.list.filter(one => one.id !== notification.id);
        this.list = newestLast([...others, notification]);
        this.lastCursor = Math.max(this.lastCursor, notification.cursor);
        this.unreadCount = change.unread;
        this.notificationsChanged.emit();
        return;
      }
      case 'notification_removed':
        this.list = this.list.filter(one => one.id !== change.id);
        this.unreadCount = change.unread;
        this.notificationsChanged.emit();
        return;
      case 'preferences':
        this.wishes = change.preferences;
        return;
      case 'event':
      case 'full_disks':
      case 'users':
      case 'volumes_changed':
      case 'named_servers':
      case 'volumes':
      case 'sent':
      case 'activity_row':
      case 'group_changed':
        // For the hub's pages; a lab shows none of it.
        return;
    }
  }
}
