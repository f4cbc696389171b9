import {
  createClient,
  type ApiError,
  type Client,
  type ClientToServer,
  type Delta,
  type ServerToClient,
  type Snapshot,
} from '@perijove/contracts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { createApp, type Backend } from '../app.js';
import { loadConfig } from '../config/load.js';
import { createFakeEngine } from '../../test/fakes/engine/engine.js';
import { createFakeHub } from '../../test/fakes/hub.js';
import { tokenOwner } from '../../test/helpers/token-kinds.js';
import { systemClock } from '../lib/clock.js';
import { silentLogger } from '../lib/logger.js';
import { eventually, quiet } from '../../test/helpers/realtime.js';

const ACCESS = 'access:services!service=perijove';
const PREFIX = '/base/services/perijove/';

let backend: Backend;
let origin: string;
const data = mkdtempSync(join(tmpdir(), 'perijove-feed-'));
const sockets: Socket[] = [];

const hubUser = (name: string, ...scopes: string[]) => ({
  name,
  kind: 'user' as const,
  scopes: [ACCESS, ...scopes],
});

beforeAll(async () => {
  const env = {
    JUPYTERHUB_BASE_URL: '/base/',
    PERIJOVE_DATA: data,
    PERIJOVE_BACKEND_PORT: '0',
    PERIJOVE_SERVICE_TOKEN: 'service-token',
    PERIJOVE_INTERNAL_URL: `unix://${join(data, 'internal.sock')}`,
  };
  const loaded = loadConfig(env);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const hub = createFakeHub();
  hub.addUser('root', { admin: true });
  for (const name of ['ann', 'bob']) hub.addUser(name, { groups: ['class-a'] });
  hub.addUser('tutor');
  hub.addToken('root', hubUser('root', 'admin-ui'));
  hub.addToken('root-lab', tokenOwner('root', 'admin', 'lab'));
  hub.addToken('ann', tokenOwner('ann', 'user', 'own'));
  hub.addToken('bob', tokenOwner('bob', 'user', 'own'));
  hub.addToken('bob-in-anns-lab', tokenOwner('bob', 'visitor', 'lab', { lab: 'ann/' }));
  hub.addToken('tutor', hubUser('tutor', 'custom:perijove:notify!group=class-a'));
  hub.addToken('stranger', { name: 'ann', kind: 'user', scopes: [] });
  backend = await createApp({
    config: loaded.config,
    settingSources: loaded.sources,
    env,
    log: silentLogger(),
    version: 'test',
    hub,
    engine: createFakeEngine({ clock: systemClock }),
    checkAnswers: true,
  });
  await backend.start();
  origin = new URL(backend.address()).origin;
});

afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await backend.stop();
  rmSync(data, { recursive: true, force: true });
});

const as = (token: string): Client =>
  createClient({ baseUrl: `${origin}${PREFIX}`, token: () => token });

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'it worked',
    (error: unknown) => (error as ApiError).code,
  );

interface Page {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly deltas: Delta[];
  snapshot: Snapshot | null;
  refused: string | null;
}

