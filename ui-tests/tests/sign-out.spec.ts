import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, logIn, makeUser, signedIn } from '../platform/users';

/** Another one for each try. */
const PERSON = `two-browsers-${Date.now()}`;

test.describe('two browsers of one person', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, PERSON);
  });

  test('one of them signs the other one out', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, PERSON);
    const there = await signedIn(browser, platform, PERSON);
    await here.page.goto(`${platform.url}services/perijove/account`);
    const list = here.page.locator('.pj-login-sessions');
    await expect(list.getByText('This browser')).toHaveCount(1);
    await expect(list.getByText('Another browser')).toHaveCount(1);
    await list.getByRole('button', { name: /^Sign out the browser/ }).click();
    await expect(list.getByText('Another browser')).toHaveCount(0);
    // The page that is open there leaves by itself.
    await expect(there.page).toHaveURL(/hub\/login/);
    // This one goes on with what it has open.
    await here.page.reload();
    await expect(list.getByText('This browser')).toBeVisible();
    await here.context.close();
    await there.context.close();
  });

  test('signing out everywhere leaves nobody signed in', async ({ browser, platform }) => {
    const here = await signedIn(browser, platform, PERSON);
    const there = await signedIn(browser, platform, PERSON);
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
    await logIn(here.page, platform, PERSON);

    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/audit-log?action=user.sign_out`);
    await expect(admin.page.getByText(PERSON).first()).toBeVisible();
    await admin.context.close();
    await here.context.close();
    await there.context.close();
  });
});
