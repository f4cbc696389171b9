import type {
  AckRequest,
  ClientToServer,
  Handshake,
  RefusalCode,
  ServerToClient,
  Usage,
  View,
} from '@perijove/contracts';
import { Signal } from '@lumino/signaling';
import { io, type Socket } from 'socket.io-client';
import type { HubModel } from './hub-model';
import type { ServerClock } from './server-clock';

/**
 * - `connecting`: for the first time, or again
 * - `connected`: the socket is open
 * - `refused`: the hub rejects this page; it does not retry until the page is reloaded
 */
export type LinkStatus = 'connecting' | 'connected' | 'refused';

/** Options of a connection. */
export interface ConnectionOptions {
  /** Origin of the hub, such as `https://hub.example.org`. */
  readonly origin: string;
  /** Path of socket.io on that origin. */
  readonly path: string;
  /** Called before every attempt. */
  readonly handshake: () => Handshake;
  readonly model: HubModel;
  readonly clock: ServerClock;
  /** First and longest delay between attempts, in milliseconds. */
  readonly backoffMs?: { readonly first: number; readonly longest: number };
}

/** Refusals after which a retry cannot succeed. */
const FATAL: readonly RefusalCode[] = ['unauthenticated', 'forbidden', 'too_many_connections'];

const refusalOf = (error: Error & { data?: unknown }): RefusalCode | null => {
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data
    ? (data.code as RefusalCode)
    : null;
};

/** The socket of a page: updates the model and reconnects by itself. */
export class Connection {
  /** Emitted after `status` changed. */
  readonly statusChanged = new Signal<this, LinkStatus>(this);
  /** CPU and memory of the server; lost frames are not repeated. */
  readonly usage = new Signal<this, Usage>(this);

  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly backoff: { readonly first: number; readonly longest: number };
  private current: LinkStatus = 'connecting';
  private retry: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;
  private view: View = { page: 'lab', visible: true };

  constructor(private readonly options: ConnectionOptions) {
    this.backoff = options.backoffMs ?? { first: 1000, longest: 20_000 };
    this.socket = io(options.origin, {
      path: options.path,
      transports: ['websocket'],
      auth: reply => {
        reply(options.handshake());
      },
      autoConnect: false,
      forceNew: true,
      reconnectionDelay: this.backoff.first,
      reconnectionDelayMax: this.backoff.longest,
      // After a restart of the hub, its pages reconnect spread over time.
      randomizationFactor: 0.5,
    });
    this.listen();
  }

  /** Current status. */
  get status(): LinkStatus {
    return this.current;
  }

  /** Opens the connection. */
  open(): void {
    this.socket.connect();
  }

  /** Closes the connection for good. */
  close(): void {
    this.stopRetry();
    this.socket.disconnect();
  }

  /** Sends to the hub whether the page is visible. */
  setView(view: View): void {
    this.view = view;
    if (this.socket.connected) this.socket.emit('view', view);
  }

  /** Reports that the user is active; returns false when there is no connection. */
  reportActivity(): boolean {
    if (!this.socket.connected) return false;
    this.socket.emit('used');
    return true;
  }

  /** Acknowledges a notification; returns false when there is no connection. */
  acknowledge(id: string, state: AckRequest['state']): boolean {
    if (!this.socket.connected) return false;
    this.socket.emit('ack', { id, state });
    return true;
  }

  /** Reconnects now instead of at the next attempt, for example after the computer slept. */
  reconnectNow(): void {
    if (this.current !== 'connecting' || this.socket.connected) return;
    this.stopRetry();
    // Disconnecting first cancels the library's own delay.
    this.socket.disconnect().connect();
  }

  private listen(): void {
    const { model, clock } = this.options;
    this.socket.on('connect', () => {
      this.attempts = 0;
      this.setStatus('connected');
      this.socket.emit('view', this.view);
    });
    this.socket.on('snapshot', snapshot => {
      clock.reset();
      clock.observe(snapshot.serverTime);
      model.reset(snapshot);
    });
    this.socket.on('delta', delta => {
      if (delta.change.kind === 'server') clock.observe(delta.change.server.session.serverTime);
      if (model.apply(delta) === 'gap') this.socket.emit('resync');
    });
    this.socket.on('usage', frame => {
      this.usage.emit(frame.usage);
    });
    this.socket.on('signed_out', () => {
      this.refuse();
    });
    this.socket.on('disconnect', reason => {
      if (this.current === 'refused') return;
      this.setStatus('connecting');
      // socket.io does not reconnect by itself after the server closed the connection.
      if (reason === 'io server disconnect') this.retryLater();
    });
    this.socket.on('connect_error', (error: Error & { data?: unknown }) => {
      const code = refusalOf(error);
      if (code !== null && FATAL.includes(code)) this.refuse();
      else if (!this.socket.active) this.retryLater();
    });
  }

  private refuse(): void {
    this.setStatus('refused');
    this.close();
  }

  private retryLater(): void {
    this.stopRetry();
    const delay = Math.min(this.backoff.longest, this.backoff.first * 2 ** this.attempts);
    this.attempts += 1;
    this.retry = setTimeout(() => this.socket.connect(), delay * (0.5 + Math.random()));
  }

  private stopRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }

  private setStatus(status: LinkStatus): void {
    if (status === this.current) return;
    this.current = status;
    this.statusChanged.emit(status);
  }
}
