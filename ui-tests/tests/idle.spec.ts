import { expect, test } from '@playwright/test';
import { labReady } from '../platform/lab';
import { ADMIN, ensureAdmin, signedIn, startLab } from '../platform/people';
import { startPlatform } from '../platform/platform';

test('an open, idle lab tab does not keep its server alive, and home says why it ended', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const platform = await startPlatform('docker', {
    JUPYTERHUB_IDLE_CULLER_TIMEOUT: '60',
    JUPYTERHUB_IDLE_CULLER_INTERVAL: '5',
    PERIJOVE_WARN_MINUTES: 'none',
  });
  try {
    await ensureAdmin(browser, platform);
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await startLab(page, platform);
    await labReady(page);
    // JupyterLab asks its server for kernels and sessions all the while.
    let asked = 0;
    page.on('request', request => {
      if (request.url().includes('/api/')) asked += 1;
    });
    const home = await context.newPage();
    await home.goto(`${platform.url}services/perijove/`);
    await page.bringToFront();
    await expect(home.getByText(/after 1 min without activity/)).toBeVisible({ timeout: 150_000 });
    expect(asked).toBeGreaterThan(3);
    await context.close();
  } finally {
    await platform.stop();
  }
});
