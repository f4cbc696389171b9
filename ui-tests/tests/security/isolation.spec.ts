import { expect, test } from '../../platform/fixtures';
import { callAs, ensureAdmin, makeUser, signedIn } from '../../platform/users';

test.describe.configure({ mode: 'serial' });

test.describe('two users on one platform', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, 'ada');
    await makeUser(browser, platform, 'ben');
  });

  test('a sign-up waits for an administrator', async ({ browser, platform }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { signUp, PASSWORD } = await import('../../platform/users');
    await signUp(page, platform, 'waiting');
    await page.goto(`${platform.url}hub/login`);
    await page.getByLabel('Username').fill('waiting');
    await page.locator('#password_input').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/login/);
    await context.close();
  });

  test('neither can see or change the resources of the other', async ({ browser, platform }) => {
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
});
