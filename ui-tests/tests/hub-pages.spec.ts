import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { consoleErrors } from '../platform/console-errors';
import { expect, test } from '../platform/fixtures';
import { labReady } from '../platform/lab';
import { ADMIN, callAs, ensureAdmin, PASSWORD, signedIn } from '../platform/users';

/** A page has a policy, and everything on it works with it. */
const open = async (page: Page, url: string): Promise<void> => {
  const response = await page.goto(url);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'nonce-[\w-]+' 'strict-dynamic'/);
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  // The menus of the bar come from a script of JupyterHub, the logo from one of ours.
  await expect(page.locator('.pj-brand img')).toBeVisible();
  const theme = page.getByRole('button', { name: 'Theme' });
  if (await theme.isVisible()) {
    await theme.click();
    await expect(page.getByRole('button', { name: 'System' })).toBeVisible();
    await page.keyboard.press('Escape');
  }
};

/** Stops the administrator's server if it runs, and waits until it is stopped. */
const stopServer = async (page: Page): Promise<void> => {
  await callAs(page, 'POST', `/users/${ADMIN}/server/stop`, {});
  const phase = async () => (await callAs(page, 'GET', `/users/${ADMIN}/server`)).body['phase'];
  await expect.poll(phase, { timeout: 60_000 }).toBe('stopped');
};

const noProblems = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
};

