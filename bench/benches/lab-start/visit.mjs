const USER = 'bench-admin';

/** A signed-in page whose lab was opened once, so that the browser cache is warm. */
export const openLab = async (browser, platform) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${platform.url}hub/login`);
  await page.locator('#username_input').fill(USER);
  await page.locator('#password_input').fill(platform.token);
  await page.locator('#login_submit, button[type=submit]').first().click();
  await page.waitForURL(/services\/perijove|hub\/home/);
  await platform.api.start(USER);
  await visit({ page, platform });
  return { page, platform };
};

/** Milliseconds from navigation until the main area of the lab is visible. */
export const visit = async ({ page, platform }) => {
  await page.goto('about:blank');
  const start = performance.now();
  await page.goto(`${platform.url}user/${USER}/lab?reset`, { waitUntil: 'commit' });
  await page.locator('#jp-main-dock-panel').waitFor({ state: 'visible', timeout: 120_000 });
  return performance.now() - start;
};

/** Whether our countdown is in the status bar, to verify which lab was measured. */
export const hasExtensions = async ({ page }) => {
  const config = await page.locator('#jupyter-config-data').textContent();
  return JSON.parse(config).federated_extensions.some(({ name }) => name.startsWith('@perijove/'));
};
