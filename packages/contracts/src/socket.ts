import type { ActivityRow, ActivitySummary } from './activity.js';
import type { NotificationView, SentView } from './notifications.js';
import type { ServerView, Usage } from './servers.js';
import type { VolumeView } from './volumes.js';

/** Path of the socket below the service prefix. */
export const SOCKET_PATH = 'socket.io/';

/**
 * How a page introduces itself: a lab with its page's token, a hub page with a ticket.
 * `server` says whose server the lab page shows; the visitor may be another person.
 */
export type Handshake =
  | { readonly token: string; readonly server?: { readonly user: string; readonly name: string } }
  | { readonly ticket: string };

/**
 * The streams a page can hear. A page never names them: the server decides by identity,
 * and `view` only says what is on the screen.
 * - `me`: the visitor's notifications
 * - `server`: the server that the page shows (the visitor's own on hub pages)
 * - `admin`: everything an administrator watches while such a page is open
 */
export type Stream = 'me' | 'server' | 'admin';

/** One change within a stream. */
export type Change =
  | { readonly kind: 'server'; readonly server: ServerView }
  | { readonly kind: 'volumes'; readonly user: string; readonly volumes: readonly VolumeView[] }
  | {
      readonly kind: 'notification';
      readonly notification: NotificationView;
      readonly unread: number;
    }
  | { readonly kind: 'notification_removed'; readonly id: string; readonly unread: number }
  | { readonly kind: 'sent'; readonly sent: SentView }
  | { readonly kind: 'activity_row'; readonly row: ActivityRow };

/** `seq` counts up by one per stream; a gap means: ask for a snapshot. */
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
  /** Grows with each change; `GET /notifications?since=` continues from here. */
  readonly cursor: number;
}

/** Usage of the server on the screen; volatile, a lost frame is never repeated. */
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
  /** The identity ended (signed out, token revoked): connect again with a new one. */
  signed_out: () => void;
}

/** Events that a page sends. */
export interface ClientToServer {
  resync: () => void;
  view: (view: View) => void;
}

/** Why a connection was refused; found in `error.data.code` of `connect_error`. */
export type RefusalCode = 'unauthenticated' | 'forbidden' | 'hub_unavailable' | 'shutting_down';
