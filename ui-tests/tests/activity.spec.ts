import { expect, test, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userNames, userName, addUsers } from '../../scripts/test-env/populate.mjs';
import { expectAccessible } from '../platform/axe';
import { ADMIN, callAs, ensureAdmin, logIn } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';
import { makeTinyLabs } from '../platform/tiny-labs';

test.describe.configure({ mode: 'serial' });

const USERS = 10_000;
const busy = [userName(3), userName(4711), userName(9999)];

test.describe('the activity page with ten thousand users', () => {
  const labs = mkdtempSync(join(tmpdir(), 'perijove-tiny-labs-'));
  let platform: Platform;
  let page: Page;
  const at = (path: string): string => `${platform.url}services/perijove/${path}`;
  /** The names in the table, from top to bottom. */
  const names = (): Locator => page.locator('tbody .pj-open-user');
  const search = (): Locator => page.getByLabel('Search users');
  const rowOf = (name: string): Locator => page.getByRole('row', { name: new RegExp(name) });

  test.beforeAll(async ({ browser }) => {
    platform = await startPlatform(
      'process',
      { PERIJOVE_LAB_BIN: makeTinyLabs(labs) },
      '',
      async data => addUsers(data, userNames(0, USERS)),
    );
    await ensureAdmin(browser, platform);
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await logIn(page, platform, ADMIN);
    for (const name of busy) {
      const { status } = await callAs(page, 'POST', `/users/${name}/server/start`, {});
      expect(status).toBe(202);
    }
    for (const name of busy) {
      await expect
        .poll(async () => (await callAs(page, 'GET', `/users/${name}/server`)).body.phase)
        .toBe('running');
    }
  });
  test.afterAll(async () => {
    await page.context().close();
    await platform.stop();
    rmSync(labs, { recursive: true });
  });

  test('all users are listed, active users first', async () => {
    await page.goto(at('activity'));
    await expect(page.getByText(`1–50 of ${(USERS + 1).toLocaleString('en')}`)).toBeVisible();
    await expect(names()).toHaveCount(50);
    await expect.poll(async () => (await names().allTextContents()).slice(0, 3)).toEqual(busy);
    for (const name of busy) await expect(rowOf(name)).toContainText(/\d iB|[KMG]iB/);
  });

  test('the search finds users from any page', async () => {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/^51–100 of/)).toBeVisible();
    await search().pressSequentially('SER-0471');
    await expect(page.getByText('1–10 of 10')).toBeVisible();
    await expect(names()).toHaveText([
      userName(4711),
      ...userNames(4710, 10).filter(name => name !== userName(4711)),
    ]);
    await search().fill('nobody of that name');
    await expect(page.getByText('No users found')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(page.getByText(/^1–50 of 10,001/)).toBeVisible();
  });

  test('a column heading sorts all users across pages', async () => {
    const heading = page.getByRole('button', { name: 'User', exact: true });
    await heading.click();
    await expect(names()).toHaveText([ADMIN, ...userNames(0, 49)]);
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(names()).toHaveText(userNames(49, 50));
    await page.getByRole('button', { name: 'Previous' }).click();
    await expect(names()).toHaveText([ADMIN, ...userNames(0, 49)]);
    await heading.click();
    await expect(page.getByRole('columnheader', { name: 'User' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await page.getByLabel('Rows per page').selectOption('200');
    await expect(names()).toHaveText(userNames(USERS - 200, 200).reverse());
  });

  test('the selected columns are kept after a reload', async () => {
    await page.goto(at('activity'));
    const columns = page.locator('thead th[scope=col]');
    await expect(columns).toHaveCount(11);
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const name of ['Image', 'Volumes']) {
      await page.getByRole('group', { name: 'Columns' }).getByLabel(name).uncheck();
    }
    await expect(columns).toHaveCount(9);
    await page.reload();
    await expect(columns).toHaveCount(9);
    await expect(page.getByRole('columnheader', { name: 'Image' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('group', { name: 'Columns' }).getByLabel('Image').check();
    await expect(page.getByRole('columnheader', { name: 'Image' })).toBeVisible();
  });

  test('the list can be exported as CSV', async () => {
    await page.goto(at('activity?q=user-0999&sort=user'));
    await expect(names()).toHaveText(userNames(9990, 10));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split(/\r?\n/);
    expect(lines[0]).toMatch(/^user,server,status,cpu_percent,/);
    expect(lines.slice(1).map(line => line.split(',')[0])).toEqual(userNames(9990, 10));
    expect(lines.at(-1)).toMatch(/^user-09999,,(in)?active,/);
  });

  test('the keyboard sorts, selects, opens and closes, and keeps the focus', async () => {
    const focused = (): Locator => page.locator(':focus');
    await page.goto(at('activity'));
    await expect.poll(async () => (await names().allTextContents()).slice(0, 3)).toEqual(busy);
    const first = page.locator('tbody tr').first();

    await page.getByRole('button', { name: 'Score', exact: true }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await expect(focused()).toHaveText('Score');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('columnheader', { name: 'Score' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await page.goto(at('activity'));
    await expect.poll(async () => (await names().allTextContents()).slice(0, 3)).toEqual(busy);

    await first.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByText('1 selected')).toHaveCount(0);

    await page.keyboard.press('Tab');
    await expect(focused()).toHaveText(busy[0] ?? '');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: busy[0] ?? '' });
    await expect(drawer).toBeVisible();
    const hour = drawer.getByRole('button', { name: '1 h', exact: true });
    await hour.focus();
    await page.keyboard.press('Enter');
    await expect(hour).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveCount(0);
    await expect(focused()).toHaveText(busy[0] ?? '');

    const menu = first.getByRole('button', { name: `Actions for ${busy[0] ?? ''}` });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect(focused()).toHaveText('Open server');
    await page.keyboard.press('Escape');
    await expect(menu).toBeFocused();
  });

  for (const where of ['activity', 'users']) {
    test(`the menu of a row opens next to the row: ${where}`, async () => {
      await page.goto(at(where));
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 });
        const button = page.locator('tbody tr').nth(3).locator('.pj-row-menu');
        await button.click();
        const menu = page.locator('.dropdown-menu.show');
        await expect(menu).toBeInViewport({ ratio: 1 });
        const [from, to] = [await button.boundingBox(), await menu.boundingBox()];
        if (from === null || to === null) throw new Error('Nothing is shown');
        // Below it, or above where there is no room below; the right edges meet.
        const below = Math.abs(to.y - (from.y + from.height));
        const above = Math.abs(to.y + to.height - from.y);
        expect(Math.min(below, above)).toBeLessThan(8);
        expect(Math.abs(to.x + to.width - (from.x + from.width))).toBeLessThan(8);
        await page.keyboard.press('Escape');
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    });
  }

  test('an outdated server is marked live, found by the filter and recreated', async () => {
    const name = busy[2] ?? '';
    await page.goto(at('activity'));
    const mark = rowOf(name).getByRole('button', { name: 'outdated' });
    await expect(rowOf(name)).toContainText(/Active|Inactive/);
    await expect(mark).toHaveCount(0);
    const limits = { cpuCores: null, memoryBytes: null, pids: 500 };
    expect((await callAs(page, 'PUT', '/groups/class-a', { limits })).status).toBe(200);
    expect((await callAs(page, 'PUT', '/groups/class-a/users', { add: [name] })).status).toBe(200);
    await expect(mark).toBeVisible();
    await mark.focus();
    await expect(page.getByRole('tooltip')).toContainText('Recreate this server to apply them');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tooltip')).toHaveCount(0);

    await page.getByLabel('Status').selectOption('Outdated');
    await expect(names()).toHaveText([name]);
    await expectAccessible(page, 'activity outdated');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name, exact: true }).click();
    const details = page.getByRole('dialog', { name, exact: true });
    await expect(details).toContainText('Permissions or limits have changed');
    await details.getByRole('button', { name: 'Recreate…' }).click();
    const dialog = page.getByRole('dialog', { name: `Recreate the server of ${name}?` });
    await dialog.getByRole('button', { name: 'Recreate', exact: true }).click();
    await expect(page.getByText(`Recreating the server of ${name}.`)).toBeVisible();
    await expect(dialog).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
    await expect(page.getByText('No users found')).toBeVisible();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(rowOf(name)).toContainText(/Active|Inactive/);
    await expect(mark).toHaveCount(0);
  });

  test('a bulk stop names the selected servers and stops only them', async () => {
    await page.goto(at('activity'));
    await expect.poll(async () => (await names().allTextContents()).slice(0, 3)).toEqual(busy);
    const [first, second, third] = busy;
    const idle = await names().nth(3).textContent();
    for (const name of [first, second, idle]) {
      await page.getByLabel(`Select ${name ?? ''}`, { exact: true }).check();
    }
    await expect(page.getByText('3 selected')).toBeVisible();
    const stop = page
      .getByRole('group', { name: /selected/ })
      .getByRole('button', { name: 'Stop…' });
    await stop.click();
    const dialog = page.getByRole('dialog', { name: 'Stop 2 servers?' });
    await expect(dialog.getByRole('listitem')).toHaveText([first ?? '', second ?? '']);
    await expect(dialog).toContainText('1 selected row, which will be skipped');
    await expect(dialog).toContainText('Saved files are kept.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText('3 selected')).toBeVisible();

    await stop.click();
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('Stopping 2 servers.')).toBeVisible();
    // Sorted by status, they move to another page.
    for (const name of [first, second]) {
      await page.goto(at(`activity?q=${name ?? ''}`));
      await expect(rowOf(name ?? '')).toContainText('Offline');
    }
    await page.goto(at(`activity?q=${third ?? ''}`));
    await expect(rowOf(third ?? '')).toContainText(/Active|Inactive/);
  });
});
