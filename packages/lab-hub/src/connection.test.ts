import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClientToServer, ServerToClient, View } from '@perijove/contracts';
import { Server } from 'socket.io';
import { Connection } from './connection';
import { aNotification, aSnapshot } from './testing/fixtures';
import { HubModel } from './hub-model';
import { ServerClock } from './server-clock';

const PATH = '/services/perijove/socket.io/';

const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 300) throw new Error('Timed out after three seconds.');
    await new Promise(resolve => setTimeout(resolve, 10));
  }
};

describe('the connection to the hub', () => {
  let http: HttpServer;
  let hub: Server<ClientToServer, ServerToClient>;
  let refusal: string | null;
  let attempts: number;
  let views: View[];
  let handshakes: unknown[];
  let model: HubModel;
  let connection: Connection;

  beforeEach(async () => {
    refusal = null;
    attempts = 0;
    views = [];
    handshakes = [];
    http = createServer();
    hub = new Server(http, { path: PATH, transports: ['websocket'] });
    hub.use((socket, next) => {
      attempts += 1;
      handshakes.push(socket.handshake.auth);
      if (refusal === null) next();
      else next(Object.assign(new Error(refusal), { data: { code: refusal } }));
    });
    hub.on('connection', socket => {
      socket.emit('snapshot', aSnapshot());
      socket.on('view', view => views.push(view));
      socket.on('resync', () => {
        socket.emit('snapshot', aSnapshot({ seq: { me: 20 }, unread: 4 }));
      });
    });
    await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    model = new HubModel({ user: 'ada', name: '' });
    connection = new Connection({
      origin: `http://127.0.0.1:${port}`,
      path: PATH,
      handshake: () => ({ token: 'secret', server: { user: 'ada', name: '' } }),
      model,
      clock: new ServerClock(Date.now),
      backoffMs: { first: 20, longest: 40 },
    });
  });

  afterEach(async () => {
    connection.close();
    await hub.close();
  });

  it('sends its handshake and view, and takes the snapshot', async () => {
    connection.setView({ page: 'lab', visible: false });
    connection.open();
    await until(() => model.ready && views.length > 0);
    expect(connection.status).toBe('connected');
    expect(handshakes).toEqual([{ token: 'secret', server: { user: 'ada', name: '' } }]);
    expect(views).toEqual([{ page: 'lab', visible: false }]);
  });

  it('requests a snapshot after a gap', async () => {
    connection.open();
    await until(() => model.ready);
    const change = { kind: 'notification', notification: aNotification(), unread: 1 } as const;
    hub.emit('delta', { stream: 'me', seq: 20, change });
    await until(() => model.unread === 4);
  });

  it('reconnects after the hub closed the connection', async () => {
    connection.open();
    await until(() => connection.status === 'connected');
    hub.disconnectSockets(true);
    await until(() => attempts === 2 && connection.status === 'connected');
  });

  it('retries when the hub is not ready', async () => {
    refusal = 'hub_unavailable';
    connection.open();
    await until(() => attempts >= 3);
    refusal = null;
    await until(() => connection.status === 'connected');
  });

  it('does not retry when the hub rejects the page', async () => {
    refusal = 'unauthenticated';
    connection.open();
    await until(() => connection.status === 'refused');
    await new Promise(resolve => setTimeout(resolve, 150));
    connection.reconnectNow();
    expect(attempts).toBe(1);
    expect(connection.status).toBe('refused');
  });

  it('does not retry after it was signed out', async () => {
    connection.open();
    await until(() => connection.status === 'connected');
    hub.emit('signed_out');
    await until(() => connection.status === 'refused');
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(attempts).toBe(1);
  });
});