test.describe('hub pages run only their own scripts', () => {
  test.beforeAll(({ browser, platform }) => ensureAdmin(browser, platform));

  test('before sign-in', async ({ browser, platform }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const found = consoleErrors(page);
    for (const path of ['login', 'signup', 'nowhere']) {
      await open(page, `${platform.url}hub/${path}`);
      await noProblems(page);
    }
    await open(page, `${platform.url}hub/signup`);
    const field = page.locator('#password_input');
    await field.fill('secret');
    await page.getByRole('button', { name: 'Show password', exact: true }).click();
    await expect(field).toHaveAttribute('type', 'text');
    expect(found).toEqual([]);
    await context.close();
  });

  test('after sign-in: password, tokens, administration, errors', async ({ browser, platform }) => {
    const { context, page } = await signedIn(browser, platform, ADMIN);
    const found = consoleErrors(page);
    await open(page, `${platform.url}hub/change-password`);
    await noProblems(page);

    await open(page, `${platform.url}hub/token`);
    await page.locator('#token-note').fill('for a script');
    await page.getByRole('button', { name: 'Request new API token' }).click();
    await expect(page.locator('#token-result')).toHaveText(/^[0-9a-f]{32}$/);
    await page.reload();
    const row = page.getByRole('row', { name: /for a script/ });
    await row.getByRole('button', { name: 'revoke' }).click();
    await expect(row).toHaveCount(0);

    await open(page, `${platform.url}hub/admin`);
    await expect(page.getByText(ADMIN).nth(1)).toBeVisible();

    await open(page, `${platform.url}hub/nowhere`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
    expect(found).toEqual([]);
    await context.close();
  });

  test('a server that starts, stops and is stopped', async ({ browser, platform }) => {
    test.setTimeout(180_000);
    const { context, page } = await signedIn(browser, platform, ADMIN);
    // Other tests of this platform may have left it running.
    await stopServer(page);
    const found = consoleErrors(page);
    await open(page, `${platform.url}hub/user/${ADMIN}/lab`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('is not running');
    await noProblems(page);
    // A lab that starts within seconds logs nothing before it responds; a slow one would.
    await page.route('**/api/perijove/servers/*/log', async route => {
      const answer = await route.fetch();
      expect(await answer.json()).toEqual({ lines: expect.any(Array) as unknown });
      await route.fulfill({ json: { lines: ['Reading <b>settings</b>', 'Still at it'] } });
    });
    await page.getByRole('link', { name: 'Start' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your server is starting');
    await expect(page.locator('#progress-message')).not.toHaveText(
      'Waiting for a place in the queue',
    );
    await expect(page.locator('[data-phase][data-state="now"]')).toHaveCount(1);
    await page.getByText('Server log').click();
    await expect(page.locator('#server-log-lines')).toHaveText(
      'Reading <b>settings</b>\nStill at it',
    );
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(found).toEqual([]);
    await labReady(page);

    // The lab has its own policy; count only hub pages from here on.
    found.length = 0;
    const hub = await context.newPage();
    const after = consoleErrors(hub);
    await open(hub, `${platform.url}hub/token`);
    await hub.evaluate(user => {
      const { base_url, xsrf_token } = (
        window as unknown as { jhdata: { base_url: string; xsrf_token: string } }
      ).jhdata;
      void fetch(`${base_url}api/users/${user}/server`, {
        method: 'DELETE',
        headers: { 'X-XSRFToken': xsrf_token },
      });
    }, ADMIN);
    await hub.waitForTimeout(100);
    await open(hub, `${platform.url}hub/spawn-pending/${ADMIN}`);
    await expect(hub.getByRole('heading', { level: 1 })).toHaveText('Your server is stopping');
    await expect(hub).toHaveURL(/services\/perijove/, { timeout: 30_000 });
    await expect(hub.getByRole('button', { name: 'Start', exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await open(hub, `${platform.url}hub/user/${ADMIN}/lab/tree/a.ipynb?x=1#cell-7`);
    await expect(hub.locator('#start')).toHaveAttribute('href', /#cell-7$/);
    expect(after).toEqual([]);
    await context.close();
  });

  test('the page of a stopped server says why it stopped', async ({ browser, platform }) => {
    test.setTimeout(180_000);
    const { context, page } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/`);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await labReady(page);
    await page.goto(`${platform.url}services/perijove/`);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const sure = page.getByRole('dialog').getByRole('button', { name: /stop/i });
    if (await sure.isVisible({ timeout: 2000 }).catch(() => false)) await sure.click();
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible({
      timeout: 60_000,
    });
    await page.goto(`${platform.url}user/${ADMIN}/lab`);
    await expect(page.locator('#stop-reason')).toHaveText(
      `Stopped by ${ADMIN}. All files are kept.`,
    );
    await context.close();
  });

  test('a dark page is dark from the first paint', async ({ browser, platform }) => {
    const context = await browser.newContext({ colorScheme: 'light' });
    await context.addInitScript(() => {
      localStorage.setItem('perijove-theme', 'dark');
      new MutationObserver((_changes, observer) => {
        if (document.querySelector('body') === null) return;
        observer.disconnect();
        Object.assign(window, { themeAtFirst: document.documentElement.dataset['bsTheme'] });
      }).observe(document, { childList: true, subtree: true });
    });
    const page = await context.newPage();
    for (const path of ['hub/login', 'hub/signup', 'hub/nowhere']) {
      await page.goto(`${platform.url}${path}`);
      expect(await page.evaluate(() => (window as { themeAtFirst?: string }).themeAtFirst)).toBe(
        'dark',
      );
    }
    await context.close();
  });

  test('a user changes the password and changes it back', async ({ browser, platform }) => {
    const { context, page } = await signedIn(browser, platform, ADMIN);
    const found = consoleErrors(page);
    const change = async (from: string, to: string): Promise<void> => {
      await page.goto(`${platform.url}hub/change-password`);
      await page.locator('#old_password_input').fill(from);
      await page.locator('#new_password_input').fill(to);
      await page.locator('#new_password_confirmation_input').fill(to);
      await page.getByRole('button', { name: 'Change password' }).click();
      await expect(page.getByText('Your password has been changed.')).toBeVisible();
    };
    await change(PASSWORD, 'another good password');
    await change('another good password', PASSWORD);
    expect(found).toEqual([]);
    await context.close();
  });
});
