import { expect, test } from '@playwright/test';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn, signUp } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';
import { takeScreenshots } from './screenshots';

test.describe.configure({ mode: 'serial' });

const users = ['ada', 'ben', 'chen', 'dana'] as const;
let platform: Platform;
const at = (path: string): string => `${platform.url}services/perijove/${path}`;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  // Labs only run here, so local processes are enough.
  platform = await startPlatform('process', {
    PERIJOVE_LAB_MEMORY_LIMIT: '2G',
    PERIJOVE_LAB_CPU_LIMIT: '2',
  });
  await ensureAdmin(browser, platform);
  for (const name of users) {
    await makeUser(browser, platform, name);
    await (await signedIn(browser, platform, name)).context.close();
  }
  const waiting = await browser.newContext();
  await signUp(await waiting.newPage(), platform, 'eva');
  await waiting.close();
});
test.afterAll(async () => {
  await platform.stop();
});

test('sign-up requests', async ({ browser }) => {
  const { page, context } = await signedIn(browser, platform, ADMIN);
  await page.goto(at('users'));
  await expect(page.getByRole('button', { name: 'Approve eva' })).toBeVisible();
  await expect(page.getByRole('row', { name: /dana/ })).toContainText('Active');
  await takeScreenshots(page, 'sign-ups');
  await context.close();
});

test('groups, limits and outdated servers', async ({ browser }) => {
  const { page, context } = await signedIn(browser, platform, ADMIN);
  for (const name of ['ada', 'ben']) await callAs(page, 'POST', `/users/${name}/server/start`, {});
  await page.goto(at('groups'));
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name').fill('class-a');
  await page.getByRole('button', { name: 'Create group' }).click();
  for (const name of users)
    await page.getByRole('combobox', { name: 'Add members' }).fill(`${name},`);
  await page.getByRole('button', { name: 'Add 4 users' }).click();
  await expect(page.getByRole('row', { name: /ben/ })).toContainText('Running');
  await expect(page.getByRole('row', { name: /ada/ })).toContainText('Running');
  await page.getByRole('button', { name: 'Change limits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'CPU' }).selectOption('custom');
  await dialog.getByLabel('Maximum CPU').fill('4');
  await dialog.getByRole('button', { name: 'Save limits' }).click();
  await expect(page.getByText('4 cores')).toBeVisible();
  await expect(page.getByText(/2 members have running servers/)).toBeVisible();
  await page
    .getByText('Saved the limits of class-a.')
    .waitFor({ state: 'hidden', timeout: 30_000 });
  await takeScreenshots(page, 'group');
  await page.goto(at('groups'));
  await expect(page.getByRole('link', { name: 'class-a' })).toBeVisible();
  await takeScreenshots(page, 'groups');
  await context.close();
});