const open = async (auth: object): Promise<Page> => {
  const socket: Page['socket'] = io(origin, {
    path: `${PREFIX}socket.io/`,
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  sockets.push(socket);
  const page: Page = { socket, deltas: [], snapshot: null, refused: null };
  socket.on('snapshot', snapshot => (page.snapshot = snapshot));
  socket.on('delta', delta => page.deltas.push(delta));
  socket.on('connect_error', error => {
    page.refused = (error as Error & { data?: { code: string } }).data?.code ?? error.message;
  });
  await eventually('an answer', () => page.snapshot !== null || page.refused !== null);
  return page;
};

describe('a message on its way', () => {
  it('reaches the open page, is acknowledged by it, and the sender sees that', async () => {
    const ann = await open({ token: 'ann', server: { user: 'ann', name: '' } });
    const root = await open({ token: 'root' });

    const { sent } = await as('root')('sendNotification', {
      body: { message: 'Maintenance at 18:00', audience: { to: 'users', users: ['ann'] } },
    });
    await eventually('the toast', () =>
      ann.deltas.some(({ change }) => change.kind === 'notification'),
    );
    ann.socket.emit('ack', { id: sent.id, state: 'delivered' });
    await eventually('the report', () =>
      root.deltas.some(
        ({ change }) => change.kind === 'sent' && change.sent.counts.delivered === 1,
      ),
    );
    const report = await as('root')('listDeliveries', { params: { id: sent.id } });
    expect(report.items).toMatchObject([{ user: 'ann', state: 'delivered' }]);
    expect((await as('ann')('listNotifications')).unread).toBe(1);
    expect((await as('root')('listAuditEvents')).items[0]).toMatchObject({
      actor: 'root',
      action: 'notification.send',
    });
  });

  it('of a tutor reaches their group only, and the report stays with them', async () => {
    const body = { message: 'Homework', audience: { to: 'groups' as const, groups: ['class-a'] } };
    const { sent, deliveries } = await as('tutor')('sendNotification', { body });
    expect(deliveries.map(({ user }) => user)).toEqual(['ann', 'bob']);
    expect(
      await codeOf(
        as('tutor')('sendNotification', { body: { message: 'x', audience: { to: 'all' } } }),
      ),
    ).toBe('forbidden');
    expect(await codeOf(as('bob')('listDeliveries', { params: { id: sent.id } }))).toBe(
      'forbidden',
    );
  });

  it.each([
    ['an empty message', { message: ' ' }, 'invalid_input'],
    ['a message too long', { message: 'x'.repeat(141) }, 'invalid_input'],
    ['nobody', { audience: { to: 'users', users: ['nobody'] } }, 'user_not_found'],
    ['a path for a name', { audience: { to: 'users', users: ['a/../b'] } }, 'invalid_input'],
    [
      'a script for a link',
      { actions: [{ kind: 'link', label: 'x', url: 'javascript:1' }] },
      'invalid_input',
    ],
    ['a field that does not exist', { html: '<b>' }, 'invalid_input'],
  ])('is refused for %s, and nothing is sent', async (_, wrong, code) => {
    const before = (await as('root')('listSent')).total;
    const body = { message: 'x', audience: { to: 'all' }, ...wrong } as never;
    expect(await codeOf(as('root')('sendNotification', { body }))).toBe(code);
    expect((await as('root')('listSent')).total).toBe(before);
  });
});

describe('nobody gets what belongs to another', () => {
  it('through the socket', async () => {
    const refused = async (auth: object) => (await open(auth)).refused;
    expect(await refused({ token: 'nobody' })).toBe('unauthenticated');
    expect(await refused({ token: 'stranger' })).toBe('forbidden');
    expect(await refused({ token: 'bob', server: { user: 'ann', name: '' } })).toBe('forbidden');
  });

  it("as a visitor: the session of the lab, and the notifications of one's own", async () => {
    const { sent } = await as('root')('sendNotification', {
      body: { message: 'for ann', audience: { to: 'users', users: ['ann'] } },
    });
    const visitor = await open({ token: 'bob-in-anns-lab', server: { user: 'ann', name: '' } });
    expect(visitor.snapshot).toMatchObject({
      visitor: 'bob',
      volumes: [],
      server: { user: 'ann', session: { canExtend: true } },
    });
    expect(visitor.snapshot?.notifications.map(({ id }) => id)).not.toContain(sent.id);
    visitor.socket.emit('ack', { id: sent.id, state: 'dismissed' });
    await quiet();
    const [report] = (await as('root')('listDeliveries', { params: { id: sent.id } })).items;
    expect(report?.state).toBe('pending');
    expect(
      await codeOf(
        as('bob')('ackNotification', { params: { id: sent.id }, body: { state: 'seen' } }),
      ),
    ).toBe('notification_not_found');
  });

  it('as an administrator whose token is only that of a lab', async () => {
    const lab = await open({ token: 'root-lab', server: { user: 'root', name: '' } });
    expect(lab.snapshot?.seq.admin).toBeUndefined();
    for (const name of ['listActivity', 'listAuditEvents', 'listSent'] as const) {
      expect(await codeOf(as('root-lab')(name))).toBe('forbidden');
    }
  });
});

describe('the rest of the feed', () => {
  it('lists all users on the activity page and knows the machine', async () => {
    const page = await as('root')('listActivity', { query: { sort: 'user' } });
    expect(page.items.map(({ user }) => user)).toEqual(['ann', 'bob', 'root', 'tutor']);
    expect(page.summary.host?.memoryTotalBytes).toBeGreaterThan(0);
    expect(await codeOf(as('root')('listActivity', { query: { cursor: 'x' } }))).toBe(
      'invalid_input',
    );
  });

  it('has a history for oneself and not for others', async () => {
    const params = { user: 'ann' };
    const history = await as('ann')('getActivityHistory', { params });
    // An hour, in steps of two readings.
    expect(history.cpuPercent).toHaveLength(180);
    expect(await codeOf(as('bob')('getActivityHistory', { params }))).toBe('forbidden');
  });

  it('shows a logo to anybody', async () => {
    const branding = await createClient({ baseUrl: `${origin}${PREFIX}` })('getBranding');
    const answer = await fetch(`${origin}${branding.logoUrl ?? ''}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch('image/svg+xml');
    expect(answer.headers.get('content-security-policy')).toMatch('sandbox');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
});
