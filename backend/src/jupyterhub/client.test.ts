import { text } from 'node:stream/consumers';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHubApi } from '../outgoing/hub-api.js';
import { openStranger } from '../../test/helpers/hostile-server.js';
import { createHubClient } from './client.js';
import type { Hub } from './port.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe("the client of JupyterHub's REST interface", () => {
  let server: Server;
  let hub: Hub;
  let answer: Answer;
  let seen: { method: string; url: string; authorization: string; length: number }[];

  const json =
    (status: number, body: unknown): Answer =>
    (_request, response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        length: Number(request.headers['content-length'] ?? 0),
      });
      answer(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}`;
    hub = createHubClient({
      api: createHubApi({ apiUrl: `${base}/hub/api`, serviceToken: 'service-token' }),
      labActivity: () => Promise.resolve(null),
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  it('follows the pages to the end: all 501 users are there', async () => {
    const everyone = Array.from({ length: 501 }, (_, index) => ({
      name: `user-${index}`,
      admin: false,
      groups: [],
      last_activity: null,
      servers: {},
    }));
    answer = (request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const offset = Number(query.get('offset'));
      const limit = Number(query.get('limit'));
      const end = offset + limit;
      const next = end < everyone.length ? { offset: end } : null;
      json(200, { items: everyone.slice(offset, end), _pagination: { next } })(request, response);
    };
    expect(await hub.users()).toHaveLength(501);
    expect(seen).toHaveLength(3);
  });

  it('asks with the token in question and with no other', async () => {
    answer = json(200, { name: 'ada', kind: 'user', scopes: ['self'], token_id: 'a7' });
    expect(await hub.ownerOf('lab-token')).toEqual({
      name: 'ada',
      kind: 'user',
      scopes: ['self'],
      tokenId: 'a7',
    });
    expect(seen[0]?.authorization).toBe('token lab-token');
  });

  it.each([401, 403, 404])('knows no owner when the hub answers %i', async status => {
    answer = json(status, { message: 'no' });
    expect(await hub.ownerOf('bad')).toBeNull();
  });

  it('reads servers with their pending state and times', async () => {
    answer = json(200, {
      name: 'ada',
      admin: true,
      groups: ['lab'],
      last_activity: '2026-01-01T00:00:00.000000Z',
      servers: {
        '': {
          name: '',
          ready: false,
          pending: 'spawn',
          started: null,
          last_activity: '2026-01-01T00:00:00.000000Z',
          url: '/user/ada/',
        },
      },
    });
    const ada = await hub.user('ada');
    expect(ada?.servers[0]).toMatchObject({ name: '', pending: 'spawn', ready: false });
    expect(ada?.lastActivityMs).toBe(Date.UTC(2026, 0, 1));
  });

  it('escapes names in addresses', async () => {
    answer = json(404, { message: 'no' });
    await hub.user('a/../b c');
    expect(seen[0]?.url).toBe('/hub/api/users/a%2F..%2Fb%20c');
  });

  it.each(['..', '.', '%2e%2e'])(
    'never takes the name %s for a way to another address',
    async name => {
      answer = json(200, {});
      const names = name.startsWith('%') ? decodeURIComponent(name) : name;
      await expect(hub.removeServer('ada', names)).rejects.toMatchObject({ code: 'bad_request' });
      await expect(hub.deleteUser(names)).rejects.toMatchObject({ code: 'bad_request' });
      expect(seen).toEqual([]);
    },
  );

  it('sends its token nowhere else, wherever the hub may point', async () => {
    const stranger = await openStranger(['service-token']);
    answer = (_request, response) => {
      response.writeHead(307, { Location: `${stranger.url}/hub/api/user` }).end();
    };
    await expect(hub.user('ada')).rejects.toBeDefined();
    expect(stranger.heard).toEqual([]);
    await stranger.close();
  });

  it.each([
    [400, 'ada is already running', null],
    [400, 'ada is pending spawn', null],
    [400, 'ada is pending stop', 'server_pending'],
    [404, 'no such user', 'user_not_found'],
    [400, 'ada is too tired', 'conflict'],
    [503, 'busy', 'hub_unavailable'],
  ])('a start answered with %i "%s" ends as %s', async (status, message, code) => {
    answer = json(status, { message });
    const start = hub.startServer('ada', '', {});
    if (code === null) await expect(start).resolves.toBeUndefined();
    else await expect(start).rejects.toMatchObject({ code });
  });

  it('starts by what the user chose last, unless something is chosen', async () => {
    answer = json(201, {});
    await hub.startServer('ada', '', {});
    await hub.startServer('ada', '', { size: 'large' });
    expect(seen.map(({ length }) => length)).toEqual([0, '{"size":"large"}'.length]);
  });

  it('gives a hub that keeps display names the name beside the options', async () => {
    const bodies: unknown[] = [];
    answer = (request, response) => {
      void text(request).then(body => {
        bodies.push(JSON.parse(body));
        json(201, {})(request, response);
      });
    };
    await hub.startServer('ada', 'big-data', { image: 'x' });
    await hub.startServer('ada', 'big-data', { image: 'x' }, 'Big data');
    await hub.startServer('ada', 'big-data', {}, 'Big data');
    expect(bodies).toEqual([
      { image: 'x' },
      { display_name: 'Big data', user_options: { image: 'x' } },
      { display_name: 'Big data', user_options: null },
    ]);
  });

  it('says hub_unavailable with a time to retry when nobody listens', async () => {
    answer = request => request.socket.destroy();
    await expect(hub.users()).rejects.toMatchObject({
      code: 'hub_unavailable',
      options: { retryAfterSeconds: 5 },
    });
  });

  it('renames an account, and believes the hub about the spelling', async () => {
    answer = json(200, { name: 'bea' });
    expect(await hub.renameUser('ada', 'Bea')).toBe('bea');
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/hub/api/perijove/users/ada/rename',
    });
  });

  it.each([
    [409, { code: 'name_taken', message: 'Taken.' }, 'name_taken'],
    [409, { code: 'server_running', message: 'Runs.' }, 'server_running'],
    [409, { code: 'account_protected', message: 'Stays.' }, 'account_protected'],
    [400, { message: 'No name.' }, 'name_invalid'],
    [404, { message: 'Nobody.' }, 'user_not_found'],
    [403, { message: 'No.' }, 'conflict'],
    [502, {}, 'hub_unavailable'],
  ])('says why an account keeps its name: %i %j', async (status, body, code) => {
    answer = json(status, body);
    await expect(hub.renameUser('ada', 'bea')).rejects.toMatchObject({ code });
  });

  it.each([204, 404])('has deleted an account when the hub answers %i', async status => {
    answer = (_request, response) => {
      response.writeHead(status);
      response.end();
    };
    await hub.deleteUser('ada');
    expect(seen[0]).toMatchObject({ method: 'DELETE', url: '/hub/api/users/ada' });
  });

  it('has not deleted an account whose server still stops', async () => {
    answer = json(400, { message: 'ada is in the process of stopping' });
    await expect(hub.deleteUser('ada')).rejects.toMatchObject({ code: 'server_pending' });
  });
});
