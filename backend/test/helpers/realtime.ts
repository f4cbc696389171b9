import type {
  Ack,
  ClientToServer,
  Delta,
  NotificationView,
  ServerToClient,
  ServerView,
  Snapshot,
  Usage,
} from '@perijove/contracts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import type { DomainEvents, ServerKey } from '../../src/features/domain-events.js';
import type { Principal } from '../../src/auth/principal.js';
import { Bus } from '../../src/lib/bus.js';
import { systemClock } from '../../src/lib/clock.js';
import { createLanguageOf } from '../../src/lib/language.js';
import { silentLogger } from '../../src/lib/logger.js';
import type { SocketAuth, HandshakeResult } from '../../src/realtime/socket-auth.js';
import { createRealtime } from '../../src/realtime/realtime.js';
import type { NotificationFor, RealtimeSources } from '../../src/realtime/sources.js';

export type Client = Socket<ServerToClient, ClientToServer>;

/** A page of a test: what it heard so far. */
export interface TestPage {
  readonly socket: Client;
  readonly snapshots: Snapshot[];
  readonly deltas: Delta[];
  readonly usage: unknown[];
  readonly activity: unknown[];
  signedOut: boolean;
}

export const principal = (name: string, rights: Partial<Principal> = {}): Principal => ({
  name,
  kind: 'user',
  admin: false,
  hubAdmin: false,
  groups: [],
  scopes: new Set(),
  tokenId: null,
  via: 'bearer',
  ...rights,
});

/** Waits until it holds; fails after two seconds with what was waited for. */
export const eventually = async (what: string, holds: () => boolean): Promise<void> => {
  const end = Date.now() + 2000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It never happened: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
};

/** Long enough for a burst to be published and to arrive. */
export const quiet = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 150));

const session = { canExtend: false } as ServerView['session'];

/** A server as far as these tests look at it. */
const serverView = (user: string, name: string, phase: string, canExtend: boolean): ServerView =>
  ({
    user,
    name,
    phase,
    progress: [],
    session: { ...session, canExtend },
  }) as unknown as ServerView;

export const notification = (id: string): NotificationView =>
  ({ id, message: `about ${id}`, state: 'pending', cursor: 1 }) as unknown as NotificationView;

/** The socket end point over real HTTP, with sources that a test changes as it goes. */
export const setUp = async (options: { readonly path?: string } = {}) => {
  const path = options.path ?? '/base/services/perijove/socket.io/';
  const bus = new Bus<DomainEvents>(silentLogger());
  const httpServer = createServer();
  const verdicts = new Map<string, HandshakeResult>();
  const phases = new Map<string, string>();
  const inbox = new Map<string, NotificationView[]>();
  const acks: (Ack & { user: string })[] = [];
  const presence: DomainEvents['presence.changed'][] = [];
  bus.on('presence.changed', event => presence.push(event));
  const valid = { current: 'valid' as 'valid' | 'ended' | 'unknown' };
  const rendered = { servers: 0, failing: 0 };
  const running: (ServerKey & { usage: Usage })[] = [];

  const sources: RealtimeSources = {
    server: async ({ user, server }, { canExtend }) => {
      rendered.servers += 1;
      await Promise.resolve();
      if (rendered.failing > 0) {
        rendered.failing -= 1;
        throw new Error('the hub is away');
      }
      return serverView(user, server, phases.get(user) ?? 'stopped', canExtend);
    },
    namedServers: () => [],
    volumes: user => [{ name: `home of ${user}` } as never],
    notifications: user => ({ notifications: inbox.get(user) ?? [], unread: 0, cursor: 7 }),
    notification: (id, users) => {
      const found = new Map<string, NotificationFor>();
      for (const user of users) {
        const notification = inbox.get(user)?.find(item => item.id === id);
        if (notification !== undefined) found.set(user, { notification, unread: 1 });
      }
      return found;
    },
    unread: () => 0,
    preferences: () => ({ quietHours: null, importantOnly: false, language: null }),
    announcement: () => null,
    acknowledge: (user, ack) => void acks.push({ ...ack, user }),
    usage: () => ({ cpuPercent: 1 }) as never,
    allUsage: () => running,
    userListSignature: () => '',
    canSeeUser: () => false,
    pendingUsers: () => 0,
    activityRow: ({ user, server }) =>
      ({ user, server, status: phases.get(user) ?? 'offline' }) as never,
    activitySummary: () => ({ users: 1 }) as never,
  };

  const realtime = createRealtime({
    httpServer,
    path,
    authenticate: handshake => {
      const key = 'token' in handshake ? handshake.token : handshake.ticket;
      if (key === 'crash') throw new Error('the hub is away');
      return Promise.resolve(verdicts.get(key) ?? { ok: false, code: 'unauthenticated' });
    },
    revalidate: () => Promise.resolve(valid.current),
    sources,
    bus,
    clock: systemClock,
    log: silentLogger(),
    isAllowedOrigin: origin => origin === 'https://ann.labs.example',
    admitHost: () => true,
    languageOf: createLanguageOf('en'),
  });
  await new Promise<void>(resolve => httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  const sockets: Client[] = [];

  const connect = (auth: object, headers: Record<string, string> = {}): Client => {
    const socket: Client = io(`http://127.0.0.1:${port}`, {
      path,
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    sockets.push(socket);
    return socket;
  };

  return {
    bus,
    verdicts,
    phases,
    inbox,
    acks,
    presence,
    valid,
    rendered,
    running,
    realtime,
    port,
    connect,
    /** Lets the bearer of `token` in. */
    admit: (token: string, who: Principal, shown: SocketAuth['shown']): void => {
      verdicts.set(token, {
        ok: true,
        auth: { principal: who, shown, lab: false, credential: token },
      });
    },
    /** Opens a page and waits for its first snapshot. */
    open: async (token: string): Promise<TestPage> => {
      const socket = connect({ token });
      const page: TestPage = {
        socket,
        snapshots: [],
        deltas: [],
        usage: [],
        activity: [],
        signedOut: false,
      };
      socket.on('snapshot', snapshot => page.snapshots.push(snapshot));
      socket.on('delta', delta => page.deltas.push(delta));
      socket.on('usage', frame => page.usage.push(frame));
      socket.on('activity', frame => page.activity.push(frame));
      socket.on('signed_out', () => (page.signedOut = true));
      await eventually('a snapshot', () => page.snapshots.length > 0);
      return page;
    },
    /** The code with which a connection is refused. */
    refused: (auth: object, headers?: Record<string, string>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const socket = connect(auth, headers);
        socket.on('connect', () => reject(new Error('the page was let in')));
        socket.on('connect_error', error =>
          resolve((error as Error & { data?: { code: string } }).data?.code ?? error.message),
        );
      }),
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.disconnect();
      await realtime.stop();
      await new Promise(resolve => httpServer.close(resolve));
    },
  };
};
