import type { Locator, Page } from '@playwright/test';
import { violations } from '../platform/axe';
import { pressUntilFocused } from '../platform/keyboard';
import { labReady, setSetting } from '../platform/lab';
import { centre, dismissAll, send, toast } from '../platform/notifications';
import { expect, test } from '../platform/branded-hub';
import { ADMIN, callAs } from '../platform/users';
import { popup, status } from '../platform/session';

test.describe.configure({ mode: 'serial' });

const THEMES = ['JupyterLab Light', 'JupyterLab Dark', 'JupyterLab Dark High Contrast'];
const PLUGIN = '@jupyterlab/apputils-extension:themes';
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 800 };
/** Longer than any element has room for. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk-and-more-without-a-gap';

/** A page of each theme, open until the server stops. */
const pages = new Map<string, Page>();

/** The element is completely visible, without clipping or horizontal scrolling. */
const isWhole = async (part: Locator): Promise<void> => {
  await expect(part).toBeVisible();
  const fits = await part.evaluate(node => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const cut = [node, ...node.querySelectorAll<HTMLElement>(':not(svg, svg *)')].filter(
      one =>
        one.scrollWidth > one.clientWidth + 1 &&
        !['visible', 'clip'].includes(getComputedStyle(one).overflowX) &&
        // The end of a sender's name may be cut off.
        getComputedStyle(one).textOverflow !== 'ellipsis',
    );
    return {
      within: left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1,
      cut: cut.map(one => one.getAttribute('class')),
    };
  });
  expect.soft(fits).toEqual({ within: true, cut: [] });
};

/** Problems that axe finds in one of our elements. */
const isAccessible = async (page: Page, part: string): Promise<void> => {
  expect.soft(await violations(page, part)).toEqual([]);
};

/** A toast after its animation, during which its colours belong to no theme. */
const atRest = async (page: Page, words: string): Promise<Locator> => {
  const found = toast(page, words);
  await expect(found).toBeVisible();
  await expect(found).not.toHaveClass(/Toastify--animate/);
  return found;
};

test.describe('in each theme, wide and narrow', () => {
  test.beforeAll(({ branded: { hub } }) => dismissAll(hub));
  test.afterAll(async () => {
    for (const page of pages.values()) await page.close();
    pages.clear();
  });

  for (const theme of THEMES) {
    test(`${theme}: all our elements are readable, complete and accessible`, async ({
      branded: { platform, context, lab, hub },
    }, testInfo) => {
      await setSetting(lab, PLUGIN, { theme });
      const page = await context.newPage();
      pages.set(theme, page);
      await page.setViewportSize(WIDE);
      await page.goto(`${platform.url}user/${ADMIN}/lab`);
      await labReady(page);
      await expect(page.locator('body')).toHaveAttribute('data-jp-theme-name', theme);
      const takeScreenshots = (name: string) =>
        page.screenshot({ path: testInfo.outputPath(`${name}.png`) });

      const tab = page.locator('.lm-TabBar-tab[data-id="perijove-notifications"]');
      await tab.click();
      await isWhole(centre(page));
      await isAccessible(page, '.perijove-Centre');
      await takeScreenshots('centre-empty');

      await send(hub, `A short word in ${theme}.`, { variant: 'success', autoCloseMs: 5000 });
      await send(hub, `${theme}: ${LONG}`, {
        title: LONG,
        variant: 'warning',
        actions: [
          { kind: 'extend', hours: 4 },
          { kind: 'restart' },
          { kind: 'link', label: 'What is new', url: 'https://example.org/news' },
        ],
      });
      await atRest(page, 'Donau');
      await isAccessible(page, '.jp-toastContainer');
      await takeScreenshots('toasts-wide');

      await status(page).click();
      await isWhole(popup(page));
      await isAccessible(page, '.perijove-Session');
      await isAccessible(page, '.perijove-Status');
      await takeScreenshots('popup-wide');
      await page.keyboard.press('Escape');

      await isWhole(centre(page));
      await expect(centre(page)).toContainText('What is new');
      await isAccessible(page, '.perijove-Centre');
      await takeScreenshots('centre-wide');

      await page.setViewportSize(PHONE);
      await isWhole(centre(page));
      await isAccessible(page, '.perijove-Centre');
      await takeScreenshots('centre-phone');
      await tab.click();
      await isWhole(await atRest(page, 'Donau'));
      await takeScreenshots('toasts-phone');
      await status(page).click();
      await isWhole(popup(page));
      await takeScreenshots('popup-phone');
      await page.keyboard.press('Escape');
      await page.setViewportSize(WIDE);
      await dismissAll(hub);
    });
  }

  test('a stop is shown in every theme, and the keyboard starts the server again', async ({
    branded: { lab, hub },
  }, testInfo) => {
    await setSetting(lab, PLUGIN, {});
    await lab.bringToFront();
    const stopped = await callAs(hub, 'POST', `/users/${ADMIN}/server/stop`, {});
    expect(stopped.status).toBe(202);
    for (const [theme, page] of pages) {
      await isWhole(page.locator('.jp-Dialog-content'));
      await expect(page.getByRole('dialog')).toContainText('Your server has stopped');
      await isAccessible(page, '.jp-Dialog');
      await page.screenshot({ path: testInfo.outputPath(`${theme}-stopped.png`) });
      await page.setViewportSize(PHONE);
      await isWhole(page.locator('.jp-Dialog-content'));
      await page.screenshot({ path: testInfo.outputPath(`${theme}-stopped-phone.png`) });
    }

    const dialog = lab.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Start again' })).toBeFocused();
    await lab.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(status(lab)).toHaveText('Server stopped');
    await pressUntilFocused(lab, 'Shift+Tab', status(lab));
    await lab.keyboard.press('Enter');
    await pressUntilFocused(lab, 'Tab', popup(lab).getByRole('button', { name: 'Start again' }));
    await lab.keyboard.press('Enter');
    await expect(lab).toHaveURL(/services\/perijove/);
    await labReady(lab);
    await expect(status(lab)).toContainText('left');
  });
});
