import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { galataInLabsOf, inLab } from '../platform/galata';
import { labApi, runInTerminal } from '../platform/lab';
import { toast } from '../platform/notifications';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn, startLab } from '../platform/users';
import { LAB_IMAGE, startPlatform, type Platform } from '../platform/platform';

test.describe.configure({ mode: 'serial' });

const IDLE_MS = 60_000;
/** Longer than the idle timeout plus the interval of the culler. */
const BUSY_MS = 70_000;
const WARNING = 'Your server stops at';

/** Counts toasts with the warning from now on; the returned function reads the count. */
const countWarnings = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(words => {
    let count = 0;
    new MutationObserver(changes => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.textContent?.includes(words)) count += 1;
      }
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { warnings: () => count });
  }, WARNING);
  return () => page.evaluate(() => (window as unknown as { warnings: () => number }).warnings());
};

test.describe('with an idle timeout of one minute', () => {
  let platform: Platform;
  let busy: { context: BrowserContext; page: Page };
  let idle: { context: BrowserContext; page: Page };
  let home: Page;
  let busyAtMs: number;
  /** Users with idle tabs, and what runs in their labs. */
  const unseen: BrowserContext[] = [];
  let stopAsking: () => void;
  let leftAtMs: number;

  /** A program in a terminal, without an open page. */
  const workBehindClosedTab = async (browser: Browser): Promise<void> => {
    await makeUser(browser, platform, 'cora');
    const { context, page } = await signedIn(browser, platform, 'cora');
    unseen.push(context);
    await startLab(page, platform);
    // Minimal work: no output, hardly any CPU, no kernel.
    await runInTerminal(page, 'while true; do date >> ~/ticks; sleep 2; done');
    await page.goto('about:blank');
  };

  /** An idle tab, and a program elsewhere that uses the API of the lab. */
  const useBesideIdleTab = async (browser: Browser): Promise<void> => {
    await makeUser(browser, platform, 'dora');
    const { context, page } = await signedIn(browser, platform, 'dora');
    unseen.push(context);
    await startLab(page, platform);
    const { url, token } = await labApi(page);
    const timer = setInterval(() => {
      void fetch(`${url}api/contents`, { headers: { Authorization: `token ${token}` } });
    }, 7000);
    stopAsking = () => {
      clearInterval(timer);
    };
  };

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(360_000);
    const settings = {
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: '60',
      JUPYTERHUB_IDLE_CULLER_INTERVAL: '5',
      // The whole extension: 36 seconds.
      JUPYTERHUB_IDLE_CULLER_MAX_EXTENSION: '0.01',
      // 54 seconds before the end.
      PERIJOVE_WARN_MINUTES: '0.9',
    };
    // Only the lab with the busy kernel; the idle one has the default setup.
    platform = await startPlatform('docker', settings, await galataInLabsOf('ben', LAB_IMAGE));
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, 'ben');
    busy = await signedIn(browser, platform, 'ben');
    await startLab(busy.page, platform);
    const { notebook } = await inLab(busy.page);
    await notebook.createNew();
    await notebook.setCell(0, 'code', `import time; time.sleep(${BUSY_MS / 1000}); print("slept")`);
    await notebook.runCell(0, { wait: false });
    busyAtMs = Date.now();
    idle = await signedIn(browser, platform, ADMIN);
    home = await idle.context.newPage();
    await home.goto(`${platform.url}services/perijove/`);
    await workBehindClosedTab(browser);
    await useBesideIdleTab(browser);
    leftAtMs = Date.now();
  });
  test.afterAll(async () => {
    stopAsking();
    await Promise.all(unseen.map(context => context.close()));
    await busy.context.close();
    await idle.context.close();
    await platform.stop();
  });

  test('an idle tab is warned once per deadline, then its server stops and the page says why', async () => {
    test.setTimeout(300_000);
    const { page } = idle;
    await startLab(page, platform);
    // JupyterLab polls its server for kernels and sessions meanwhile.
    let asked = 0;
    page.on('request', request => {
      if (request.url().includes('/api/')) asked += 1;
    });

    const warning = toast(page, WARNING);
    await expect(warning).toBeVisible({ timeout: 60_000 });
    await warning.getByRole('button', { name: 'Extend by 1 h' }).click();
    await expect(warning).toHaveCount(0);
    await expect(toast(page, '0.01 h added')).toBeVisible();

    // A new deadline causes a new warning, once.
    await expect(warning).toBeVisible({ timeout: 90_000 });
    await expect(warning).toHaveCount(1);
    await warning.getByRole('button', { name: 'Dismiss' }).click();
    await expect(warning).toHaveCount(0);
    const warningsSince = await countWarnings(page);

    const dialog = page.getByRole('dialog');
    const why = /Stopped at \d\d:\d\d after \d min without activity\. Your files are safe\./;
    await expect(dialog).toContainText('Your server has stopped', { timeout: 120_000 });
    await expect(dialog).toContainText(why);
    await expect(home.getByText(why)).toBeVisible();
    expect(await warningsSince()).toBe(0);
    expect(asked).toBeGreaterThan(3);
  });

  test('a busy kernel keeps its server running until a minute after it is done', async () => {
    test.setTimeout(240_000);
    const { page, context } = busy;
    const { notebook } = await inLab(page);
    // The server may have stopped since; the page says so and keeps the output.
    await expect
      .poll(() => notebook.getCellTextOutput(0), { timeout: BUSY_MS + 20_000 })
      .toEqual(['slept\n']);
    const hub = await context.newPage();
    await hub.goto(`${platform.url}services/perijove/`);
    const server = async (): Promise<Record<string, unknown>> =>
      (await callAs(hub, 'GET', '/users/ben/server')).body;
    await expect.poll(async () => (await server())['phase'], { timeout: 150_000 }).toBe('stopped');
    const { stoppedAt, stopReason } = await server();
    // Some seconds less: the culler may have run just before the cell was done.
    expect(Date.parse(String(stoppedAt)) - busyAtMs).toBeGreaterThan(BUSY_MS + IDLE_MS - 10_000);
    expect(stopReason).toContain('without activity');
  });

  test('a program in a terminal and an API client keep their servers running, with and without a tab', async () => {
    // Longer than the idle timeout, twice; the other tests have taken most of it.
    await home.waitForTimeout(Math.max(0, leftAtMs + 2 * IDLE_MS + 10_000 - Date.now()));
    for (const name of ['cora', 'dora']) {
      const { body } = await callAs(home, 'GET', `/users/${name}/server`);
      expect([name, body['phase'], body['stopReason']]).toEqual([name, 'running', null]);
    }
    stopAsking();
    await expect
      .poll(async () => (await callAs(home, 'GET', '/users/dora/server')).body['phase'], {
        timeout: 120_000,
      })
      .toBe('stopped');
    expect((await callAs(home, 'GET', '/users/cora/server')).body['phase']).toBe('running');
  });
});
