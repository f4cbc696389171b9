import type { Page } from '@playwright/test';
import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, signedIn } from '../platform/users';

/** Requests that a page makes by itself. */
const questions = (page: Page): string[] => {
  const found: string[] = [];
  page.on('request', request => {
    if (/\/announcement$/.test(new URL(request.url()).pathname)) found.push(request.url());
  });
  return found;
};

test('an announcement appears on open pages within seconds and disappears when it is removed', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  const admin = await signedIn(browser, platform, ADMIN);
  const stranger = await browser.newContext();
  const signIn = await stranger.newPage();
  const asked = questions(signIn);
  await signIn.goto(`${platform.url}hub/login`);
  const home = await admin.context.newPage();
  await home.goto(`${platform.url}services/perijove/`);
  await expect(home.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  const tokens = await (
    await browser.newContext({ storageState: await admin.context.storageState() })
  ).newPage();
  await tokens.goto(`${platform.url}hub/token`);

  const words = 'Maintenance tonight at ten. <b>Save</b> your work.';
  await admin.page.goto(`${platform.url}services/perijove/settings`);
  await admin.page.getByLabel('Message', { exact: true }).fill(words);
  await admin.page.getByLabel('Type', { exact: true }).selectOption('warning');
  await admin.page.getByRole('button', { name: 'Publish' }).click();
  for (const page of [signIn, home, tokens]) {
    await expect(page.getByText(words)).toBeVisible({ timeout: 5_000 });
  }
  await expect(signIn.getByText(words)).toHaveClass(/alert-warning/);

  await admin.page.getByRole('button', { name: 'Remove' }).click();
  for (const page of [signIn, home, tokens]) {
    await expect(page.getByText(words)).toBeHidden({ timeout: 5_000 });
  }
  expect(asked).toEqual([]);

  // A page opened while the backend is down gets the announcement later.
  await platform.killBackend();
  await signIn.reload();
  await expect(signIn.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await admin.page.getByLabel('Message', { exact: true }).fill(words);
  await expect(async () => {
    await admin.page.getByRole('button', { name: 'Publish' }).click();
    await expect(signIn.getByText(words)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await admin.page.getByRole('button', { name: 'Remove' }).click();
  await expect(signIn.getByText(words)).toBeHidden();
  await tokens.context().close();
  await stranger.close();
  await admin.context.close();
});
