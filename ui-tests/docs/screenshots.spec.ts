import { expect, test, type Browser, type Page } from '@playwright/test';
import { labReady, newNotebook, runCell } from '../platform/lab';
import { ADMIN, logIn, makeUser, signUp } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';
import { takeScreenshots } from './screenshots';
import { quietLab, putNotebook, putText, sampleScript } from './sample-files';

test.describe.configure({ mode: 'serial' });

const users = ['ada', 'ben', 'chen', 'dana'] as const;
const SETTINGS = {
  // Scores and sizes within the minutes that this takes.
  JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL: '10',
  JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL: '60',
  JUPYTERHUB_IDLE_CULLER_TIMEOUT: '28800',
  JUPYTERHUB_IDLE_CULLER_MAX_EXTENSION: '24',
  PERIJOVE_LAB_MEMORY_LIMIT: '2G',
  PERIJOVE_LAB_CPU_LIMIT: '2',
};

let platform: Platform;
const pages = new Map<string, Page>();

/** The page of a user, opened once and signed in. */
const pageOf = async (browser: Browser, name: string): Promise<Page> => {
  const open = pages.get(name);
  if (open !== undefined) return open;
  const page = await (await browser.newContext()).newPage();
  await logIn(page, platform, name);
  pages.set(name, page);
  return page;
};

const at = (path: string): string => `${platform.url}services/perijove/${path}`;
const MESSAGE = 'The hub restarts at 18:00. Labs go on.';
/** Closes the toast in a lab; the notification stays in the lists. */
const hideToast = (page: Page): Promise<void> =>
  page
    .locator('.Toastify__toast', { hasText: MESSAGE })
    .locator('.jp-Notification-Toast-Close')
    .click();
/**
 * Waits until a lab has loaded. Chromium cancels requests whenever a container's
 * network interface appears on this machine; a reload helps.
 */
const wholeLab = async (page: Page): Promise<void> => {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await labReady(page);
    await page.waitForTimeout(3000);
    if ((await page.locator('.jp-Dialog').count()) === 0) return;
    await page.reload();
  }
};
/** Keeps a kernel busy for some seconds, for the plots. */
const compute = async (page: Page, seconds: number): Promise<void> => {
  await page.locator('.jp-Notebook .jp-CodeCell .cm-content').last().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  const loop = `while time.time() < end: sum(range(99999)); time.sleep(0.02)`;
  await page.keyboard.insertText(`import time; end = time.time() + ${seconds}\n${loop}`);
  await page.keyboard.press('Shift+Enter');
};
const start = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Start', exact: true }).click();

test.beforeAll(async () => {
  test.setTimeout(180_000);
  platform = await startPlatform('docker', SETTINGS);
});
test.afterAll(async () => {
  test.setTimeout(120_000);
  await platform.stop();
});

test('the sign-in page', async ({ browser }) => {
  const stranger = await (await browser.newContext()).newPage();
  await signUp(stranger, platform, ADMIN);
  await stranger.goto(`${platform.url}hub/login`);
  await takeScreenshots(stranger, 'login');
  for (const name of users) await makeUser(browser, platform, name);
  // Users exist after their first sign-in.
  await logIn(stranger, platform, 'dana');
  await stranger.context().close();
});

test('the home page while a server starts and runs', async ({ browser }) => {
  const ada = await pageOf(browser, 'ada');
  await ada.goto(at(''));
  for (const name of ['ben', 'chen']) await start(await pageOf(browser, name));
  await start(ada);
  await ada.getByLabel('Open JupyterLab when it is ready').uncheck();
  await expect(ada.getByText(/elapsed/)).toBeVisible();
  await ada.getByRole('heading', { name: 'Your server is starting' }).click();
  await takeScreenshots(ada, 'home-starting', { phone: true });
  await expect(ada.getByText('Your server is running')).toBeVisible({ timeout: 120_000 });
});

