import { expect, test } from '@playwright/test';
import { ADMIN, callAs, ensureAdmin, signedIn, startLab } from '../platform/people';
import { startPlatform } from '../platform/platform';

test('the extensions reach JupyterLab 4.2, in an image that knows nothing of them', async ({
  browser,
}) => {
  const platform = await startPlatform('docker', {
    JUPYTERHUB_NOTEBOOK_IMAGE: 'perijove/lab-4.2:test',
  });
  try {
    await ensureAdmin(browser, platform);
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await startLab(page, platform);
    const config = await page.locator('#jupyter-config-data').textContent();
    expect((JSON.parse(config ?? '{}') as { appVersion: string }).appVersion).toMatch(/^4\.2\./);
    await expect(
      page.locator('#jp-top-panel').getByRole('link', { name: /perijove/i }),
    ).toBeVisible();
    await expect(page.locator('#jp-bottom-panel').getByText(/ left$/)).toBeVisible();

    const hub = await context.newPage();
    await hub.goto(`${platform.url}services/perijove/`);
    const sent = await callAs(hub, 'POST', '/notifications', {
      message: 'Hello, 4.2',
      audience: { to: 'all' },
    });
    expect(sent.status).toBe(201);
    await page.bringToFront();
    const toast = page.locator('.Toastify').getByText('Hello, 4.2');
    await expect(toast).toBeVisible();

    // Closing it means that it was seen.
    await page.locator('.jp-Notification-Toast-Close').first().click();
    await expect(toast).toHaveCount(0);
    await expect
      .poll(async () => {
        const { body } = await callAs(hub, 'GET', '/notifications?since=0');
        return (body['notifications'] as { state: string }[])[0]?.state;
      })
      .toBe('seen');
    await context.close();
  } finally {
    await platform.stop();
  }
});
