import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, logIn, makeUser, signedIn } from '../platform/users';

/** A new user for each attempt. */
const USER = `two-browsers-${Date.now()}`;

test.describe('login sessions in two browsers', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, USER);
  });

  test('one browser signs out the other', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, USER);
    const there = await signedIn(browser, platform, USER);
    await here.page.goto(`${platform.url}services/perijove/account`);
    const list = here.page.locator('.pj-login-sessions');
    await expect(list.getByText('This browser')).toHaveCount(1);
    await expect(list.getByText('Another browser')).toHaveCount(1);
    await list.getByRole('button', { name: /^Sign out the browser/ }).click();
    await expect(list.getByText('Another browser')).toHaveCount(0);
    // The open page there goes to the sign-in.
    await expect(there.page).toHaveURL(/hub\/login/);
    // This browser keeps its session.
    await here.page.reload();
    await expect(list.getByText('This browser')).toBeVisible();
    await here.context.close();
    await there.context.close();
  });

  test('signing out everywhere ends both sessions', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, USER);
    const there = await signedIn(browser, platform, USER);
    await there.page.goto(`${platform.url}services/perijove/volumes`);
    await here.page.goto(`${platform.url}services/perijove/account`);
    await here.page.getByRole('button', { name: 'Sign out everywhere' }).click();
    const dialog = here.page.getByRole('dialog');
    await expect(dialog).toContainText('Servers keep running');
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click();
    await expect(here.page).toHaveURL(/hub\/login/);
    await expect(there.page).toHaveURL(/hub\/login/);
    await there.page.goto(`${platform.url}hub/token`);
    await expect(there.page).toHaveURL(/hub\/login/);
    await logIn(here.page, platform, USER);

    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/audit-log?action=user.sign_out`);
    await expect(admin.page.getByText(USER).first()).toBeVisible();
    await admin.context.close();
    await here.context.close();
    await there.context.close();
  });
});
