import { expect, test } from '@playwright/test';
import { galataInLabsOf, inLab } from '../platform/galata';
import { bell, inBell, centre, send, deliveryState, toast } from '../platform/notifications';
import { ADMIN, callAs, ensureAdmin, signedIn, startLab } from '../platform/users';
import { buildWithJupyterLabBuilder, startPlainLab } from '../platform/plain-lab';
import { startPlatform } from '../platform/platform';
import { expectSameTimeLeft, popup, remainingMinutes, status } from '../platform/session';

const IMAGE = 'perijove/lab-4.2:test';

test('JupyterLab 4.2 in a stock image has all extensions', async ({ browser }) => {
  const platform = await startPlatform(
    'docker',
    { JUPYTERHUB_NOTEBOOK_IMAGE: IMAGE, PERIJOVE_STAGE: 'staging' },
    await galataInLabsOf(ADMIN, IMAGE),
  );
  try {
    await ensureAdmin(browser, platform);
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await startLab(page, platform);
    const config = await page.locator('#jupyter-config-data').textContent();
    expect((JSON.parse(config ?? '{}') as { appVersion: string }).appVersion).toMatch(/^4\.2\./);
    await expect(
      page.locator('#jp-top-panel').getByRole('link', { name: /perijove/i }),
    ).toBeVisible();
    await expect(page.locator('#perijove-stage')).toHaveText('staging');
    const hub = await context.newPage();
    await hub.goto(`${platform.url}services/perijove/`);
    await page.bringToFront();

    await test.step('the time left, and extending it from the popup', async () => {
      const before = await remainingMinutes(hub);
      await status(page).click();
      await popup(page).getByRole('button', { name: '+ 1 h' }).click();
      await expect(popup(page).getByRole('status')).toHaveText('1 h added.');
      expect(await remainingMinutes(hub)).toBeGreaterThan(before + 58);
      await expectSameTimeLeft(page, hub);
      await page.keyboard.press('Escape');
      await expect(popup(page)).toHaveCount(0);
    });

    await test.step('a toast, the number of new notifications, and the centre', async () => {
      const id = await send(hub, 'Hello, 4.2');
      await expect(toast(page, 'Hello, 4.2')).toBeVisible();
      const tab = page.locator('.lm-TabBar-tab[data-id="perijove-notifications"]');
      await expect(tab).toHaveAttribute('data-perijove-unread', '1');
      // Closing it marks it as seen.
      await toast(page, 'Hello, 4.2').locator('.jp-Notification-Toast-Close').click();
      await expect(toast(page, 'Hello, 4.2')).toHaveCount(0);
      await expect.poll(() => deliveryState(hub, id)).toBe('seen');
      await expect(tab).not.toHaveAttribute('data-perijove-unread');

      const { sidebar } = await inLab(page);
      await sidebar.openTab('perijove-notifications');
      await page.setViewportSize({ width: 390, height: 800 });
      await expect(centre(page)).toBeInViewport({ ratio: 1 });
      await page.setViewportSize({ width: 1280, height: 720 });
      await sidebar.moveTabToLeft('perijove-notifications');
      await expect(sidebar.getContentPanelLocator('left')).toContainText('Hello, 4.2');
      await centre(page).getByLabel('Dismiss: Hello, 4.2').click();
      await expect(centre(page)).toContainText('No notifications here.');
      await expect.poll(() => deliveryState(hub, id)).toBe('dismissed');
      await bell(page).click();
      await expect(inBell(page, 'Hello, 4.2')).toHaveCount(0);
    });

    await test.step('the Hub menu, while a kernel stays busy', async () => {
      const { menu, notebook } = await inLab(page);
      await notebook.createNew();
      await notebook.setCell(0, 'code', 'import time; time.sleep(3); print("measured")');
      await notebook.runCell(0, { wait: false });
      await menu.clickMenuItem('Hub>Show Server Session');
      await expect(popup(page)).toBeVisible();
      await page.keyboard.press('Escape');
      await notebook.waitForRun(0);
      expect(await notebook.getCellTextOutput(0)).toEqual(['measured\n']);
    });

    await test.step('why the server stopped, and starting it again', async () => {
      const stopped = await callAs(hub, 'POST', `/users/${ADMIN}/server/stop`, {});
      expect(stopped.status).toBe(202);
      const dialog = page.getByRole('dialog').filter({ hasText: 'Your server has stopped' });
      await expect(dialog).toBeVisible();
      await expect(dialog.getByRole('button', { name: 'Start again' })).toBeVisible();
    });
    await context.close();
  } finally {
    await platform.stop();
  }
});

test('built with @jupyterlab/builder, the extensions work in JupyterLab 4.2', async ({ page }) => {
  test.setTimeout(400_000);
  const built = await buildWithJupyterLabBuilder();
  const lab = await startPlainLab(IMAGE, built, {
    // As JupyterHub's single-user server sets them.
    hubPrefix: '/hub/',
    hubUser: 'ada',
    hubServerUser: 'ada',
  });
  try {
    const list = await lab.run('jupyter', 'labextension', 'list');
    for (const name of ['lab-hub', 'lab-notifications', 'lab-session', 'lab-branding']) {
      expect(list).toMatch(new RegExp(`@perijove/${name} \\S+ .*enabled.*OK`));
    }
    // The branding uses the API client of another extension, lab-hub.
    await page.route('**/services/perijove/api/v1/branding', route =>
      route.fulfill({
        json: {
          name: 'Acme',
          logoUrl: null,
          faviconUrl: null,
          labIconUrl: null,
          labSplashUrl: null,
          stage: { label: 'staging', colour: 'orange' },
        },
      }),
    );
    await page.goto(lab.url);
    await expect(page.locator('#perijove-stage')).toHaveText('staging');
    await expect(page).toHaveTitle(/Acme/);
    await page.locator('.lm-TabBar-tab[data-id="perijove-notifications"]').click();
    await expect(centre(page)).toContainText('No notifications yet.');
  } finally {
    await lab.stop();
  }
});
