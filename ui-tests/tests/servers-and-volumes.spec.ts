import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { writeNotebook } from '../platform/lab';
import {
  ADMIN,
  callAs,
  ensureAdmin,
  makeUser,
  PASSWORD,
  signedIn,
  startLab,
} from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';

test.describe.configure({ mode: 'serial' });

const themes = ['light', 'dark'] as const;
const widths = [1280, 390];

/** Nothing scrolls sideways, in light and dark, wide and narrow. */
const fitsEverywhere = async (page: Page, name: string): Promise<void> => {
  for (const colorScheme of themes) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect([name, colorScheme, width, overflow <= 0]).toEqual([name, colorScheme, width, true]);
      const { outputDir } = test.info();
      await page.screenshot({ path: `${outputDir}/${name}-${colorScheme}-${width}.png` });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
};

const confirm = async (page: Page, title: string, button: string): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: title })).toBeVisible();
  await dialog.getByRole('button', { name: button }).click();
  await expect(dialog).toHaveCount(0);
};

test.describe('named servers, and volumes of all users', () => {
  let platform: Platform;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    // Under a path, as behind a shared proxy.
    const settings = { PERIJOVE_NAMED_SERVERS: '2', JUPYTERHUB_BASE_URL: '/jupyter' };
    platform = await startPlatform('process', settings);
    await ensureAdmin(browser, platform);
  });
  test.afterAll(() => platform.stop());

  /** The display name of a server, and its name. */
  const [TITLE, SLUG] = ['Größe zwei', 'grosse-zwei'];

  /** All ways back to the lab of a named server open the same notebook. */
  const leadsBack = async (lab: Page): Promise<void> => {
    const notebook = `${platform.url}user/${ADMIN}/${SLUG}/lab/tree/here.ipynb`;
    const cameBack = async (): Promise<void> => {
      await expect(lab).toHaveURL(/services\/perijove|hub\/login/);
      await expect(lab).toHaveURL(notebook, { timeout: 120_000 });
      await expect(lab.locator('.jp-Notebook .jp-Cell').first()).toBeVisible({ timeout: 60_000 });
    };
    await writeNotebook(lab, 'here.ipynb');
    await lab.goto(notebook);
    await expect(lab.locator('.jp-Notebook .jp-Cell').first()).toBeVisible({ timeout: 60_000 });

    await lab.getByRole('menuitem', { name: 'Hub', exact: true }).click();
    await lab.getByRole('menuitem', { name: 'Restart Server…' }).click();
    const restart = lab.getByRole('dialog');
    await expect(restart).toContainText('Restart your server?');
    await restart.getByRole('button', { name: 'Restart' }).click();
    await cameBack();

    // JupyterLab's dialog about a kernel that cannot start would cover ours.
    await expect(lab.locator('#jp-bottom-panel')).toContainText('| Idle', { timeout: 60_000 });
    // Stopped from another page, and signed out.
    const path = `/users/${ADMIN}/servers/${SLUG}/stop`;
    expect((await callAs(lab, 'POST', path, {})).status).toBe(202);
    const again = lab.getByRole('dialog').getByRole('button', { name: 'Start again' });
    await expect(again).toBeVisible({ timeout: 60_000 });
    await lab.context().clearCookies();
    await again.click();
    await expect(lab).toHaveURL(/hub\/login/);
    await lab.getByLabel('Username').fill(ADMIN);
    await lab.locator('#password_input').fill(PASSWORD);
    await lab.getByRole('button', { name: 'Sign in' }).click();
    await cameBack();

    const opened = lab.context().waitForEvent('page');
    await lab.getByRole('menuitem', { name: 'Hub', exact: true }).click();
    await lab.getByRole('menuitem', { name: 'Open Hub Home' }).click();
    const home = await opened;
    await expect(home).toHaveURL(`${platform.url}services/perijove/`);
    await home.close();

    // By its URL while it is stopped: JupyterHub's pages start it and redirect to it.
    expect((await callAs(lab, 'POST', path, {})).status).toBe(202);
    await expect(again).toBeVisible({ timeout: 60_000 });
    await lab.goto(notebook);
    await expect(lab.getByText(/is not running/)).toBeVisible();
    await lab.getByRole('link', { name: /^Start/ }).click();
    await expect(lab).toHaveURL(new RegExp(`${platform.url}hub/spawn-pending/${ADMIN}/${SLUG}`));
    // JupyterHub adds the number of redirects to the query.
    const back = ({ pathname }: URL): boolean => pathname === new URL(notebook).pathname;
    await expect(lab).toHaveURL(back, { timeout: 120_000 });
    await expect(lab.locator('.jp-Notebook .jp-Cell').first()).toBeVisible({ timeout: 60_000 });
  };

  test('a user starts, opens, stops and deletes a named server on the home page', async ({
    browser,
  }) => {
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/`);
    await expect(page.getByRole('heading', { name: 'Named servers' })).toBeVisible();
    await expect(page.getByText('0 of 2 used')).toBeVisible();
    await page.getByLabel('Name of a new server').fill(TITLE);
    await page.getByRole('button', { name: 'Start a new server' }).click();
    const row = page.getByRole('listitem').filter({ has: page.getByText(TITLE, { exact: true }) });
    const open = page.getByRole('link', { name: `Open ${TITLE}` });
    await expect(open).toBeVisible({ timeout: 120_000 });
    await expect(row.getByText('Running', { exact: true })).toBeVisible();
    await expect(page.getByText('1 of 2 used')).toBeVisible();
    await fitsEverywhere(page, 'named');

    const lab = await context.newPage();
    await lab.goto(new URL((await open.getAttribute('href')) ?? '', platform.url).href);
    await expect(lab.locator('#jp-main-dock-panel')).toBeVisible({ timeout: 60_000 });
    expect(new URL(lab.url()).pathname).toContain(`/user/${ADMIN}/${SLUG}/lab`);
    await leadsBack(lab);
    await lab.close();

    await page.reload();
    await page.getByRole('button', { name: `Stop ${TITLE}` }).click();
    await confirm(page, `Stop ${TITLE}?`, 'Stop');
    await expect(row.getByText('Stopped', { exact: true })).toBeVisible({ timeout: 60_000 });
    // The stopped server stays in the list and starts with one click.
    await expect(page.getByRole('button', { name: `Start ${TITLE}` })).toBeVisible();
    await page.getByRole('button', { name: `More actions for ${TITLE}` }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await confirm(page, `Delete ${TITLE}?`, 'Delete');
    await expect(row).toHaveCount(0);
    await expect(page.getByText('No named servers yet. Enter a name to start one.')).toBeVisible();
    await context.close();
  });

  /** Rita has a stopped server with measured volumes. */
  const useLab = async (browser: Browser): Promise<void> => {
    await makeUser(browser, platform, 'rita');
    const { page, context } = await signedIn(browser, platform, 'rita');
    await startLab(page, platform);
    await page.goto(`${platform.url}services/perijove/volumes`);
    const home = page.getByRole('list', { name: 'Your volumes' }).getByRole('listitem').first();
    await expect(home.getByText(/\d [KMG]iB/)).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Stop server' }).click();
    await confirm(page, 'Stop your server?', 'Stop');
    await expect(page.getByRole('button', { name: 'Reset home' })).toBeEnabled({ timeout: 60_000 });
    await context.close();
  };

  let context: BrowserContext;
  let page: Page;
  const openTab = async (name: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name }).click();
  };
  const entries = () =>
    page.getByRole('region', { name: 'Volumes in the trash' }).locator('tbody tr');

  test('an administrator resets a volume of a user and undoes it', async ({ browser }) => {
    await useLab(browser);
    ({ context, page } = await signedIn(browser, platform, ADMIN));
    await page.goto(`${platform.url}services/perijove/volumes`);
    await openTab('Trash');
    await expect(page.getByText('The trash is empty')).toBeVisible();
    await openTab('All volumes');
    await expect(page.getByRole('row', { name: /rita/ }).getByText(/[KMG]iB/)).toBeVisible();
    await fitsEverywhere(page, 'everyone');
    await page.getByRole('link', { name: 'Open the volumes of rita' }).click();
    await expect(page.getByRole('heading', { name: 'Volumes of rita' })).toBeVisible();

    await page.getByRole('button', { name: 'Reset home' }).click();
    const dialog = page.getByRole('dialog');
    // The dialog shows the volumes, their size and how long the reset can be undone.
    await expect(dialog).toContainText('home');
    await expect(dialog).toContainText(/[KMG]iB/);
    await expect(dialog).toContainText('You can undo this for 7 days.');
    await confirm(page, 'Reset this volume?', 'Reset');
    await expect(page.getByText('Reset home.')).toBeVisible();
    await page.getByRole('button', { name: 'Undo the reset of home' }).click();
    await expect(page.getByText('Restored the earlier version of home.')).toBeVisible();
  });

  test('the trash shows a reset volume with its size, restores it and deletes it', async () => {
    await page.getByRole('button', { name: 'Reset home' }).click();
    await confirm(page, 'Reset this volume?', 'Reset');
    await expect(page.getByText('Reset home.')).toBeVisible();
    await openTab('Trash');
    const filled = entries().filter({ hasText: 'version 1' });
    await expect(filled).toContainText(/rita.*home.*[KMG]iB/s);
    await expect(page.getByText(/^2 volumes, /)).toBeVisible();
    await fitsEverywhere(page, 'bin');

    await filled.getByRole('button', { name: 'Restore home of rita' }).click();
    await confirm(page, 'Restore this volume?', 'Restore');
    await expect(page.getByText('Restored 1 volume.')).toBeVisible();
    await expect(filled).toHaveCount(0);

    for (let left = await entries().count(); left > 0; left -= 1) {
      await entries()
        .first()
        .getByRole('button', { name: 'Delete home of rita permanently' })
        .click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('cannot be restored');
      await confirm(page, 'Delete this volume permanently?', 'Delete permanently');
      await expect(entries()).toHaveCount(left - 1);
    }
    await expect(page.getByText('The trash is empty')).toBeVisible();
    await context.close();
  });

  test('the user finds the restored files', async ({ browser }) => {
    const rita = await signedIn(browser, platform, 'rita');
    await rita.page.goto(`${platform.url}services/perijove/volumes`);
    const home = rita.page
      .getByRole('list', { name: 'Your volumes' })
      .getByRole('listitem')
      .first();
    await expect(home.getByText(/\d [KMG]iB/)).toBeVisible();
    await rita.context.close();
  });
});
