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
import type { HubPlace } from './place';

/** What the page knows of its hub, kept current by push. */
export interface IHubState {
  /** The server that the page shows; null until the hub answered. */
  readonly server: ServerView | null;
  /** The visitor's notifications, newest last. */
  readonly notifications: readonly NotificationView[];
  /** How many notifications were not seen yet. */
  readonly unread: number;
  /** Position for `GET /notifications?since=`. */
  readonly cursor: number;
  /** What the visitor wishes for notifications; null until the hub told it. */
  readonly preferences: Preferences | null;
  /** Whether the hub has told its state since the page was opened. */
  readonly ready: boolean;
  /** Emitted after the server or its session changed. */
  readonly serverChanged: ISignal<unknown, void>;
  /** Emitted after the notifications or `unread` changed. */
  readonly notificationsChanged: ISignal<unknown, void>;
}

/** One connection from a lab page to its hub, shared by all extensions on the page. */
export interface IHubLink {
  readonly place: HubPlace;
  /** Whose server the page shows. */
  readonly user: string;
  /** The server's name; empty for the default server. */
  readonly server: string;
  /** Who looks at the page; need not be `user`. */
  readonly visitor: string;
  /** The platform's interface, with the visitor's rights. Throws `ApiError`. */
  readonly api: Client;
  readonly state: IHubState;
  readonly status: LinkStatus;
  readonly connected: boolean;
  /** Emitted when `status` and `connected` changed. */
  readonly connectedChanged: ISignal<unknown, LinkStatus>;
  /** Milliseconds to add to this computer's clock to get the server's. */
  readonly clockOffsetMs: number;
  /** CPU and memory of the server, every few seconds while the page is visible. */
  readonly usage: ISignal<unknown, Usage>;
  /** The server's time now, in epoch milliseconds. */
  serverNow(): number;
  /**
   * Asks for more time, in hours, for the server that the page shows; the state changes at
   * once. Throws `ApiError`, among others `extension_exhausted` and `culler_disabled`.
   */
  extendSession(hours: number): Promise<ExtendResult>;
  /** Stops and starts the server that the page shows. Throws `ApiError`. */
  restartServer(): Promise<ServerView>;
  /** Moves a notification's state forward, here at once and on the hub as soon as it can. */
  acknowledge(id: string, state: AckRequest['state']): void;
}

/** The link to the hub; null when the page is not on a hub. */
export const IHubLink = new Token<IHubLink | null>(
  '@perijove/lab-hub:IHubLink',
  'The connection of this page to its hub: session, notifications, interface. Null off a hub.',
);
