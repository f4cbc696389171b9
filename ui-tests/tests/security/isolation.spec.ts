import { expect, test } from '../../platform/fixtures';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn, startLab } from '../../platform/people';

test.describe.configure({ mode: 'serial' });

test.describe('two people on one platform', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, 'ada');
    await makeUser(browser, platform, 'ben');
  });

  test('a sign-up waits for an administrator', async ({ browser, platform }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { signUp, PASSWORD } = await import('../../platform/people');
    await signUp(page, platform, 'waiting');
    await page.goto(`${platform.url}hub/login`);
    await page.getByLabel('Username').fill('waiting');
    await page.locator('#password_input').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/login/);
    await context.close();
  });

  test("neither can see or change what is the other's", async ({ browser, platform }) => {
    const ada = await signedIn(browser, platform, 'ada');
    const attempts: [string, string, unknown?][] = [
      ['GET', '/users/ben/server'],
      ['GET', '/users/ben/server/session'],
      ['GET', '/users/ben/server/logs'],
      ['GET', '/users/ben/volumes'],
      ['GET', '/activity/ben/history'],
      ['GET', '/activity'],
      ['GET', '/notifications/sent'],
      ['POST', '/users/ben/server/start'],
      ['POST', '/users/ben/server/stop'],
      ['POST', '/users/ben/server/session/extend', { hours: 1 }],
      ['POST', '/users/ben/volumes/reset', { volumes: ['home'] }],
      ['POST', '/users/ben/volumes/home/restore', { generation: 1 }],
      ['POST', '/notifications', { message: 'hello', audience: { to: 'all' } }],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await callAs(ada.page, method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 403]);
    }
    expect((await callAs(ada.page, 'GET', '/users/ada/volumes')).status).toBe(200);
    await ada.page.goto(`${platform.url}services/perijove/activity`);
    await expect(ada.page.getByRole('table')).toHaveCount(0);
    await ada.context.close();
  });

  test("the token in a lab page opens no socket for another's server", async ({
    browser,
    platform,
  }) => {
    const ada = await signedIn(browser, platform, 'ada');
    await startLab(ada.page, platform);
    const config = await ada.page.locator('#jupyter-config-data').textContent();
    const { token } = JSON.parse(config ?? '{}') as { token: string };
    const { io } = await import('socket.io-client');
    const answer = (auth: object): Promise<string> =>
      new Promise(resolve => {
        const socket = io(new URL(platform.url).origin, {
          path: '/services/perijove/socket.io/',
          transports: ['websocket'],
          auth,
          reconnection: false,
          forceNew: true,
        });
        const end = (words: string): void => {
          socket.disconnect();
          resolve(words);
        };
        socket.on('snapshot', (snapshot: { visitor: string }) =>
          end(`visitor ${snapshot.visitor}`),
        );
        socket.on('connect_error', error =>
          end((error as Error & { data?: { code: string } }).data?.code ?? error.message),
        );
      });
    expect(await answer({ token, server: { user: 'ada', name: '' } })).toBe('visitor ada');
    expect(await answer({ token, server: { user: 'ben', name: '' } })).toBe('forbidden');
    expect(await answer({ token: 'made-up' })).toBe('unauthenticated');

    // The same token, sent as a script would, makes nobody an administrator.
    const headers = { Authorization: `token ${token}` };
    const api = `${platform.url}services/perijove/api/v1`;
    expect((await fetch(`${api}/users/ada/server`, { headers })).status).toBe(200);
    expect((await fetch(`${api}/users/ben/server`, { headers })).status).toBe(403);
    expect((await fetch(`${api}/activity`, { headers })).status).toBe(403);
    await ada.context.close();
  });

  test("an administrator's lab token does not carry the administrator's power", async ({
    browser,
    platform,
  }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await startLab(admin.page, platform);
    const config = await admin.page.locator('#jupyter-config-data').textContent();
    const { token } = JSON.parse(config ?? '{}') as { token: string };
    const response = await fetch(`${platform.url}services/perijove/api/v1/activity`, {
      headers: { Authorization: `token ${token}` },
    });
    expect(response.status).toBe(403);
    await admin.context.close();
  });
});
