import { expect, test, type Browser } from '@playwright/test';
import { expectAccessible } from '../platform/axe';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn, startLab } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';

/** Members of `tutors` manage `class-a`, whose members can use a wiki. */
const ROLES = `
c.JupyterHub.load_groups["class-a"] = {"users": []}
c.JupyterHub.load_groups["tutors"] = {"users": []}
over = ["list:users", "admin:groups", "servers"]
c.JupyterHub.load_roles.append(
    {"name": "tutor", "scopes": [f"{scope}!group=class-a" for scope in over], "groups": ["tutors"]}
)
c.JupyterHub.load_roles.append(
    {"name": "wiki", "scopes": ["access:services!service=wiki"], "groups": ["class-a"]}
)
c.JupyterHub.services.append({"name": "wiki", "url": "http://127.0.0.1:9"})
`;

test.describe.configure({ mode: 'serial' });

let platform: Platform;
const at = (path: string): string => `${platform.url}services/perijove/${path}`;
const open = (browser: Browser, name: string) => signedIn(browser, platform, name);

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  platform = await startPlatform('process', {}, ROLES);
  await ensureAdmin(browser, platform);
  for (const name of ['ada', 'ben', 'tess']) {
    await makeUser(browser, platform, name);
    await (await open(browser, name)).context.close();
  }
  const { page, context } = await open(browser, ADMIN);
  for (const [group, name] of [
    ['class-a', 'ada'],
    ['tutors', 'tess'],
  ] as const) {
    const answer = await callAs(page, 'PUT', `/groups/${group}/users`, { add: [name] });
    expect(answer.status).toBe(200);
  }
  await context.close();
});
test.afterAll(async () => {
  await platform.stop();
});

test('an administrator creates a group, adds members and deletes it', async ({ browser }) => {
  const { page, context } = await open(browser, ADMIN);
  await page.goto(at(''));
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await expect(page.getByRole('row', { name: /docker-privileged/ })).toContainText('Privileged');

  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name').fill('workshop');
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'workshop' })).toBeVisible();

  const field = page.getByRole('combobox', { name: 'Add members' });
  await field.fill('be');
  await page.getByRole('option', { name: 'ben' }).click();
  await field.fill('ada');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Add 2 users' }).click();
  await expect(page.getByRole('row', { name: /ben/ })).toBeVisible();
  await page.getByRole('button', { name: 'Remove ben from the group' }).click();
  await expect(page.getByRole('row', { name: /ben/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /ben/ })).toBeVisible();
  await expectAccessible(page, 'groups workshop');

  await page.getByRole('button', { name: 'Delete group…' }).click();
  await page.getByRole('button', { name: 'Delete group', exact: true }).click();
  await expect(page.getByText('Deleted workshop.')).toBeVisible();
  await expect(page.getByRole('row', { name: /workshop/ })).toHaveCount(0);
  await context.close();
});

test('a group with Docker access warns before a member is added', async ({ browser }) => {
  const { page, context } = await open(browser, ADMIN);
  await page.goto(at('groups?group=docker-sock'));
  await expect(page.getByText('Members can control Docker on this host')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete group…' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Add members' }).fill('ben,');
  await page.getByRole('button', { name: 'Add 1 user' }).click();
  await expect(page.getByRole('dialog')).toContainText('root password');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await context.close();
});

