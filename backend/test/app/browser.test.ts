import { operations, routes, type Operation } from '@perijove/contracts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { navigate } from '../helpers/navigate.js';
import { startTestBackend, tokens, type TestBackend } from '../helpers/app.js';

/** Whose token JupyterHub gives at the next sign-in. */
let signsIn: string = tokens.admin;

/** JupyterHub's token endpoint, as much of it as a sign-in needs. */
const startTokenEndpoint = (): Promise<Server> =>
  new Promise(resolve => {
    const server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ access_token: signsIn }));
    });
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });

const cookieOf = (response: Response, name: string): string =>
  response.headers
    .getSetCookie()
    .map(line => line.split(';')[0] ?? '')
    .find(pair => pair.startsWith(`${name}=`)) ?? '';

describe('a signed-in browser', () => {
  let app: TestBackend;
  let hub: Server;
  let cookie: string;
  let xsrf: string;

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    navigate(new URL(path, app.url), headers);

  /** Signs in as a browser does; `next` is where it wanted to go. */
  const signIn = async (next: string): Promise<{ cookie: string; leads: string | null }> => {
    const began = await get(`login?next=${encodeURIComponent(next)}`);
    const state = new URL(began.headers.get('location') ?? '', app.url).searchParams.get('state');
    const back = await get(`oauth_callback?code=1&state=${state ?? ''}`, {
      Cookie: cookieOf(began, 'perijove-login'),
    });
    return { cookie: cookieOf(back, 'perijove-session'), leads: back.headers.get('location') };
  };

  beforeAll(async () => {
    hub = await startTokenEndpoint();
    const { port } = hub.address() as AddressInfo;
    app = await startTestBackend({ PERIJOVE_HUB_PORT: String(port) });
    // As the hub's own administrators, who may open every lab.
    app.hub.addToken(tokens.admin, {
      name: 'root',
      kind: 'user',
      scopes: ['access:services!service=perijove', 'admin-ui', 'access:servers'],
    });
    ({ cookie } = await signIn('/services/perijove/'));
    xsrf = await app.pageSecret(cookie);
    const me = await app.call('GET', '/me', { headers: { Cookie: cookie, 'X-XSRFToken': xsrf } });
    expect(me.body).toMatchObject({ name: 'root', admin: true });
  });
  afterAll(async () => {
    await app.stop();
    hub.close();
  });

  const guarded = operations.filter(({ endpoint }) => routes[endpoint].access !== 'anyone');
  const send = async (operation: Operation, headers: Record<string, string>) => {
    const path = operation.path.replace(/\{(\w+)\}/g, 'nobody');
    const method = operation.method.toUpperCase();
    const answer = await app.call(method, path, {
      headers: { Cookie: cookie, ...headers },
      // Nothing that any of them accepts: what is let through still changes nothing.
      ...(method === 'GET' ? {} : { body: { nonsense: true } }),
    });
    const error = answer.body['error'] as { code?: string } | undefined;
    return { status: answer.status, code: error?.code };
  };

  it('is asked for a token of the page by more than a few routes', () => {
    expect(guarded.length).toBeGreaterThan(40);
    expect(guarded.some(({ method }) => method === 'get')).toBe(true);
  });

  it.each(guarded)('$id needs the token that only our pages know', async name => {
    const refused = { status: 403, code: 'xsrf_failed' };
    expect(await send(name, {})).toEqual(refused);
    expect(await send(name, { 'X-XSRFToken': 'guessed' })).toEqual(refused);
    expect(await send(name, { 'X-XSRFToken': '' })).toEqual(refused);
    for (const site of ['cross-site', 'same-site']) {
      expect(await send(name, { 'X-XSRFToken': xsrf, 'Sec-Fetch-Site': site })).toEqual(refused);
    }
    for (const site of [undefined, 'same-origin', 'none']) {
      const { code } = await send(name, {
        'X-XSRFToken': xsrf,
        ...(site === undefined ? {} : { 'Sec-Fetch-Site': site }),
      });
      expect(code).not.toBe('xsrf_failed');
    }
  });

  it('cannot have a form of another site post anything that we read', async () => {
    const response = await fetch(new URL('api/v1/notifications', app.url), {
      method: 'POST',
      headers: {
        Cookie: cookie,
        'X-XSRFToken': xsrf,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: 'message=hi',
    });
    expect(response.status).toBe(415);
  });

  it('is signed out only by our own page', async () => {
    const response = await fetch(new URL('logout', app.url), {
      method: 'POST',
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(response.status).toBe(403);
    const headers = { Cookie: cookie, 'X-XSRFToken': xsrf };
    expect((await app.call('GET', '/me', { headers })).status).toBe(200);
  });

  it("is not believed when JupyterHub's own session is another one", async () => {
    const headers = { Cookie: `${cookie}; jupyterhub-session-id=another` };
    expect((await app.call('GET', '/me', { headers })).status).toBe(401);
  });

  it('is nobody to a route for anyone, without the secret of a page', async () => {
    const answer = await app.call('GET', '/announcement', { headers: { Cookie: cookie } });
    expect(answer.status).toBe(200);
  });

  describe('on a host that labs share', () => {
    const script = { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Dest': 'empty' };

    it.each(['cors', 'same-origin', 'no-cors'])(
      'gives a script that asks with mode %s neither data nor the secret',
      async mode => {
        const headers = { Cookie: cookie, ...script, 'Sec-Fetch-Mode': mode };
        const me = await get('api/v1/me', headers);
        expect(await me.json()).toMatchObject({ error: { code: 'xsrf_failed' } });
        for (const path of ['', 'users', 'nowhere']) {
          const page = await get(path, { ...headers, Accept: 'text/html' });
          expect(page.status).toBe(403);
          expect(await page.text()).not.toContain('perijove-page');
        }
        const table = await get('api/v1/audit.csv', headers);
        expect(table.status).toBe(403);
      },
    );

    it.each(['iframe', 'frame', 'object', 'embed'])('gives a page to no %s', async dest => {
      const headers = { Cookie: cookie, 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': dest };
      expect((await get('', headers)).status).toBe(403);
    });

    it('opens pages, and saves tables, for who goes there', async () => {
      const headers = { Cookie: cookie, 'Sec-Fetch-Mode': 'navigate' };
      const page = await get('users', { ...headers, 'Sec-Fetch-Dest': 'document' });
      expect(page.status).toBe(200);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      const [, nonce] = /nonce="([^"]+)"/.exec(await page.text()) ?? [];
      expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce ?? ''}'`);
      const table = await get('api/v1/audit.csv', { ...headers, 'Sec-Fetch-Dest': 'empty' });
      expect(table.status).toBe(200);
      expect(table.headers.get('content-disposition')).toContain('attachment');
    });

    it('lets no document run anything that is no page: data, texts, errors, the list of the interface', async () => {
      for (const path of ['api/v1/health', 'api/v1/docs', 'api/v1/nowhere', 'login', 'theme.js']) {
        const policy = (await get(path)).headers.get('content-security-policy') ?? '';
        expect([path, policy.includes("default-src 'none'")]).toEqual([path, true]);
        expect(policy).not.toContain('script-src');
      }
    });

    it('acts in the session of the page, whatever cookie was planted beside it', async () => {
      app.hub.addToken(tokens.ada, {
        name: 'ada',
        kind: 'user',
        scopes: ['access:services!service=perijove'],
      });
      signsIn = tokens.ada;
      const planted = (await signIn('/services/perijove/')).cookie;
      signsIn = tokens.admin;
      for (const both of [`${planted}; ${cookie}`, `${cookie}; ${planted}`]) {
        const me = await app.call('GET', '/me', { headers: { Cookie: both, 'X-XSRFToken': xsrf } });
        expect(me.body).toMatchObject({ name: 'root' });
      }
    });
  });

  it('needs no secret of a page beside a bearer token', async () => {
    const path = '/notifications/none/ack';
    const answer = await app.call('POST', path, { as: tokens.ada, body: { state: 'seen' } });
    expect(answer.body).toMatchObject({ error: { code: 'notification_not_found' } });
  });

  it('never mixes two identities: a bearer token stands alone', async () => {
    const both = await app.call('GET', '/me', { as: tokens.ada, headers: { Cookie: cookie } });
    expect(both.body).toMatchObject({ name: 'ada', admin: false });
    const bad = await app.call('GET', '/me', { as: tokens.expired, headers: { Cookie: cookie } });
    expect(bad.status).toBe(401);
  });

  describe('is led after a sign-in', () => {
    const prefix = '/services/perijove/';
    it.each([
      ['/services/perijove/groups?group=class-a', '/services/perijove/groups?group=class-a'],
      ['https://evil.example/', prefix],
      ['//evil.example', prefix],
      ['///evil.example', prefix],
      ['/\\evil.example', prefix],
      ['\\\\evil.example', prefix],
      ['/services/perijove/..//evil.example', prefix],
      ['/services/perijove/%2e%2e/%2e%2e/hub/logout', prefix],
      ['/services/perijove@evil.example', prefix],
      ['http:evil.example', `${prefix}evil.example`],
      ['javascript:alert(1)', prefix],
      ['data:text/html,x', prefix],
      ['/services/perijove/\tx', prefix],
      ['/hub/logout', prefix],
      ['', prefix],
    ])('from %j to %s', async (wanted, leads) => {
      const went = (await signIn(wanted)).leads ?? '';
      expect(went).toBe(leads);
      expect(new URL(went, 'http://here.invalid').host).toBe('here.invalid');
    });

    it('from a page of ours back to it, whatever its address holds', async () => {
      const asked = await get('groups?next=https://evil.example', { Accept: 'text/html' });
      const login = new URL(asked.headers.get('location') ?? '', app.url);
      expect(login.pathname).toBe('/services/perijove/login');
      const { leads } = await signIn(login.searchParams.get('next') ?? '');
      expect(leads).toBe('/services/perijove/groups?next=https://evil.example');
    });
  });

  describe('opens a socket', () => {
    const connect = async (origin: string | undefined): Promise<string> => {
      const { body } = await app.call('POST', '/tickets', { page: tokens.ada });
      const { origin: host, pathname } = new URL(app.url);
      const socket = io(host, {
        path: `${pathname}socket.io/`,
        transports: ['websocket'],
        auth: { ticket: body['ticket'] },
        reconnection: false,
        forceNew: true,
        extraHeaders: origin === undefined ? {} : { Origin: origin },
      });
      return new Promise<string>(resolve => {
        socket.on('snapshot', () => {
          resolve('in');
        });
        socket.on('connect_error', error => {
          resolve(String((error as Error & { data?: { code?: unknown } }).data?.code));
        });
      }).finally(() => socket.disconnect());
    };

    it('from our own pages, and from programs', async () => {
      expect(await connect(new URL(app.url).origin)).toBe('in');
      expect(await connect(undefined)).toBe('in');
    });

    it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'file://'])(
      'never from %s',
      async origin => {
        expect(await connect(origin)).toBe('forbidden');
      },
    );
  });
});
