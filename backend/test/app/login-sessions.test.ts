import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string;
}

/** As much of JupyterHub as signing in and out needs; `asked` is what our part of it heard. */
const startHub = (asked: Asked[], sessions: Set<string>): Promise<Server> => {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '';
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (!path.includes('/perijove/sign-ins')) {
      send(200, { access_token: tokens.ada });
      return;
    }
    const token = (request.headers.authorization ?? '').replace('token ', '');
    asked.push({ method: request.method ?? '', path, token });
    const id = path.split('/sign-ins/')[1];
    if (request.method === 'GET') {
      const model = (name: string) => ({
        id: name,
        current: name === 'aa11',
        since: '2026-03-01T08:00:00.123456Z',
        last_used: null,
        uses: [{ kind: 'pages', name: '' }],
      });
      send(200, { sign_ins: [...sessions].map(model) });
    } else if (id !== undefined && !sessions.has(id)) {
      send(404, { message: 'gone' });
    } else {
      if (id === undefined) sessions.clear();
      else sessions.delete(id);
      send(200, {});
    }
  };
  return new Promise(resolve => {
    const server = createServer(answer);
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
};

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .map(line => line.split(';')[0] ?? '')
    .find(pair => pair.startsWith(`${name}=`)) ?? '';

describe('the browsers in which a user is signed in', () => {
  const asked: Asked[] = [];
  const sessions = new Set(['aa11', 'bb22', 'cc33']);
  let app: TestBackend;
  let hub: Server;
  let headers: Record<string, string>;

  beforeAll(async () => {
    hub = await startHub(asked, sessions);
    const { port } = hub.address() as AddressInfo;
    app = await startTestBackend({ PERIJOVE_HUB_PORT: String(port) });
    const get = (path: string, cookie = ''): Promise<Response> =>
      fetch(new URL(path, app.url), { redirect: 'manual', headers: { Cookie: cookie } });
    const began = await get('login?next=/');
    const state = new URL(began.headers.get('location') ?? '', app.url).searchParams.get('state');
    const back = await get(
      `oauth_callback?code=1&state=${state ?? ''}`,
      cookieOf(began, 'perijove-login'),
    );
    const Cookie = cookieOf(back, 'perijove-session');
    headers = { Cookie, 'X-XSRFToken': await app.pageSecret(Cookie) };
    const me = await app.call('GET', '/me', { headers });
    expect(me.body).toMatchObject({ name: 'ada' });
  });
  afterAll(async () => {
    await app.stop();
    hub.close();
  });

  it('are listed as the hub knows them, asked with the token of the page', async () => {
    const { status, body } = await app.call('GET', '/me/login-sessions', { headers });
    expect(status).toBe(200);
    expect(body['items']).toHaveLength(3);
    expect((body['items'] as unknown[])[0]).toEqual({
      id: 'aa11',
      current: true,
      since: '2026-03-01T08:00:00.123Z',
      lastUsed: null,
      uses: [{ kind: 'pages', name: '' }],
    });
    expect(asked.at(-1)).toMatchObject({ method: 'GET', token: tokens.ada });
  });

  it('can be signed out one by one, and what is remembered of tokens is forgotten', async () => {
    const before = app.hub.calls.filter(call => call === 'ownerOf').length;
    const end = (id: string) =>
      app.call('POST', `/me/login-sessions/${id}/end`, { headers, body: {} });
    expect((await end('bb22')).status).toBe(200);
    expect([...sessions]).toEqual(['aa11', 'cc33']);
    expect((await end('bb22')).body).toMatchObject({ error: { code: 'not_found' } });
    // A name that is no name of a session leads nowhere else in the hub.
    expect((await end('..%2Faccounts')).status).toBe(404);
    expect(asked.at(-1)?.path).toMatch(/\/perijove\/sign-ins\/[^/]+$/);
    await app.call('GET', '/me', { headers });
    expect(app.hub.calls.filter(call => call === 'ownerOf').length).toBeGreaterThan(before);
  });

  it('are all signed out at once, and the audit log says so', async () => {
    const answer = await app.call('POST', '/me/sign-out-everywhere', { headers, body: {} });
    expect(answer.status).toBe(200);
    expect([...sessions]).toEqual([]);
    const { body } = await app.call('GET', '/audit?action=user.sign_out&limit=1', {
      as: tokens.admin,
    });
    expect((body['items'] as unknown[])[0]).toMatchObject({
      actor: 'ada',
      subject: 'ada',
      result: 'ok',
      details: { browsers: 'all' },
    });
  });

  it('are the business of pages alone: no token can list them or sign anybody out', async () => {
    const before = asked.length;
    for (const as of [tokens.ada, tokens.adaLab, tokens.admin, tokens.service]) {
      for (const [method, path] of [
        ['GET', '/me/login-sessions'],
        ['POST', '/me/login-sessions/aa11/end'],
        ['POST', '/me/sign-out-everywhere'],
      ] as const) {
        const body = method === 'GET' ? {} : { body: {} };
        expect((await app.call(method, path, { as, ...body })).status).toBe(403);
      }
    }
    expect(asked).toHaveLength(before);
  });
});
