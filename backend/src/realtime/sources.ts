import type {
  Ack,
  ActivityRow,
  ActivitySummary,
  Announcement,
  NotificationView,
  Preferences,
  ServerView,
  Usage,
  VolumeView,
} from '@perijove/contracts';
import type { Unrendered } from '../lib/text.js';
import type { ServerKey } from '../features/domain-events.js';
import type { Subscriber } from './subscribers.js';

type Awaitable<T> = Unrendered<T> | Promise<Unrendered<T>>;

/** A notification as its recipient sees it. Recipients who see the same may share the object. */
export interface NotificationFor {
  readonly notification: Unrendered<NotificationView>;
  readonly unread: number;
}

/** Where the sockets get what they show. The features stand behind it. */
export interface RealtimeSources {
  /** The server as a caller with these rights sees it; null if there is no such user or server. */
  server(key: ServerKey, rights: { readonly canExtend: boolean }): Awaitable<ServerView | null>;
  /** The named servers of a user, as that user sees them. */
  namedServers(user: string): readonly Unrendered<ServerView>[];
  volumes(user: string): Awaitable<readonly VolumeView[]>;
  notifications(user: string): {
    readonly notifications: readonly Unrendered<NotificationView>[];
    readonly unread: number;
    readonly cursor: number;
  };
  /** One notification as each of these users sees it; without those whose it is not any more. */
  notification(id: string, users: readonly string[]): ReadonlyMap<string, NotificationFor>;
  unread(user: string): number;
  preferences(user: string): Preferences;
  announcement(): Announcement | null;
  /** May throw for notifications that do not exist; nobody is told. */
  acknowledge(user: string, ack: Ack): void;
  usage(key: ServerKey): Usage | null;
  /** Usage of all running labs, as far as it was measured. */
  allUsage(): readonly (ServerKey & { readonly usage: Usage })[];
  /** All that this user's list of users shows, as one text: it changes when the list does. */
  userListSignature(who: Subscriber): string;
  /** Whether this subscriber can see that user. */
  canSeeUser(who: Subscriber, user: string): boolean;
  /** Number of pending sign-up requests. */
  pendingUsers(): number;
  activityRow(key: ServerKey): ActivityRow | null;
  activitySummary(): ActivitySummary;
}
