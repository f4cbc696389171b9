import type { Page } from '@playwright/test';
import { inLab } from '../platform/galata';
import { labReady, setSetting } from '../platform/lab';
import {
  inBell,
  bell,
  centre,
  dismissAll,
  send,
  deliveryState,
  toast,
} from '../platform/notifications';
import { expect, ICON, test } from '../platform/branded-hub';
import { ADMIN, callAs, signedIn } from '../platform/users';
import { expectSameTimeLeft, popup, remainingMinutes, status } from '../platform/session';

test.describe.configure({ mode: 'serial' });

const HOUR_MS = 3_600_000;

test.beforeAll(({ branded: { hub } }) => dismissAll(hub));

test('the tab shows the name of the platform, the bar its stage, and a missing image is reported', async ({
  branded: { platform, lab, hub },
}) => {
  await expect(lab).toHaveTitle(/Observatory/);
  await expect(hub).toHaveTitle('Notifications · Observatory');
  await expect(lab.locator('#perijove-stage')).toHaveText('staging');
  await expect(hub.locator('.pj-stage')).toContainText('staging');
  expect(platform.log()).toContain('cannot use the branding image lab-splash');
  const icon = lab.locator('#jp-MainLogo img');
  await expect(icon).toBeVisible();
  const answer = await lab.request.get((await icon.getAttribute('src')) ?? '');
  expect(answer.headers()['cache-control']).toContain('immutable');
});

test('a notification appears in all open tabs, and dismissing it in one removes it from all', async ({
  branded: { platform, context, lab, hub },
}) => {
  const second = await context.newPage();
  await second.goto(`${platform.url}user/${ADMIN}/lab`);
  await labReady(second);
  const id = await send(hub, 'Two tabs');
  await expect(toast(second, 'Two tabs')).toBeVisible();
  await expect(toast(lab, 'Two tabs')).toBeVisible();
  await toast(second, 'Two tabs').locator('.jp-Notification-Toast-Close').click();
  await expect.poll(() => deliveryState(hub, id)).toBe('seen');
  // A seen notification stays in the bell's list and in the centre until it is dismissed.
  await bell(second).click();
  await inBell(second, 'Two tabs').getByTitle('Dismiss notification').click();
  await expect.poll(() => deliveryState(hub, id)).toBe('dismissed');
  await expect(toast(lab, 'Two tabs')).toHaveCount(0);
  await second.close();
});

test('notifications sent while away appear unless they expired, and a reload shows none twice', async ({
  branded: { platform, lab, hub },
}) => {
  await lab.goto('about:blank');
  await send(hub, 'Too late', { expiresAt: new Date(Date.now() + 1500).toISOString() });
  const id = await send(hub, 'While you were away');
  await expect
    .poll(async () => (await callAs(hub, 'GET', '/notifications?since=0')).body)
    .not.toEqual(
      expect.objectContaining({
        notifications: expect.arrayContaining([expect.objectContaining({ message: 'Too late' })]),
      }),
    );
  // An open centre of another test would mark it as seen.
  await lab.goto(`${platform.url}user/${ADMIN}/lab?reset`);
  await labReady(lab);
  await expect(toast(lab, 'While you were away')).toBeVisible();
  await expect(toast(lab, 'Too late')).toHaveCount(0);
  await expect.poll(() => deliveryState(hub, id)).toBe('delivered');

  await lab.reload();
  await labReady(lab);
  // When the bell has it, a toast would have appeared too.
  await bell(lab).click();
  await expect(inBell(lab, 'While you were away')).toHaveCount(1);
  await expect(toast(lab, 'While you were away')).toHaveCount(0);
  await lab.getByTitle('Hide notifications').click();
  await expect(lab.locator('[data-perijove-unread="1"]')).toBeVisible();
});

test('many notifications show a few toasts, and the list has the rest', async ({
  branded: { platform, lab, hub },
}) => {
  await dismissAll(hub);
  await lab.goto('about:blank');
  for (let index = 1; index <= 13; index += 1) await send(hub, `Waiting ${index}`);
  await send(hub, 'The disk fills up', { variant: 'error' });
  await lab.setViewportSize({ width: 1280, height: 720 });
  await lab.goto(`${platform.url}user/${ADMIN}/lab?reset`);
  await labReady(lab);
  const more = toast(lab, '11 more notifications are in the list.');
  await expect(more).toBeVisible();
  await expect(toast(lab, 'The disk fills up')).toBeVisible();
  await expect(toast(lab, 'Waiting')).toHaveCount(2);
  for (const size of [
    { width: 1280, height: 720 },
    { width: 390, height: 500 },
  ]) {
    await lab.setViewportSize(size);
    const box = await lab.locator('.jp-toastContainer').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
  }
  await lab.setViewportSize({ width: 1280, height: 720 });
  await more.getByRole('button', { name: 'Show all' }).click();
  await expect(more).toHaveCount(0);
  await expect(centre(lab).getByText('Waiting 13')).toBeVisible();
  await lab.goto(`${platform.url}user/${ADMIN}/lab?reset`);
  await labReady(lab);
  await dismissAll(hub);
});

test('a notification can extend the session, and recalling it removes it everywhere', async ({
  branded: { lab, hub },
}) => {
  const before = await remainingMinutes(hub);
  await send(hub, 'Stay longer', { actions: [{ kind: 'extend', hours: 1 }] });
  await lab.getByRole('button', { name: 'Extend by 1 h' }).click();
  await expect.poll(() => remainingMinutes(hub)).toBeGreaterThan(before + 58);
  await expectSameTimeLeft(lab, hub);

  const id = await send(hub, 'A mistake');
  await expect(toast(lab, 'A mistake')).toBeVisible();
  expect((await callAs(hub, 'POST', `/notifications/${id}/recall`, {})).status).toBe(200);
  await expect(toast(lab, 'A mistake')).toHaveCount(0);
  expect(await deliveryState(hub, id)).toBeUndefined();
});

