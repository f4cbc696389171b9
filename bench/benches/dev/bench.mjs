/* global document, getComputedStyle -- of the page, where these functions run */
import { chromium } from 'playwright-core';
import { bodyOutline, healthVersion } from '../../../scripts/dev/edits.mjs';
import { launchDev, PASSWORD, until } from '../../../scripts/dev/launch.mjs';
import { browserOptions } from '../../shared/browser.mjs';
import { median, rounded } from '../../shared/numbers.mjs';
import { temporaryFolder } from '../../shared/platform.mjs';

export const about = 'the dev mode: from the save of a line until a page, or an answer, shows it';
export const limitMinutes = 15;
export const defaults = { rounds: 5 };

const CSS_MS = 1000;
const BACKEND_MS = 5000;

const signedIn = async (url, cleanup) => {
  const browser = await chromium.launch(browserOptions);
  cleanup.add(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${url}hub/login`);
  await page.getByLabel('Username').fill('admin');
  await page.locator('#password_input').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/services\/perijove/);
  await page.locator('#root > *').first().waitFor();
  return page;
};

export const run = async ({ options: { rounds }, say, cleanup }) => {
  const dev = await launchDev(temporaryFolder('dev', cleanup));
  cleanup.add(async () => {
    dev.child.kill('SIGINT');
    await dev.ended;
  });
  const hub = dev.hubPid();
  const [style, source] = [bodyOutline(), healthVersion()];
  cleanup.add(() => [style, source].forEach(file => file.restore()));
  const page = await signedIn(dev.url, cleanup);
  const times = { css: [], backend: [] };
  for (let round = 1; round <= rounds; round += 1) {
    say(`Round ${round} of ${rounds}`);
    const begin = performance.now();
    style.edit(round);
    await page.waitForFunction(
      width => getComputedStyle(document.body).outlineWidth === `${width}px`,
      round,
      { polling: 10 },
    );
    times.css.push(performance.now() - begin);
    source.edit(`-${round}`);
    const shown = async () => (await dev.version())?.endsWith(`-${round}`);
    times.backend.push(await until('the backend shows its change', shown, 120_000));
  }
  if (dev.hubPid() !== hub) throw new Error('the hub was restarted meanwhile');
  const row = (name, of) => [name, ...[Math.min(...of), median(of), Math.max(...of)].map(rounded)];
  const ours = { cssMs: rounded(median(times.css)), backendMs: rounded(median(times.backend)) };
  return {
    head: ['from the save, ms', 'least', 'median', 'most'],
    rows: [row('CSS line in the open page', times.css), row('backend line', times.backend)],
    ours,
    beside: null,
    ratio: null,
    goal: `a CSS line within ${CSS_MS} ms, a backend line within ${BACKEND_MS} ms`,
    met: ours.cssMs <= CSS_MS && ours.backendMs <= BACKEND_MS,
  };
};