test('limits apply at the next start, and the page shows outdated servers live', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const admin = await open(browser, ADMIN);
  await admin.page.goto(at('groups?group=class-a'));
  await expect(admin.page.getByRole('row', { name: /ada/ })).toContainText('Stopped');
  const ada = await open(browser, 'ada');
  await startLab(ada.page, platform);
  await expect(admin.page.getByRole('row', { name: /ada/ })).toContainText('Running');

  await admin.page.getByRole('button', { name: 'Change limits' }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Processes' }).selectOption('custom');
  await dialog.getByLabel('Maximum Processes').fill('500');
  await dialog.getByRole('button', { name: 'Save limits' }).click();
  await expect(admin.page.getByText('500 processes', { exact: true })).toBeVisible();
  await expect(admin.page.getByText(/1 member has a running server/)).toBeVisible();
  await admin.page.getByRole('button', { name: 'Show outdated servers' }).click();
  await expectAccessible(admin.page, 'groups must restart');
  await admin.page.getByRole('button', { name: 'Recreate the server of ada' }).click();
  await admin.page.getByRole('button', { name: 'Recreate', exact: true }).click();
  await expect(admin.page.getByText('No member has an outdated server.')).toBeVisible({
    timeout: 90_000,
  });
  await admin.page.getByRole('button', { name: 'Clear filters' }).click();
  const row = admin.page.getByRole('row', { name: /ada/ });
  await expect(row).toContainText('Running', { timeout: 90_000 });
  await expect(row).not.toContainText('Outdated');
  await ada.context.close();
  await admin.context.close();
});

test('an administrator with access opens the server of a user, and the audit log records it', async ({
  browser,
}) => {
  const ada = await open(browser, 'ada');
  await startLab(ada.page, platform);
  await ada.context.close();
  const { page, context } = await open(browser, ADMIN);
  await page.goto(at('users'));
  await page.getByRole('button', { name: 'Actions for ada' }).click();
  await page.getByRole('button', { name: 'Open server' }).click();
  // JupyterHub asks visitors to confirm.
  await page.getByRole('button', { name: /authorize/i }).click();
  await expect(page).toHaveURL(/\/user\/ada\/lab/, { timeout: 60_000 });
  await page.goto(at('audit-log?action=server.visit'));
  await expect(page.getByRole('row', { name: /server\.visit/ }).first()).toContainText('ada');
  await context.close();
});

test('a group manager sees and manages only that group', async ({ browser }) => {
  const { page, context } = await open(browser, 'tess');
  await page.goto(at('users'));
  await expect(page.getByRole('row', { name: /ada/ })).toBeVisible();
  for (const name of ['ben', ADMIN, 'tess'])
    await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add users' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Actions for ada' })).toHaveCount(0);
  await expectAccessible(page, 'users of a group');

  await page.getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByRole('row', { name: /ada/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /ben/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Actions for ada' }).click();
  await expect(page.getByRole('button', { name: 'Stop…' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open server' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'activity of a group');

  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await expect(page.getByRole('row', { name: /docker|tutors/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'class-a' }).click();
  await expect(page.getByRole('button', { name: 'Change limits' })).toHaveCount(0);
  // Neither users whom she cannot see, nor herself.
  for (const name of ['ben', 'tess']) {
    await page.getByRole('combobox', { name: 'Add members' }).fill(name);
    await expect(page.getByText('No users found.')).toBeVisible();
  }
  await page.goto(at('settings'));
  await expect(page.getByText('This page is for administrators')).toBeVisible();
  await context.close();
});

test('the navigation of the hub pages has the same links', async ({ browser }) => {
  for (const name of ['ada', 'tess', ADMIN]) {
    const { page, context } = await open(browser, name);
    const places = async (): Promise<string[]> => {
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const links = page.getByRole('navigation').getByRole('link').filter({ visible: true });
      return (await links.allTextContents()).map(text => text.replace(/\d.*/, '').trim());
    };
    await page.goto(at(''));
    const ours = await places();
    await page.goto(`${platform.url}hub/token`);
    expect(await places(), name).toEqual(ours);
    await context.close();
  }
});

test('the menu lists the services that a user can access', async ({ browser }) => {
  const ada = await open(browser, 'ada');
  await ada.page.goto(at(''));
  await ada.page.getByRole('button', { name: 'Services' }).click();
  const wiki = ada.page.getByRole('button', { name: 'wiki' }).or(ada.page.getByText('wiki'));
  await expect(wiki.first()).toHaveAttribute('href', '/services/wiki/');
  await ada.context.close();
  const ben = await open(browser, 'ben');
  await ben.page.goto(at(''));
  await expect(ben.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(ben.page.getByRole('button', { name: 'Services' })).toHaveCount(0);
  await ben.context.close();
});