test('a lab with a notification', async ({ browser }) => {
  for (const name of ['ben', 'chen']) {
    const page = await pageOf(browser, name);
    await wholeLab(page);
    await newNotebook(page);
    await runCell(page, 'table = list(range(4_000_000)); print(len(table))', '4000000');
  }
  const ada = await pageOf(browser, 'ada');
  await ada.getByRole('link', { name: 'Open JupyterLab' }).click();
  await wholeLab(ada);
  await quietLab(ada);
  await putText(ada, 'sketch.py', sampleScript);
  await putNotebook(ada, 'perijove.ipynb');
  await putText(ada, 'measurements.csv', 'time,distance\n'.repeat(900_000));
  const lab = ada.url().replace(/\/lab.*/, '/lab');
  await ada.goto(`${lab}/tree/perijove.ipynb?reset`);
  await wholeLab(ada);
  await expect(ada.locator('#jp-bottom-panel')).toContainText('| Idle');
  await ada.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await ada.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
  await expect(ada.locator('.jp-Notebook .jp-RenderedSVG img')).toBeVisible();

  const admin = await pageOf(browser, ADMIN);
  await admin.goto(at('notifications'));
  await admin.getByLabel('Title (optional)').fill('Maintenance');
  await admin.getByLabel('Message', { exact: true }).fill(MESSAGE);
  await admin.getByLabel('Type').selectOption('warning');
  await takeScreenshots(admin, 'notifications-compose');
  await admin.getByRole('button', { name: /^Send…$/ }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Send', exact: true }).click();
  await expect(ada.locator('.Toastify').getByText(MESSAGE)).toBeVisible();
  await takeScreenshots(ada, 'lab-toast');
  const inbox = await (await pageOf(browser, 'ben')).context().newPage();
  await inbox.goto(at('notifications'));
  await inbox.getByRole('button', { name: /^Dismiss: / }).click();
  await inbox.close();
  const report = admin.getByRole('table', { name: /Delivery status by user/ });
  await expect(report.getByRole('row', { name: /ben/ })).toContainText(/Dismissed/);
  await admin.getByText('Sent to 5 users.').waitFor({ state: 'hidden', timeout: 30_000 });
  await takeScreenshots(admin, 'notifications-report', { whole: true });
});

test('the session popup', async ({ browser }) => {
  const ada = await pageOf(browser, 'ada');
  await hideToast(ada);
  await ada
    .locator('#jp-bottom-panel')
    .getByText(/ left$/)
    .click();
  await ada.getByRole('button', { name: /1 h/ }).first().click();
  await expect(ada.getByText('1 of 24 h used')).toBeVisible();
  await ada.waitForTimeout(4000);
  await takeScreenshots(ada, 'lab-session');
  await ada.keyboard.press('Escape');
  await compute(ada, 60);
});

test('the home page of a running server', async ({ browser }) => {
  test.setTimeout(400_000);
  const ada = await pageOf(browser, 'ada');
  await ada.goto(at(''));
  await expect(ada.getByText('Your server is running')).toBeVisible();
  // The first measurement of volumes comes a minute after they were made.
  await expect(ada.getByRole('listitem').filter({ hasText: 'workspace' })).toContainText(/MiB/, {
    timeout: 150_000,
  });
  await ada.waitForTimeout(8000);
  await takeScreenshots(ada, 'home-running', { phone: true });
});

test('volumes, and undoing a reset', async ({ browser }) => {
  const ada = await pageOf(browser, 'ada');
  await ada.goto(at(''));
  await ada.getByRole('button', { name: 'Stop', exact: true }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(ada.getByText('Your server is stopped')).toBeVisible();
  await takeScreenshots(ada, 'home-stopped', { phone: true });
  await ada.goto(at('volumes'));
  await expect(ada.getByRole('button', { name: 'Reset workspace' })).toBeEnabled();
  await takeScreenshots(ada, 'volumes');
  await ada.getByRole('button', { name: 'Reset workspace' }).click();
  await ada
    .getByRole('dialog')
    .getByRole('button', { name: /^Reset/ })
    .click();
  await expect(ada.getByText('Reset workspace.')).toBeVisible();
  await takeScreenshots(ada, 'volumes-undo');
});
