import { request, type APIRequestContext } from '@playwright/test';
import { io, type Socket } from 'socket.io-client';
import { expect, test } from '../../platform/fixtures';
import { ADMIN, ensureAdmin, PASSWORD } from '../../platform/users';
import type { Platform } from '../../platform/platform';

test.describe.configure({ mode: 'serial' });

const NEW_PASSWORD = 'another horse battery staple';
const API = 'services/perijove/api/v1';

/** A browser session without a window, and the secret of its page. */
interface Browser {
  readonly http: APIRequestContext;
  readonly secret: string;
}

const formToken = async (http: APIRequestContext, path: string): Promise<string> =>
  /name="_xsrf"\s+value="([^"]+)"/.exec(await (await http.get(path)).text())?.[1] ?? '';

const signIn = async (platform: Platform, name: string): Promise<Browser> => {
  const http = await request.newContext({ baseURL: platform.url });
  const form = { username: name, password: PASSWORD, _xsrf: await formToken(http, 'hub/login') };
  const landed = await http.post('hub/login', { form });
  expect(landed.url()).toContain('/services/perijove/');
  const secret = /name="perijove-page" content="([^"]+)"/.exec(await landed.text())?.[1] ?? '';
  expect(secret).not.toBe('');
  return { http, secret };
};

/** A stolen copy of the browser session. */
const stolen = async ({ http, secret }: Browser, platform: Platform): Promise<Browser> => ({
  http: await request.newContext({
    baseURL: platform.url,
    storageState: await http.storageState(),
  }),
  secret,
});

const apiToken = async ({ http }: Browser, name: string): Promise<string> => {
  const headers = { 'X-XSRFToken': await formToken(http, 'hub/change-password') };
  const made = await http.post(`hub/api/users/${name}/tokens`, { headers, data: {} });
  expect(made.status()).toBe(201);
  return ((await made.json()) as { token: string }).token;
};

test.describe('what ends access', () => {
  let admin: string;
  let numbers = 0;
  /** Checks repeated at the end: what is kept must stay valid. */
  const later: { event: string; who: TestUser }[] = [];

  const asAdmin = (
    platform: Platform,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> =>
    fetch(`${platform.url}${path}`, {
      method,
      headers: { Authorization: `token ${admin}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    const own = await signIn(platform, ADMIN);
    admin = await apiToken(own, ADMIN);
    await own.http.dispose();
  });

  /** A user with a browser, a token and an open page, and copies of them. */
  const createUser = async (platform: Platform) => {
    const name = `revoked-${(numbers += 1)}`;
    const body = { name, password: PASSWORD };
    const made = await asAdmin(platform, 'POST', 'hub/api/perijove/accounts', body);
    expect(made.status).toBe(201);
    const own = await signIn(platform, name);
    const token = await apiToken(own, name);
    const copy = await stolen(own, platform);
    const open = (): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const socket = io(new URL(platform.url).origin, {
          path: '/services/perijove/socket.io/',
          transports: ['websocket'],
          auth: { token },
          reconnection: false,
          forceNew: true,
        });
        socket.once('snapshot', () => resolve(socket));
        socket.once('connect_error', reject);
      });
    const socket = await open();
    /** The columns of the table: hub cookie, page session, own token, open socket. */
    const left = async (): Promise<string> => {
      const headers = { 'X-XSRFToken': copy.secret };
      const bearer = { Authorization: `token ${token}` };
      const seen = [
        (await copy.http.get('hub/token', { maxRedirects: 0 })).status() === 200,
        (await copy.http.get(`${API}/me`, { headers })).status() === 200,
        (await fetch(`${platform.url}${API}/me`, { headers: bearer })).status === 200,
        socket.connected,
      ];
      return seen.map(still => (still ? '+' : '-')).join(' ');
    };
    const end = async (): Promise<void> => {
      socket.disconnect();
      await Promise.all([own.http.dispose(), copy.http.dispose()]);
    };
    return { name, own, left, end };
  };

  type TestUser = Awaited<ReturnType<typeof createUser>>;
  const patch =
    (...bodies: readonly object[]) =>
    async (platform: Platform, { name }: TestUser): Promise<void> => {
      for (const body of bodies) {
        const path = `hub/api/perijove/accounts/${name}`;
        expect((await asAdmin(platform, 'PATCH', path, body)).status).toBe(200);
      }
    };
  const byPage =
    (path: string, status: number) =>
    async (_platform: Platform, { own }: TestUser): Promise<void> => {
      const headers = { 'X-XSRFToken': own.secret };
      expect((await own.http.post(path, { headers, data: {} })).status()).toBe(status);
    };

  // cookie, page, token, socket: + is kept, - has ended within five seconds.
  const events: readonly [
    string,
    string,
    (platform: Platform, who: TestUser) => Promise<unknown>,
  ][] = [
    [
      'own password',
      '- - + +',
      async (_platform, { own }) => {
        const form = {
          old_password: PASSWORD,
          new_password: NEW_PASSWORD,
          new_password_confirmation: NEW_PASSWORD,
          _xsrf: await formToken(own.http, 'hub/change-password'),
        };
        const page = await own.http.post('hub/change-password', { form });
        expect(await page.text()).toContain('has been changed');
        // The user who changed it is still signed in.
        expect((await own.http.get('hub/token', { maxRedirects: 0 })).status()).toBe(200);
      },
    ],
    ['password given', '- - - -', patch({ password: NEW_PASSWORD })],
    ['locked out', '- - - -', patch({ authorized: false })],
    [
      'deleted',
      '- - - -',
      (platform, { name }) => asAdmin(platform, 'DELETE', `hub/api/users/${name}`),
    ],
    [
      'renamed',
      '+ + + -',
      async (platform, { name }) => {
        const body = { name: `${name}-b` };
        const answer = await asAdmin(platform, 'POST', `${API}/users/${name}/rename`, body);
        expect(answer.status).toBe(200);
      },
    ],
    ['signed out here', '- - + +', (_platform, { own }) => own.http.get('hub/logout')],
    ['signed out of our pages', '+ - + +', byPage('services/perijove/logout', 204)],
    ['signed out everywhere', '- - + +', byPage(`${API}/me/sign-out-everywhere`, 200)],
  ];

  for (const [event, expected, happen] of events) {
    test(event, async ({ platform }) => {
      const who = await createUser(platform);
      expect(await who.left()).toBe('+ + + +');
      await happen(platform, who);
      await expect.poll(who.left, { timeout: 5_000, intervals: [50, 100, 200] }).toBe(expected);
      later.push({ event, who });
    });
  }

  test('nothing is restored or ended later', async () => {
    const found: unknown[] = [];
    for (const { event, who } of later) found.push([event, await who.left()]);
    expect(found).toEqual(events.map(([event, expected]) => [event, expected]));
    await Promise.all(later.map(({ who }) => who.end()));
  });

  test('existing tokens and sessions lose revoked permissions', async ({ platform }) => {
    const who = await createUser(platform);
    await patch({ admin: true })(platform, who);
    const boss = await signIn(platform, who.name);
    const copy = await stolen(boss, platform);
    const users = async (): Promise<number> =>
      (await copy.http.get(`${API}/users`, { headers: { 'X-XSRFToken': copy.secret } })).status();
    expect(await users()).toBe(200);
    await patch({ admin: false })(platform, who);
    await expect.poll(users, { timeout: 5_000, intervals: [50, 100, 200] }).toBe(403);
    await copy.http.dispose();
    await boss.http.dispose();
    await who.end();
  });
});
