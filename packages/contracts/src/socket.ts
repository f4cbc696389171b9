import type { ActivityRow, ActivitySummary } from './activity.js';
import type { Announcement } from './announcement.js';
import type { AuditEvent } from './audit.js';
import type { FullDisk } from './identity.js';
import type { NotificationView, SentView } from './notifications.js';
import type { Preferences } from './preferences.js';
import type { ServerView, Usage } from './servers.js';
import type { VolumeView } from './volumes.js';

/** Path of the socket below the service prefix. */
export const SOCKET_PATH = 'socket.io/';

/**
 * How a page introduces itself: a lab with its page's token, a hub page with a ticket.
 * `server` says whose server the lab page shows; the visitor may be another user. `quiet`: what
 * the page asks its server for, it asks so that the server does not count it as activity.
 */
export type Handshake =
  | {
      readonly token: string;
      readonly server?: { readonly user: string; readonly name: string };
      readonly quiet?: boolean;
    }
  | { readonly ticket: string };

/**
 * The streams a page can hear. A page never names them: the server decides by the token's scopes,
 * and `view` only says what is on the screen.
 * - `me`: the visitor's notifications and preferences
 * - `sender`: the reports of what the visitor sent, where the token may send
 * - `server`: the server that the page shows (the visitor's own on hub pages, if the token may see
 *   it). Tokens with `custom:perijove:volumes` also get the volumes; a lab's page gets a stream of
 *   its own, with its own count and without them
 * - `admin`: delivery reports, activity rows, events, changes of volumes and requests for accounts of
 *   all users, for administrators only
 * - `users`: activity rows and list changes of the users and groups that the visitor manages
 *   through a filtered scope, unless the visitor is an administrator
 *
 * A service has no `me`, no `sender` and no `server` of its own. `seq` of the snapshot names the streams there are.
 */
export type Stream = 'me' | 'sender' | 'server' | 'admin' | 'users';

/** One change within a stream. */
export type Change =
  | { readonly kind: 'server'; readonly server: ServerView }
  | {
      readonly kind: 'named_servers';
      readonly user: string;
      readonly servers: readonly ServerView[];
    }
  | { readonly kind: 'volumes'; readonly user: string; readonly volumes: readonly VolumeView[] }
  | {
      readonly kind: 'notification';
      readonly notification: NotificationView;
      readonly unread: number;
    }
  | { readonly kind: 'notification_removed'; readonly id: string; readonly unread: number }
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'sent'; readonly sent: SentView }
  | { readonly kind: 'activity_row'; readonly row: ActivityRow }
  | { readonly kind: 'event'; readonly event: AuditEvent }
  /** Volumes, sizes or bin of that user changed; pages that show them read them again. */
  | { readonly kind: 'volumes_changed'; readonly user: string }
  /** Users were added, removed or changed; so many of those that the visitor sees wait for approval. */
  | { readonly kind: 'users'; readonly pending: number }
  /** A disk is full, or none is any more. */
  | { readonly kind: 'full_disks'; readonly fullDisks: readonly FullDisk[] }
  /** Members, limits or restarts of that group changed, or it was created or deleted: read it again. */
  | { readonly kind: 'group_changed'; readonly group: string };

/**
 * `seq` counts up by one per stream; a gap means: ask for a snapshot. Each change carries the
 * whole new state of its subject, so applying one twice does no harm. Deltas that come before
 * the first snapshot, or with a `seq` that the snapshot already contains, are to be ignored.
 */
export interface Delta {
  readonly stream: Stream;
  readonly seq: number;
  readonly change: Change;
}

/** The state to begin with, and the sequence numbers that it already contains. */
export interface Snapshot {
  readonly seq: Readonly<Partial<Record<Stream, number>>>;
  readonly serverTime: string;
  readonly visitor: string;
  readonly server: ServerView | null;
  readonly volumes: readonly VolumeView[];
  readonly notifications: readonly NotificationView[];
  readonly unread: number;
  /** What the visitor wishes for; null for services. */
  readonly preferences: Preferences | null;
  /** What stands above every page; changes come as `announcement`. */
  readonly announcement: Announcement | null;
  /** Grows with each change; `GET /notifications?since=` continues from here. */
  readonly cursor: number;
}

/**
 * Usage of the server on the screen; volatile, a lost frame is never repeated. Sent only after
 * a `view` said that a page is visible; the newest one follows that `view` at once.
 */
export interface UsageFrame {
  readonly user: string;
  readonly server: string;
  readonly usage: Usage;
}

/** Usage of all labs for the activity page; volatile. */
export interface ActivityFrame {
  readonly at: string;
  readonly summary: ActivitySummary;
  readonly rows: readonly {
    readonly user: string;
    readonly server: string;
    readonly usage: Usage | null;
  }[];
}

/** What is on the screen, so that frames nobody looks at are not sent. */
export interface View {
  readonly page: 'none' | 'home' | 'activity' | 'notifications' | 'lab';
  readonly visible: boolean;
}

/** Events that the server sends. */
export interface ServerToClient {
  snapshot: (snapshot: Snapshot) => void;
  delta: (delta: Delta) => void;
  usage: (frame: UsageFrame) => void;
  activity: (frame: ActivityFrame) => void;
  /** The announcement of the moment, to every page. */
  announcement: (announcement: Announcement | null) => void;
  /**
   * The identity ended (signed out, token revoked) or its rights changed, and the server ends
   * the connection: connect again with a new ticket or, in a lab, once with the token.
   */
  signed_out: () => void;
}

/** How far a notification came on this page. */
export interface Ack {
  readonly id: string;
  readonly state: 'delivered' | 'seen' | 'dismissed';
}

/** Events that a page sends. */
export interface ClientToServer {
  /** Asks for a snapshot; answered at most once a second. */
  resync: () => void;
  view: (view: View) => void;
  /**
   * The same as `POST /notifications/{id}/ack`, without the cost of a request. What was never
   * received or is gone is ignored.
   */
  ack: (ack: Ack) => void;
  /** The user was active on this lab page: it counts as activity of the server. At most one a minute. */
  used: () => void;
}

/** Why a connection was refused; found in `error.data.code` of `connect_error`. */
export type RefusalCode =
  'unauthenticated' | 'forbidden' | 'hub_unavailable' | 'shutting_down' | 'too_many_connections';