test('the time left is correct with a wrong clock, in another time zone and after sleep', async ({
  browser,
  branded: { platform, hub },
}) => {
  const { context: abroad, page } = await signedIn(browser, platform, ADMIN, {
    timezoneId: 'Asia/Tokyo',
  });
  await page.clock.install({ time: new Date(Date.now() + 5 * HOUR_MS) });
  await page.goto(`${platform.url}user/${ADMIN}/lab`);
  await labReady(page);
  await expectSameTimeLeft(page, hub);
  await status(page).click();
  const { body } = await callAs(hub, 'GET', `/users/${ADMIN}/server/session`);
  const there = new Intl.DateTimeFormat('en-US', {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'Asia/Tokyo',
  }).format(Date.parse(String(body['deadline'])));
  await expect(popup(page)).toContainText(there);
  await page.keyboard.press('Escape');

  // Sleep: the network disconnects, the clock jumps, and the network returns.
  await abroad.setOffline(true);
  await send(hub, 'While you slept');
  await page.clock.fastForward(2 * HOUR_MS);
  await abroad.setOffline(false);
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expectSameTimeLeft(page, hub);
  // Another page showed it meanwhile; here it is listed once.
  await bell(page).click();
  await expect(inBell(page, 'While you slept')).toHaveCount(1);
  await abroad.close();
});

test('do not disturb is respected: the notification is in the list of the bell', async ({
  branded: { lab, hub },
}) => {
  await setSetting(lab, '@jupyterlab/apputils-extension:notification', { doNotDisturbMode: true });
  await lab.reload();
  await labReady(lab);
  const id = await send(hub, 'Do not disturb');
  await expect.poll(() => deliveryState(hub, id)).toBe('delivered');
  await bell(lab).click();
  await expect(inBell(lab, 'Do not disturb')).toBeVisible();
  await expect(toast(lab, 'Do not disturb')).toHaveCount(0);
  await lab.getByTitle('Hide notifications').click();
  await setSetting(lab, '@jupyterlab/apputils-extension:notification', {});
});

/** The colour in the upper left corner of an image, and of the dot of a busy lab. */
const coloursOf = (page: Page, picture: string): Promise<{ corner: string; dot: string }> =>
  page.evaluate(async source => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext('2d');
    pen?.drawImage(image, 0, 0, 64, 64);
    const colour = (x: number, y: number): string =>
      [...(pen?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3).join(' ');
    return { corner: colour(8, 8), dot: colour(48, 48) };
  }, picture);

test('the tab has the branding icon on every page, with a dot while a kernel is busy', async ({
  browser,
  branded: { platform, lab, hub },
}) => {
  const stranger = await browser.newContext();
  const login = await stranger.newPage();
  await login.goto(`${platform.url}hub/login`);
  for (const page of [login, hub]) {
    const href = await page
      .locator('link[rel="icon"]')
      .evaluate(link => (link as HTMLLinkElement).href);
    expect(await (await page.request.get(href)).text()).toBe(ICON);
  }
  await stranger.close();

  // JupyterLab has a link for each state and uses one of them as the icon.
  const icon = lab.locator('link.favicon[rel="icon"]');
  await expect(icon).toHaveClass(/idle/);
  const idle = (await icon.getAttribute('href')) ?? '';
  expect(await (await lab.request.get(idle)).text()).toBe(ICON);
  // Galata waits for frames, which a page in the background does not draw.
  await lab.bringToFront();
  const { notebook } = await inLab(lab);
  await notebook.createNew();
  await notebook.setCell(0, 'code', 'import time; time.sleep(5)');
  await notebook.runCell(0, { wait: false });
  await expect(icon).toHaveClass(/busy/);
  const busy = await coloursOf(lab, (await icon.getAttribute('href')) ?? '');
  const { corner } = await coloursOf(lab, idle);
  expect(busy.corner).toBe(corner);
  expect(busy.dot).not.toBe(corner);
  await expect(icon).toHaveClass(/idle/);
});

test('the extensions use the language of JupyterLab, with its plural forms', async ({
  branded: { lab, hub },
}) => {
  await lab.bringToFront();
  await setSetting(lab, '@jupyterlab/translation-extension:plugin', { locale: 'fr_FR' });
  await lab.reload();
  await labReady(lab);
  await expect(status(lab)).toHaveText(/^encore\s(\d+\sh\s)?\d+\smin$/);
  await status(lab).click();
  await expect(popup(lab).getByRole('heading', { name: 'Prolonger' })).toBeVisible();
  await popup(lab).getByRole('button', { name: 'Redémarrer le serveur…' }).waitFor();
  await lab.keyboard.press('Escape');
  await send(hub, 'Bonjour', { actions: [{ kind: 'extend', hours: 1 }] });
  await expect(
    toast(lab, 'Bonjour').getByRole('button', { name: /^Prolonger de 1\sh$/ }),
  ).toBeVisible();
  await setSetting(lab, '@jupyterlab/translation-extension:plugin', {});
  await lab.reload();
  await labReady(lab);
  await expect(status(lab)).toHaveText(/ left$/);
  await dismissAll(hub);
});
