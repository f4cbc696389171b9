import { chromium } from 'playwright-core';
import { browserOptions } from '../../shared/browser.mjs';
import { median } from '../../shared/numbers.mjs';

const VIEWPORT = { width: 1280, height: 900 };

const logIn = async (page, { url, token }) => {
  await page.goto(`${url}hub/login`);
  await page.locator('#username_input').fill('bench-admin');
  await page.locator('#password_input').fill(token);
  await page.locator('#login_submit, button[type=submit]').first().click();
  await page.waitForURL(/services\/perijove|hub\/home|hub\/admin/);
};

/** Milliseconds from navigation to the first row; the first visit fills the browser's cache. */
const visits = async (page, address, row, times) => {
  const measured = [];
  for (let visit = 0; visit <= times; visit += 1) {
    await page.goto('about:blank');
    const start = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator(row).first().waitFor({ timeout: 60_000 });
    if (visit > 0) measured.push(performance.now() - start);
  }
  return measured;
};

/** Our first rows on the screen, for an administrator who is signed in. */
export const measureScreens = async ({ platform, times, cleanup }) => {
  const browser = await chromium.launch(browserOptions);
  cleanup.add(() => browser.close());
  const page = await (await browser.newContext({ viewport: VIEWPORT })).newPage();
  await logIn(page, platform);
  const ours = await visits(
    page,
    `${platform.service}activity`,
    'tbody tr:has-text("user-")',
    times,
  );
  return { oursMs: median(ours) };
};
