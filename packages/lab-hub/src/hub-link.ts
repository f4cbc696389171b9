import type { AckRequest, ExtendResult, ServerView } from '@perijove/contracts';
import { ApiError, createClient, type Client } from '@perijove/contracts/client';
import { AckOutbox, type AckOutcome } from './ack-outbox';
import { Connection, type LinkStatus } from './connection';
import { HubModel } from './hub-model';
import type { HubPlace } from './place';
import { ServerClock } from './server-clock';
import { UseReporter } from './use-reporter';
import type { IHubLink } from './tokens';

/** Path of the socket below the service's own. */
const SOCKET_PATH = 'socket.io/';

/** Answers after which the same acknowledgement can still succeed. */
const mayRetry = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** What a link needs from its page. */
export interface HubLinkOptions {
  readonly place: HubPlace;
  /** The page's token, asked for at every use and kept nowhere. */
  readonly token: () => string;
  /** What the page asks its server for by itself is no activity there. */
  readonly quiet?: boolean;
  readonly localNow?: () => number;
}

/** Puts model, clock, socket and calls together behind `IHubLink`. */
export class HubLink implements IHubLink {
  readonly place: HubPlace;
  readonly api: Client;
  readonly state: HubModel;
  readonly connection: Connection;
  private readonly clock: ServerClock;
  private readonly outbox: AckOutbox;
  /** Notices that somebody uses the page. */
  readonly use: UseReporter;

  constructor({ place, token, quiet = false, localNow = Date.now }: HubLinkOptions) {
    const service = new URL(place.serviceUrl);
    this.place = place;
    this.api = createClient({ baseUrl: place.serviceUrl, token });
    this.state = new HubModel({ user: place.user, name: place.server });
    this.clock = new ServerClock(localNow);
    this.outbox = new AckOutbox((id, state) => this.sendAck(id, state));
    this.connection = new Connection({
      origin: service.origin,
      path: `${service.pathname}${SOCKET_PATH}`,
      handshake: () => ({
        token: token(),
        server: { user: place.user, name: place.server },
        quiet,
      }),
      model: this.state,
      clock: this.clock,
    });
    this.use = new UseReporter(() => this.connection.used());
    this.connection.statusChanged.connect((_, status) => {
      if (status !== 'connected') return;
      void this.outbox.flush();
      this.use.reconnected();
    });
  }

  get user(): string {
    return this.place.user;
  }

  get server(): string {
    return this.place.server;
  }

  get visitor(): string {
    return this.state.visitor || this.place.visitor;
  }

  get status(): LinkStatus {
    return this.connection.status;
  }

  get connected(): boolean {
    return this.status === 'connected';
  }

  get connectedChanged(): Connection['statusChanged'] {
    return this.connection.statusChanged;
  }

  get clockOffsetMs(): number {
    return this.clock.offsetMs;
  }

  get usage(): Connection['usage'] {
    return this.connection.usage;
  }

  serverNow(): number {
    return this.clock.now();
  }

  async extendSession(hours: number): Promise<ExtendResult> {
    const { user, server } = this;
    const body = { hours };
    const result =
      server === ''
        ? await this.api('extendSession', { params: { user }, body })
        : await this.api('extendNamedSession', { params: { user, server }, body });
    this.state.takeSession(result.session);
    return result;
  }

  restartServer(): Promise<ServerView> {
    const { user, server } = this;
    return server === ''
      ? this.api('restartServer', { params: { user } })
      : this.api('restartNamedServer', { params: { user, server } });
  }

  acknowledge(id: string, state: AckRequest['state']): void {
    this.state.advance(id, state);
    this.outbox.push(id, state);
  }

  /** The page goes away: says what it still has to say. */
  leave(): void {
    void this.outbox.flush();
  }

  private async sendAck(id: string, state: AckRequest['state']): Promise<AckOutcome> {
    // A thousand labs answer a broadcast: what may be lost and said again goes through the
    // socket that is open anyway. A dismissal must not be lost, so it is a request with an answer.
    if (state !== 'dismissed' && this.connection.acknowledge(id, state)) return 'done';
    try {
      await this.api('ackNotification', { params: { id }, body: { state } });
    } catch (error) {
      if (mayRetry(error)) return 'retry';
      // Retracted or expired meanwhile: there is nothing left to acknowledge.
    }
    return 'done';
  }
}
