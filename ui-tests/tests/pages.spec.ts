import { expectAccessible, violations } from '../platform/axe';
import { consoleErrors } from '../platform/console-errors';
import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, signedIn, signUp } from '../platform/users';

const pages = [
  '',
  'volumes',
  'notifications',
  'activity',
  'users',
  'groups',
  'groups?group=docker-privileged',
  'settings',
  'audit-log',
  'account',
  'nowhere',
];

test.describe('every page, in light and dark, in four widths', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    // The page of users shows the actions for a request.
    const stranger = await browser.newContext();
    await signUp(await stranger.newPage(), platform, 'new-user');
    await stranger.close();
  });

  for (const path of pages) {
    test(`/${path} has no accessibility problem and does not scroll sideways`, async ({
      browser,
      platform,
    }) => {
      const { context, page } = await signedIn(browser, platform, ADMIN);
      const found = consoleErrors(page);
      await page.goto(`${platform.url}services/perijove/${path}`);
      await expectAccessible(page, path === '' ? 'home' : path);
      expect(found).toEqual([]);
      await context.close();
    });
  }

  test('signing in and pressing Start work without a mouse', async ({ browser, platform }) => {
    const { context, page } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/`);
    const start = page.getByRole('button', { name: /^(Start|Stop|Try again)$/ }).first();
    await expect(start).toBeVisible();
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press('Tab');
      if (await start.evaluate(button => button === document.activeElement)) break;
    }
    await expect(start).toBeFocused();
    await context.close();
  });

  test('a page without a session leads to the sign-in and back', async ({ browser, platform }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${platform.url}services/perijove/volumes`);
    await expect(page).toHaveURL(/hub\/login/);
    expect(await violations(page)).toEqual([]);
    // The same logo, as large as on the other pages, once it has replaced the built-in mark.
    const logo = page.locator('.pj-brand img');
    await expect(logo).toBeVisible();
    expect((await logo.boundingBox())?.height).toBe(30);
    await page.getByLabel('Username').fill(ADMIN);
    const { PASSWORD } = await import('../platform/users');
    await page.locator('#password_input').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/services\/perijove\/volumes/);
    await context.close();
  });
});
