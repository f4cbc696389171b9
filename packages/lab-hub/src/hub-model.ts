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
import { hasReached, isUnread, newestLast } from './notification-order';

/** Result of a delta: `ignored` was known already, `gap` means that a snapshot is needed. */
export type Applied = 'applied' | 'ignored' | 'gap';

/** State of the hub on this page: a snapshot, updated by numbered deltas. */
export class HubModel {
  /** Emitted after the server or its session changed. */
  readonly serverChanged = new Signal<this, void>(this);
  /** Emitted after the notifications or the unread count changed. */
  readonly notificationsChanged = new Signal<this, void>(this);

  private currentServer: ServerView | null = null;
  private list: readonly NotificationView[] = [];
  private unreadCount = 0;
  private lastCursor = 0;
  private lastVisitor = '';
  private lastPreferences: Preferences | null = null;
  private hasSnapshot = false;
  private awaitsSnapshot = true;
  private sequences = new Map<Stream, number>();

  /** @param target - the server that the page shows; changes of other servers are ignored */
  constructor(private readonly target: { readonly user: string; readonly name: string }) {}

  /** The server that the page shows; null before the first snapshot or when there is none. */
  get server(): ServerView | null {
    return this.currentServer;
  }

  /** The visitor's notifications, newest last. */
  get notifications(): readonly NotificationView[] {
    return this.list;
  }

  /** Number of unread notifications. */
  get unread(): number {
    return this.unreadCount;
  }

  /** Cursor of the newest notification, for `GET /notifications?since=`. */
  get cursor(): number {
    return this.lastCursor;
  }

  /** The visitor's name according to the hub; empty before the first snapshot. */
  get visitor(): string {
    return this.lastVisitor;
  }

  /** The visitor's notification preferences; null before the first snapshot, and for services. */
  get preferences(): Preferences | null {
    return this.lastPreferences;
  }

  /** Whether a snapshot has arrived since the page was opened. */
  get ready(): boolean {
    return this.hasSnapshot;
  }

  /** Replaces the state by a snapshot. */
  reset(snapshot: Snapshot): void {
    this.sequences = new Map(Object.entries(snapshot.seq) as [Stream, number][]);
    this.awaitsSnapshot = false;
    this.hasSnapshot = true;
    this.currentServer = snapshot.server;
    this.list = newestLast(snapshot.notifications);
    this.unreadCount = snapshot.unread;
    this.lastCursor = snapshot.cursor;
    this.lastVisitor = snapshot.visitor;
    // An earlier version of the service does not send them.
    this.lastPreferences = snapshot.preferences ?? null;
    this.serverChanged.emit();
    this.notificationsChanged.emit();
  }

  /** Applies a delta if it is the next one of its stream. */
  apply({ stream, seq, change }: Delta): Applied {
    // A snapshot is on its way, and it includes this delta.
    if (this.awaitsSnapshot) return 'ignored';
    const last = this.sequences.get(stream);
    if (last !== undefined) {
      if (seq <= last) return 'ignored';
      if (seq > last + 1) {
        this.awaitsSnapshot = true;
        return 'gap';
      }
    }
    this.sequences.set(stream, seq);
    this.applyChange(change);
    return 'applied';
  }

  /** Applies the session that a request returned, unless the model has a later one. */
  setSession(session: SessionView): void {
    const server = this.currentServer;
    if (server === null || session.serverTime < server.session.serverTime) return;
    this.currentServer = { ...server, session };
    this.serverChanged.emit();
  }

  /** Moves a notification to a later state at once; the hub's own update follows by push. */
  advance(id: string, state: NotificationView['state']): void {
    const current = this.list.find(one => one.id === id);
    if (current === undefined || hasReached(current.state, state)) return;
    const next = { ...current, state };
    if (isUnread(current) && !isUnread(next)) this.unreadCount = Math.max(0, this.unreadCount - 1);
    this.list = this.list.map(one => (one.id === id ? next : one));
    this.notificationsChanged.emit();
  }

  private applyChange(change: Change): void {
    switch (change.kind) {
      case 'server':
        if (change.server.user !== this.target.user || change.server.name !== this.target.name)
          return;
        this.currentServer = change.server;
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
        this.lastPreferences = change.preferences;
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
        // For the hub's pages only.
        return;
    }
  }
}
