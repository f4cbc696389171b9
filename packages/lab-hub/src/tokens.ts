import type {
  AckRequest,
  ExtendResult,
  NotificationView,
  Preferences,
  ServerView,
  Usage,
} from '@perijove/contracts';
import type { Client } from '@perijove/contracts/client';
import { Token } from '@lumino/coreutils';
import type { ISignal } from '@lumino/signaling';
import type { LinkStatus } from './connection';
import type { HubLocation } from './hub-location';

/** State of the hub on this page, updated by push. */
export interface IHubState {
  /** The server that the page shows; null before the first snapshot. */
  readonly server: ServerView | null;
  /** The visitor's notifications, newest last. */
  readonly notifications: readonly NotificationView[];
  /** Number of unread notifications. */
  readonly unread: number;
  /** Cursor for `GET /notifications?since=`. */
  readonly cursor: number;
  /** The visitor's notification preferences; null before the first snapshot. */
  readonly preferences: Preferences | null;
  /** Whether a snapshot has arrived since the page was opened. */
  readonly ready: boolean;
  /** Emitted after the server or its session changed. */
  readonly serverChanged: ISignal<unknown, void>;
  /** Emitted after the notifications or `unread` changed. */
  readonly notificationsChanged: ISignal<unknown, void>;
}

/** The connection of a lab page to its hub, shared by all extensions on the page. */
export interface IHubLink {
  readonly location: HubLocation;
  /** Owner of the server that the page shows. */
  readonly user: string;
  /** Name of the server; empty for the default server. */
  readonly server: string;
  /** The user who opened the page; not always `user`. */
  readonly visitor: string;
  /** The platform's API, with the visitor's scopes. Throws `ApiError`. */
  readonly api: Client;
  readonly state: IHubState;
  readonly status: LinkStatus;
  readonly connected: boolean;
  /** Emitted after `status` and `connected` changed. */
  readonly connectedChanged: ISignal<unknown, LinkStatus>;
  /** Milliseconds to add to this computer's clock to get the server's time. */
  readonly clockOffsetMs: number;
  /** CPU and memory of the server, every few seconds while the page is visible. */
  readonly usage: ISignal<unknown, Usage>;
  /** The server's time now, in epoch milliseconds. */
  serverNow(): number;
  /**
   * Extends the session of the server that the page shows by `hours`; the state changes at once.
   * Throws `ApiError`, for example `extension_exhausted` or `culler_disabled`.
   */
  extendSession(hours: number): Promise<ExtendResult>;
  /** Restarts the server that the page shows. Throws `ApiError`. */
  restartServer(): Promise<ServerView>;
  /** Moves a notification to a later state: here at once, on the hub when it is connected. */
  acknowledge(id: string, state: AckRequest['state']): void;
}

/** The connection to the hub; null when the page is not on a hub. */
export const IHubLink = new Token<IHubLink | null>(
  '@perijove/lab-hub:IHubLink',
  'The connection of this page to its hub: session, notifications, API. Null when there is no hub.',
);
