import type { RefusalCode } from '@perijove/contracts';
import type { Server as HttpServer } from 'node:http';
import { Server, type ExtendedError } from 'socket.io';
import type { DomainBus } from '../features/domain-events.js';
import type { Clock } from '../lib/clock.js';
import { render } from '../lib/catalog.js';
import { messageOf } from '../lib/errors.js';
import type { LanguageOf } from '../lib/language.js';
import type { Logger } from '../lib/logger.js';
import { text, type Message } from '../lib/text.js';
import {
  isOriginAllowed,
  parseHandshake,
  type AuthenticateSocket,
  type Revalidate,
} from './socket-auth.js';
import { Streams, type Io, type PageSocket } from './streams.js';
import { servePage } from './page.js';
import { Presence } from './presence.js';
import { startPublisher } from './publisher.js';
import { Revalidation } from './revalidation.js';
import { createTakeSnapshot } from './snapshot.js';
import type { RealtimeSources } from './sources.js';

/** The sockets of all open pages. */
export interface Realtime {
  start(): void;
  /** Refuses new pages and hangs up; pages connect again by themselves. The HTTP server stays. */
  stop(): Promise<void>;
  /**
   * Looks now, not within a minute, whose token is gone or means another user.
   * @param names - users and services; null stands for all users
   */
  revalidate(names: readonly string[] | null): void;
  /** Whether that user has a page open. */
  present(user: string): boolean;
  /** Open connections. */
  connections(): number;
}

const MAX_PAGES_PER_TOKEN = 50;
/** A user can have as many tokens as they like. */
const MAX_PAGES_PER_USER = 200;
const MAX_MESSAGE_BYTES = 10_000;

const messages: Readonly<Record<RefusalCode, Message>> = {
  unauthenticated: text('common.signIn'),
  forbidden: text('platform.connections.mayNot'),
  hub_unavailable: text('platform.connections.hubAway'),
  shutting_down: text('platform.connections.restarts'),
  too_many_connections: text('platform.connections.tooMany'),
};

const refusal = (code: RefusalCode, language: string): ExtendedError =>
  Object.assign(new Error(render(messages[code], language)), { data: { code } });

/**
 * Opens the socket.io end point. Only websockets: no sticky sessions, no polling.
 * @param path - below the public prefix, with a slash at its end
 * @param isAllowedOrigin - origins besides the page's own, for labs on their own subdomains
 * @param admitHost - whether a `Host` is one of ours
 */
export const createRealtime = (deps: {
  readonly httpServer: HttpServer;
  readonly path: string;
  readonly authenticate: AuthenticateSocket;
  readonly revalidate: Revalidate;
  readonly sources: RealtimeSources;
  readonly bus: DomainBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isAllowedOrigin: (origin: string) => boolean;
  readonly admitHost: (header: string | undefined) => boolean;
  readonly languageOf: LanguageOf;
}): Realtime => {
  const { httpServer, path, authenticate, sources, bus, clock, log } = deps;
  const io: Io = new Server(httpServer, {
    path,
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: 25_000,
    pingTimeout: 20_000,
    connectTimeout: 10_000,
    // Before anything else: a page elsewhere that leads its host name here is not answered at all.
    allowRequest: (request, answer) => {
      answer(null, deps.admitHost(request.headers.host));
    },
  });
  const streams = new Streams(io);
  const presence = new Presence((user, present) => bus.emit('presence.changed', { user, present }));
  const takeSnapshot = createTakeSnapshot({ clock, streams, sources });
  const stopPublisher = startPublisher({ io, streams, sources, bus, clock, log });
  const revalidation = new Revalidation({ io, clock, log, revalidate: deps.revalidate, sources });
  let stopping = false;

  const admit = async (socket: PageSocket): Promise<RefusalCode | null> => {
    if (stopping) return 'shutting_down';
    const { headers, auth } = socket.handshake;
    if (!isOriginAllowed(headers.origin, headers.host, deps.isAllowedOrigin)) return 'forbidden';
    const handshake = parseHandshake(auth);
    if (handshake === null) return 'unauthenticated';
    const result = await authenticate(handshake, socket.request);
    if (!result.ok) return result.code;
    const { principal, credential } = result.auth;
    const ofUser = principal.kind === 'user' ? presence.pagesOfUser(principal.name) : 0;
    if (presence.pagesOf(credential) >= MAX_PAGES_PER_TOKEN || ofUser >= MAX_PAGES_PER_USER) {
      return 'too_many_connections';
    }
    socket.data.auth = result.auth;
    return null;
  };

  io.use((socket, next) => {
    socket.data.language = deps.languageOf(socket.handshake);
    admit(socket)
      .catch((error: unknown) => {
        log.warn(`could not authenticate a socket: ${messageOf(error)}`);
        return 'hub_unavailable' as const;
      })
      .then(code => next(code === null ? undefined : refusal(code, socket.data.language)))
      .catch((error: unknown) => log.error({ err: error }, 'could not accept a socket'));
  });

  io.on('connection', socket => {
    revalidation.checkNew(socket);
    const { principal, credential, shown, lab } = socket.data.auth;
    const unsubscribe = presence.enter(
      principal.kind === 'user' ? principal.name : null,
      credential,
    );
    socket.on('disconnect', unsubscribe);
    if (lab && shown !== null) {
      const key = { user: shown.user, server: shown.server };
      const handshake = parseHandshake(socket.handshake.auth);
      const quiet = handshake !== null && 'token' in handshake && handshake.quiet === true;
      bus.emit('lab.opened', { ...key, quiet });
      socket.on('disconnect', () => bus.emit('lab.closed', { ...key, quiet }));
      socket.on('used', () => bus.emit('lab.used', key));
    }
    servePage(socket, { clock, log, sources, takeSnapshot }).catch((error: unknown) =>
      log.warn(`could not serve a page: ${messageOf(error)}`),
    );
  });

  return {
    start: () => revalidation.loop.start(),
    stop: async () => {
      stopping = true;
      stopPublisher();
      await revalidation.loop.stop();
      // A disconnect by the server would keep clients away; a closed transport lets them return.
      io.engine.close();
    },
    revalidate: names => revalidation.check(names),
    present: user => presence.present(user),
    connections: () => io.of('/').sockets.size,
  };
};
