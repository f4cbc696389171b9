import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, logIn, makeUser, signedIn } from '../platform/people';

test.describe('two browsers of one person', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, 'two-browsers');
  });

  test('one of them signs the other one out', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, 'two-browsers');
    const there = await signedIn(browser, platform, 'two-browsers');
    await here.page.goto(`${platform.url}services/perijove/account`);
    const list = here.page.locator('.pj-sign-ins');
    await expect(list.getByText('This browser')).toHaveCount(1);
    await expect(list.getByText('Another browser')).toHaveCount(1);
    await list.getByRole('button', { name: /^Sign out the browser/ }).click();
    await expect(list.getByText('Another browser')).toHaveCount(0);
    await there.page.reload();
    await expect(there.page).toHaveURL(/hub\/login/);
    // This one goes on with what it has open.
    await here.page.reload();
    await expect(list.getByText('This browser')).toBeVisible();
    await here.context.close();
    await there.context.close();
  });

  test('signing out everywhere leaves nobody signed in', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, 'two-browsers');
    const there = await signedIn(browser, platform, 'two-browsers');
    await there.page.goto(`${platform.url}services/perijove/volumes`);
    await here.page.goto(`${platform.url}services/perijove/account`);
    await here.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    const dialog = here.page.getByRole('dialog');
    await expect(dialog).toContainText('Labs go on running');
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(here.page).toHaveURL(/hub\/login/);
    await there.page.reload();
    await expect(there.page).toHaveURL(/hub\/login/);
    await there.page.goto(`${platform.url}hub/token`);
    await expect(there.page).toHaveURL(/hub\/login/);
    await logIn(here.page, platform, 'two-browsers');

    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/events?action=user.sign_out`);
    await expect(admin.page.getByText('two-browsers').first()).toBeVisible();
    await admin.context.close();
    await here.context.close();
    await there.context.close();
  });
});
