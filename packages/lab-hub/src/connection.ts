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
 * - `refused`: the hub does not accept this page; nothing is tried until it is reloaded
 */
export type LinkStatus = 'connecting' | 'connected' | 'refused';

/** What a connection needs. */
export interface ConnectionOptions {
  /** Origin of the hub, such as `https://hub.example.org`. */
  readonly origin: string;
  /** Path of the socket on that origin. */
  readonly path: string;
  /** Asked afresh before every attempt. */
  readonly handshake: () => Handshake;
  readonly model: HubModel;
  readonly clock: ServerClock;
  /** Pause before the first and at most between later attempts, in milliseconds. */
  readonly backoffMs?: { readonly first: number; readonly longest: number };
}

/** Refusals that time alone does not mend. */
const FINAL: readonly RefusalCode[] = ['unauthenticated', 'forbidden', 'too_many_connections'];

const refusalOf = (error: Error & { data?: unknown }): RefusalCode | null => {
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data
    ? (data.code as RefusalCode)
    : null;
};

/** The one socket of a page: keeps the model current and comes back by itself. */
export class Connection {
  /** Emitted when `status` changed. */
  readonly statusChanged = new Signal<this, LinkStatus>(this);
  /** CPU and memory of the server; a lost frame is never repeated. */
  readonly usage = new Signal<this, Usage>(this);

  private readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly backoff: { readonly first: number; readonly longest: number };
  private current: LinkStatus = 'connecting';
  private retry: ReturnType<typeof setTimeout> | null = null;
  private attempts = 0;
  private shown: View = { page: 'lab', visible: true };

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
      // Spreads the pages of a restarted hub over time.
      randomizationFactor: 0.5,
    });
    this.listen();
  }

  /** How the connection stands. */
  get status(): LinkStatus {
    return this.current;
  }

  /** Opens the connection. */
  open(): void {
    this.socket.connect();
  }

  /** Closes it for good. */
  close(): void {
    this.stopRetry();
    this.socket.disconnect();
  }

  /** Tells the hub whether anyone looks at the page. */
  show(view: View): void {
    this.shown = view;
    if (this.socket.connected) this.socket.emit('view', view);
  }

  /** Says that somebody uses the page; answers whether it could be said. */
  used(): boolean {
    if (!this.socket.connected) return false;
    this.socket.emit('used');
    return true;
  }

  /** Says how far a notification came; answers whether it could be said. */
  acknowledge(id: string, state: AckRequest['state']): boolean {
    if (!this.socket.connected) return false;
    this.socket.emit('ack', { id, state });
    return true;
  }

  /** Tries at once instead of waiting for the next attempt: the computer woke up. */
  wake(): void {
    if (this.current !== 'connecting' || this.socket.connected) return;
    this.stopRetry();
    // Closing first drops the library's own pause between attempts.
    this.socket.disconnect().connect();
  }

  private listen(): void {
    const { model, clock } = this.options;
    this.socket.on('connect', () => {
      this.attempts = 0;
      this.become('connected');
      this.socket.emit('view', this.shown);
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
      this.become('connecting');
      // After the server's own goodbye the library does not come back by itself.
      if (reason === 'io server disconnect') this.retryLater();
    });
    this.socket.on('connect_error', (error: Error & { data?: unknown }) => {
      const code = refusalOf(error);
      if (code !== null && FINAL.includes(code)) this.refuse();
      else if (!this.socket.active) this.retryLater();
    });
  }

  private refuse(): void {
    this.become('refused');
    this.close();
  }

  private retryLater(): void {
    this.stopRetry();
    const pause = Math.min(this.backoff.longest, this.backoff.first * 2 ** this.attempts);
    this.attempts += 1;
    this.retry = setTimeout(() => this.socket.connect(), pause * (0.5 + Math.random()));
  }

  private stopRetry(): void {
    if (this.retry !== null) clearTimeout(this.retry);
    this.retry = null;
  }

  private become(status: LinkStatus): void {
    if (status === this.current) return;
    this.current = status;
    this.statusChanged.emit(status);
  }
}
