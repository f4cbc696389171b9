import type { Page } from '@playwright/test';
import { request } from 'node:http';
import { expect, test } from '../../platform/fixtures';
import type { Platform } from '../../platform/platform';
import {
  ADMIN,
  callAs,
  ensureAdmin,
  firstAdminCode,
  logIn,
  makeUser,
  PASSWORD,
  signedIn,
} from '../../platform/users';

test.describe.configure({ mode: 'serial' });

const USER = 'marks-ada';
const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};

/** The status of a response to any `Host`, which browsers do not allow. */
const statusOf = (
  platform: Platform,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const call = request(new URL(path, platform.url), { headers });
    call.on('response', answer => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    call.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(101);
    });
    call.on('error', reject);
    call.end();
  });

/** Submits a password to the form and returns the status. */
const tryPassword = async (
  page: Page,
  platform: Platform,
  password: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> => {
  const form = await (await page.request.get(`${platform.url}hub/login`)).text();
  const xsrf = /name="_xsrf"\s+value="([^"]+)"/.exec(form)?.[1] ?? '';
  const answer = await page.request.post(`${platform.url}hub/login`, {
    form: { username: USER, password, _xsrf: xsrf },
    headers,
    maxRedirects: 0,
  });
  return answer.status();
};

test.describe('claims of a client', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, USER);
  });

  test('requests for a foreign host name are rejected', async ({ platform }) => {
    const socket = 'services/perijove/socket.io/?EIO=4&transport=websocket';
    const paths = ['hub/login', 'hub/api', 'services/perijove/', 'services/perijove/api/v1/health'];
    for (const path of paths) {
      expect([path, await statusOf(platform, path, { Host: 'evil.example' })]).toEqual([path, 421]);
      const own = await statusOf(platform, path, { Host: 'localhost:8000' });
      expect([path, own < 400]).toEqual([path, true]);
    }
    const foreign = await statusOf(platform, socket, { ...UPGRADE, Host: 'evil.example' });
    expect(foreign).toBeGreaterThanOrEqual(400);
    expect(await statusOf(platform, socket, UPGRADE)).toBe(101);
  });

  test('the one-time code of the first administrator is deleted', ({ platform }) => {
    expect(firstAdminCode(platform)).toBe('');
  });

  test('the audit log records the real address of the browser', async ({ browser, platform }) => {
    for (const claimed of ['', '203.0.113.66', '203.0.113.66, 127.0.0.1']) {
      // Each in a new browser: signed-in users get no form.
      const context = await browser.newContext();
      const headers: Record<string, string> = claimed === '' ? {} : { 'X-Forwarded-For': claimed };
      const page = await context.newPage();
      expect(await tryPassword(page, platform, PASSWORD, headers)).toBe(302);
      await context.close();
    }
    const admin = await signedIn(browser, platform, ADMIN);
    const addresses = async (): Promise<unknown[]> => {
      const { body } = await callAs(admin.page, 'GET', `/audit?search=${USER}&limit=200`);
      const items = body['items'] as { action: string; address: string; actor: string }[];
      return items
        .filter(({ action, actor }) => action === 'user.sign_in' && actor === USER)
        .map(({ address }) => address);
    };
    await expect.poll(async () => (await addresses()).length).toBeGreaterThanOrEqual(3);
    expect(new Set(await addresses())).toEqual(new Set(['127.0.0.1']));
    await admin.context.close();
  });

  test('a planted browser cookie does not lock a user out', async ({ browser, platform }) => {
    const planted = { name: 'perijove-device', value: '0123456789abcdef', path: '/hub/' };
    const cookie = { ...planted, domain: '127.0.0.1' };
    const own = await browser.newContext();
    await own.addCookies([cookie]);
    const page = await own.newPage();
    await logIn(page, platform, USER);
    const mark = (await own.cookies()).find(({ name }) => name === planted.name);
    expect(mark).toMatchObject({ httpOnly: true, path: '/hub/', sameSite: 'Lax' });
    expect(mark?.value).not.toContain(planted.value);

    const stranger = await browser.newContext();
    await stranger.addCookies([cookie]);
    const strangersPage = await stranger.newPage();
    for (let n = 0; n < 10; n += 1) {
      expect(await tryPassword(strangersPage, platform, `guess-${n}`)).toBe(403);
    }
    expect(await tryPassword(strangersPage, platform, PASSWORD)).toBe(429);
    await stranger.close();

    // The same address without a session: only the cookie identifies the browser.
    await own.clearCookies({ name: /jupyterhub/ });
    await logIn(page, platform, USER);
    await own.close();
  });
});
