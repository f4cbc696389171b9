import type { AckRequest, ExtendResult, ServerView } from '@perijove/contracts';
import { ApiError, createClient, type Client } from '@perijove/contracts/client';
import { AckOutbox, type AckOutcome } from './ack-outbox';
import { Connection, type LinkStatus } from './connection';
import { HubModel } from './hub-model';
import type { HubLocation } from './hub-location';
import { ServerClock } from './server-clock';
import { ActivityReporter } from './activity-reporter';
import type { IHubLink } from './tokens';

/** Path of socket.io, relative to the service. */
const SOCKET_PATH = 'socket.io/';

/** Whether the same acknowledgement can succeed later. */
const canRetry = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);

/** Options of a link. */
export interface HubLinkOptions {
  readonly location: HubLocation;
  /** Returns the page's token; called for every request, never stored. */
  readonly token: () => string;
  /** Whether requests of the page itself do not count as activity on its server. */
  readonly quiet?: boolean;
  readonly localNow?: () => number;
}

/** Implements `IHubLink` with the model, the clock, the socket and the API client. */
export class HubLink implements IHubLink {
  readonly location: HubLocation;
  readonly api: Client;
  readonly state: HubModel;
  readonly connection: Connection;
  private readonly clock: ServerClock;
  private readonly outbox: AckOutbox;
  /** Reports that the user is active. */
  readonly activity: ActivityReporter;

  constructor({ location, token, quiet = false, localNow = Date.now }: HubLinkOptions) {
    const service = new URL(location.serviceUrl);
    this.location = location;
    this.api = createClient({ baseUrl: location.serviceUrl, token });
    this.state = new HubModel({ user: location.user, name: location.server });
    this.clock = new ServerClock(localNow);
    this.outbox = new AckOutbox((id, state) => this.sendAck(id, state));
    this.connection = new Connection({
      origin: service.origin,
      path: `${service.pathname}${SOCKET_PATH}`,
      handshake: () => ({
        token: token(),
        server: { user: location.user, name: location.server },
        quiet,
      }),
      model: this.state,
      clock: this.clock,
    });
    this.activity = new ActivityReporter(() => this.connection.reportActivity());
    this.connection.statusChanged.connect((_, status) => {
      if (status !== 'connected') return;
      void this.outbox.flush();
      this.activity.reconnected();
    });
  }

  get user(): string {
    return this.location.user;
  }

  get server(): string {
    return this.location.server;
  }

  get visitor(): string {
    return this.state.visitor || this.location.visitor;
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
    const result = await this.api('extendSession', { params: { user, server }, body: { hours } });
    this.state.setSession(result.session);
    return result;
  }

  restartServer(): Promise<ServerView> {
    const { user, server } = this;
    return this.api('restartServer', { params: { user, server } });
  }

  acknowledge(id: string, state: AckRequest['state']): void {
    this.state.advance(id, state);
    this.outbox.push(id, state);
  }

  /** Sends the acknowledgements that still wait; to be called when the page closes. */
  flush(): void {
    void this.outbox.flush();
  }

  private async sendAck(id: string, state: AckRequest['state']): Promise<AckOutcome> {
    // A thousand labs acknowledge a broadcast at once: states that may get lost go through the
    // open socket. A dismissal must not get lost, so it is a request with a response.
    if (state !== 'dismissed' && this.connection.acknowledge(id, state)) return 'done';
    try {
      await this.api('ackNotification', { params: { id }, body: { state } });
    } catch (error) {
      if (canRetry(error)) return 'retry';
      // The notification was recalled or has expired: nothing is left to acknowledge.
    }
    return 'done';
  }
}
