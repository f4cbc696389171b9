import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../platform/fixtures';
import { labReady, newNotebook, runCell, saveNotebook } from '../platform/lab';
import { ADMIN, logIn, signedIn, signUp } from '../platform/users';

test.describe.configure({ mode: 'serial' });

test.describe('from an empty platform to a toast in a lab', () => {
  let context: BrowserContext;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
  });
  test.afterAll(async () => context.close());

  test('the first administrator signs up, signs in and sees the home page', async ({
    platform,
  }) => {
    await signUp(page, platform, ADMIN);
    await logIn(page, platform, ADMIN);
    await expect(page.getByRole('heading', { name: /welcome/i })).toBeVisible();
  });

  test('Start shows progress and opens the lab, where a cell runs', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(page.getByText('Your server is starting')).toBeVisible();
    await labReady(page);
    await newNotebook(page);
    await runCell(page, 'print(6 * 7)', '42');
    await saveNotebook(page);
    await expect(page.getByRole('listitem', { name: /Untitled\.ipynb/ })).toBeVisible();
  });

  test('the lab shows the branding and the time left, and Extend adds an hour', async () => {
    await expect(
      page.locator('#jp-top-panel').getByRole('link', { name: /perijove/i }),
    ).toBeVisible();
    const status = page.locator('#jp-bottom-panel').getByText(/ left$/);
    await expect(status).toHaveText(/^(2 h 00|1 h 59) min left$/);
    await status.click();
    await page.locator('.perijove-Session').getByRole('button', { name: /1 h/ }).click();
    await expect(status).toHaveText(/^(3 h 00|2 h 59) min left$/, { timeout: 3000 });
    await page.keyboard.press('Escape');
  });

  test('a notification of an administrator appears in the lab within a second', async ({
    browser,
    platform,
  }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/notifications`);
    await admin.page.getByLabel('Message', { exact: true }).fill('Maintenance at 18:00');
    await admin.page.getByRole('button', { name: /^Send…$/ }).click();
    const toast = page.locator('.Toastify').getByText('Maintenance at 18:00');
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
    await expect(toast).toBeVisible({ timeout: 1000 });
    const report = admin.page.getByRole('table', { name: /Delivery status by user/ });
    await expect(report.getByRole('row', { name: new RegExp(ADMIN) })).toContainText(
      /Delivered|Seen/,
    );
    await admin.context.close();
  });

  test('the activity page shows CPU and memory live', async ({ browser, platform }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}services/perijove/activity`);
    const row = admin.page.getByRole('row', { name: new RegExp(`\\b${ADMIN}\\b`) });
    await expect(row).toContainText(/active/i);
    const memoryMiB = async (): Promise<number> => {
      const [, number, unit] = /([\d.]+) (MiB|GiB)/.exec((await row.textContent()) ?? '') ?? [];
      return Number(number) * (unit === 'GiB' ? 1024 : 1);
    };
    await expect.poll(memoryMiB).toBeGreaterThan(50);
    const before = await memoryMiB();
    // Write to the memory and keep it; otherwise the system does not allocate it.
    await runCell(page, "x = b'x' * 300_000_000; print(len(x))", '300000000');
    await expect.poll(memoryMiB, { timeout: 20_000 }).toBeGreaterThan(before + 250);
    expect(await memoryMiB()).toBeLessThan(before + 400);
    await admin.context.close();
  });

  test('Stop keeps files: the notebook exists after the next start', async ({ platform }) => {
    await page.goto(`${platform.url}services/perijove/`);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText('Your server is stopped')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await labReady(page);
    await expect(page.getByRole('listitem', { name: /Untitled\.ipynb/ })).toBeVisible();
  });

  test('a reset empties the workspace, and Undo restores it', async ({ platform }) => {
    const home = `${platform.url}services/perijove/`;
    const stop = async (): Promise<void> => {
      await page.goto(home);
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
      await expect(page.getByText('Your server is stopped')).toBeVisible({ timeout: 60_000 });
    };
    const start = async (): Promise<void> => {
      await page.goto(home);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await labReady(page);
      await expect(page.locator('.jp-DirListing-content')).toBeVisible();
    };
    const notebook = page.getByRole('listitem', { name: /Untitled\.ipynb/ });

    await stop();
    await page.goto(`${home}volumes`);
    await page.getByRole('button', { name: 'Reset workspace' }).click();
    await expect(page.getByRole('dialog')).toContainText('workspace');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Reset/ })
      .click();
    await expect(page.getByText('Reset workspace.')).toBeVisible();
    await start();
    await expect(notebook).toHaveCount(0);

    await stop();
    await page.goto(`${home}volumes`);
    await page.getByText('1 earlier version').click();
    await page.getByRole('button', { name: /Restore workspace/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByText('Restored the earlier version of workspace.')).toBeVisible();
    await start();
    await expect(notebook).toBeVisible();
  });
});
