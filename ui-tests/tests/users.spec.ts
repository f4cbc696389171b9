import type { Page } from '@playwright/test';
import { expectAccessible } from '../platform/axe';
import { expect, test } from '../platform/fixtures';
import { ADMIN, PASSWORD, ensureAdmin, signedIn, signUp } from '../platform/users';

const OWN = 'a password of my own 7';

const signIn = async (page: Page, url: string, name: string, password: string): Promise<void> => {
  await page.goto(`${url}hub/login`);
  await page.getByLabel('Username').fill(name);
  await page.locator('#password_input').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

test.describe('users and accounts', () => {
  test.beforeAll(async ({ browser, platform }) => ensureAdmin(browser, platform));

  test('a user signs up, waits, is approved with one click and signs in', async ({
    browser,
    platform,
  }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/users?show=pending`);
    await expect(admin.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(admin.page.getByRole('button', { name: 'Approve nora' })).toHaveCount(0);

    const stranger = await browser.newContext();
    const page = await stranger.newPage();
    await signUp(page, platform, 'nora');
    await expect(
      page.getByText('You can sign in after an administrator has approved your account'),
    ).toBeVisible();
    await signIn(page, platform.url, 'nora', PASSWORD);
    await expect(page.getByText('has not approved this account yet')).toBeVisible();

    // Pushed to the open page and counted in the navigation.
    await expect(admin.page.getByText(/\d+ sign-up requests?/)).toBeAttached();
    await admin.page.getByRole('button', { name: 'Approve nora' }).click();
    await expect(admin.page.getByText('Approved nora.')).toBeVisible();
    await expect(admin.page.getByRole('button', { name: 'Approve nora' })).toHaveCount(0);

    await signIn(page, platform.url, 'nora', PASSWORD);
    await expect(page).toHaveURL(/services\/perijove/);
    await stranger.close();
    await admin.context.close();
  });

  test('a list of names creates accounts, and their users choose a password', async ({
    browser,
    platform,
  }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/users`);
    await admin.page.getByRole('button', { name: 'Add users' }).click();
    const names = Array.from({ length: 12 }, (_, n) => `pupil-${n}`);
    await admin.page
      .getByRole('textbox', { name: 'User names' })
      .fill([...names, ADMIN, 'not a name', 'pupil-1'].join('\n'));
    const line = (name: string) => admin.page.getByRole('row', { name });
    await expect(line(`${ADMIN} account already exists`)).toBeVisible();
    await expect(line('pupil-1 duplicate')).toBeVisible();
    await expect(line('not a name contains a space')).toBeVisible();
    await admin.page.getByRole('button', { name: 'Add 12 users' }).click();
    await expect(admin.page.getByText('12 users added')).toBeVisible({ timeout: 60_000 });
    const row = admin.page.getByRole('row', { name: /pupil-7/ });
    const given = (await row.getByRole('code').textContent()) ?? '';
    expect(given).toMatch(/^[a-z]+(-[a-z]+){3}$/);
    const [file] = await Promise.all([
      admin.page.waitForEvent('download'),
      admin.page.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('passwords.csv');
    await admin.page.getByRole('button', { name: 'Done' }).click();

    const pupil = await browser.newContext();
    const page = await pupil.newPage();
    await signIn(page, platform.url, 'pupil-7', given);
    await expect(page.getByRole('heading', { name: 'Choose your password' })).toBeVisible();
    // No other page opens: the user is not signed in yet.
    await page.goto(`${platform.url}services/perijove/`);
    await expect(page).toHaveURL(/hub\/login/);
    await signIn(page, platform.url, 'pupil-7', given);
    await page.locator('#new_password_input').fill(OWN);
    await page.locator('#new_password_confirmation_input').fill(OWN);
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await expect(page).toHaveURL(/services\/perijove/);
    await pupil.close();
    await admin.context.close();
  });

  test('a course list creates accounts and groups after a preview', async ({
    browser,
    platform,
  }) => {
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/users`);
    await page.getByRole('button', { name: 'Add users' }).click();
    const dialog = page.getByRole('dialog');
    // Excel's "Unicode text": UTF-16, tabs, quotes where needed.
    const list = [
      'First name\tLast name\tEmail address\tGroups',
      'Chanida\t\u0e13\u0e31\u0e10\tChanida@example.org\t"Lab A, Lab B"',
      '\u0130pek\tKaya\t\u0130pek@example.org\tLab A',
      'Nobody\tHere\t\t',
      `Root\tItself\t${ADMIN}@example.org\tdocker-sock`,
    ];
    const buffer = Buffer.from(`\uFEFF${list.join('\r\n')}\r\n`, 'utf16le');
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Upload a file' }).click();
    await (await chooser).setFiles({ name: 'course.txt', mimeType: 'text/plain', buffer });
    await expect(dialog.getByText('Loaded course.txt')).toBeVisible();
    await expect(dialog.getByText('3 users can be added')).toBeVisible();
    await dialog.getByLabel('Use only the part before the @').check();
    await dialog.getByLabel('Groups').selectOption({ index: 1 });
    await expect(
      dialog.getByText('Groups: Lab A (2 users, new), Lab B (1 user, new)'),
    ).toBeVisible();
    await expect(dialog.getByText(/^Skipped groups: docker-sock/)).toBeVisible();
    await expect(dialog.getByRole('row', { name: /^\(empty\) .* is empty$/ })).toBeVisible();
    const there = `^${ADMIN} .* account already exists$`;
    await expect(dialog.getByRole('row', { name: new RegExp(there) })).toBeVisible();
    await expectAccessible(page, 'a list of users');
    await dialog.getByRole('button', { name: 'Add 2 users' }).click();
    await expect(page.getByText('2 users added')).toBeVisible();
    const row = page.getByRole('row', { name: /^ipek / });
    const given = (await row.getByRole('code').textContent()) ?? '';
    await page.getByRole('button', { name: 'Copy all' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.goto(`${platform.url}services/perijove/groups?group=Lab%20A`);
    for (const name of ['chanida', 'ipek']) {
      await expect(page.getByRole('row', { name })).toBeVisible();
    }
    // Typed with a capital letter.
    const pupil = await browser.newContext();
    const tab = await pupil.newPage();
    await signIn(tab, platform.url, '\u0130pek', given);
    await expect(tab.getByRole('heading', { name: 'Choose your password' })).toBeVisible();
    await pupil.close();
    await context.close();
  });

  test('an administrator renames an account, and deletes it after typing its name', async ({
    browser,
    platform,
  }) => {
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/users`);
    await page.getByRole('button', { name: 'Add users' }).click();
    await page.getByRole('textbox', { name: 'User names' }).fill('brief');
    await page.getByRole('button', { name: 'Add 1 user' }).click();
    await page.getByRole('button', { name: 'Copy name and password of brief' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    // Other tests leave more users than fit on a page.
    await page.getByLabel('Search users').fill('brief');
    await page.getByRole('button', { name: 'Actions for brief' }).click();
    await page.getByRole('button', { name: 'Rename…' }).click();
    await page.getByLabel('New name').fill('briefly');
    await page.getByRole('button', { name: 'Rename', exact: true }).click();
    await expect(page.getByText('Renamed brief to briefly.')).toBeVisible();
    await page.getByRole('button', { name: 'Actions for briefly' }).click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByLabel('Type briefly to confirm').fill('briefly');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('Deleted briefly.')).toBeVisible();
    await context.close();
  });
});
