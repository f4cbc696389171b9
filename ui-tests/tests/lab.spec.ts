import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { labReady } from '../platform/lab';
import { ADMIN, callAs, ensureAdmin, signedIn, startLab } from '../platform/people';
import { startPlatform, type Platform } from '../platform/platform';

test.describe.configure({ mode: 'serial' });

const HOUR_MS = 3_600_000;
const toast = (page: Page, words: string) => page.locator('.Toastify').getByText(words);
const status = (page: Page) => page.locator('.perijove-Status-button');
const bell = (page: Page) => page.locator('.jp-Notification-Status');

test.describe('inside a lab', () => {
  let platform: Platform;
  let context: BrowserContext;
  let lab: Page;
  let hub: Page;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(240_000);
    platform = await startPlatform('process', {
      PERIJOVE_NAME: 'Observatory',
      PERIJOVE_STAGE: 'staging',
      JUPYTERHUB_LAB_SPLASH_ICON_URI: 'file:///nowhere/splash.png',
    });
    await ensureAdmin(browser, platform);
    ({ context, page: lab } = await signedIn(browser, platform, ADMIN));
    await startLab(lab, platform);
    hub = await context.newPage();
    await hub.goto(`${platform.url}services/perijove/notifications`);
  });
  test.afterAll(async () => {
    await context.close();
    await platform.stop();
  });

  const send = async (message: string, more: object = {}): Promise<string> => {
    const sent = await callAs(hub, 'POST', '/notifications', {
      message,
      audience: { to: 'all' },
      ...more,
    });
    expect(sent.status).toBe(201);
    return (sent.body['sent'] as { id: string }).id;
  };
  const stateOf = async (id: string): Promise<unknown> => {
    const { body } = await callAs(hub, 'GET', '/notifications?since=0');
    return (body['notifications'] as { id: string; state: string }[]).find(one => one.id === id)
      ?.state;
  };
  const remainingMinutes = async (): Promise<number> => {
    const { body } = await callAs(hub, 'GET', `/users/${ADMIN}/server/session`);
    return Number(body['remainingSeconds']) / 60;
  };
  const shownMinutes = async (page: Page): Promise<number> => {
    const text = (await status(page).textContent()) ?? '';
    const [, hours = '0', minutes] = /(?:(\d+) h )?(\d+) min left/.exec(text) ?? [];
    return Number(hours) * 60 + Number(minutes);
  };
  const agrees = (page: Page) =>
    expect
      .poll(async () => Math.abs((await shownMinutes(page)) - (await remainingMinutes())))
      .toBeLessThanOrEqual(1.5);

  test('the tab bears the name of the platform, the bar its stage, and a missing picture is told', async () => {
    await expect(lab).toHaveTitle(/Observatory/);
    await expect(lab.locator('#perijove-stage')).toHaveText('staging');
    await expect(hub.locator('.pj-stage')).toContainText('staging');
    expect(platform.log()).toContain('the lab-splash of the branding cannot be used');
    const icon = lab.locator('#jp-MainLogo img');
    await expect(icon).toBeVisible();
    const answer = await lab.request.get((await icon.getAttribute('src')) ?? '');
    expect(answer.headers()['cache-control']).toContain('immutable');
  });

  test('a message shows in each open tab, and dismissed in one it is gone in all', async () => {
    const second = await context.newPage();
    await second.goto(`${platform.url}user/${ADMIN}/lab`);
    await labReady(second);
    const id = await send('Two tabs');
    await expect(toast(second, 'Two tabs')).toBeVisible();
    await expect(toast(lab, 'Two tabs')).toBeVisible();
    await second
      .locator('.jp-toastContainer .Toastify__toast', { hasText: 'Two tabs' })
      .locator('.jp-Notification-Toast-Close')
      .click();
    await expect.poll(() => stateOf(id)).toBe('seen');
    // Seen, it still stands behind the bell and in the centre; there it is put away for good.
    await bell(second).click();
    await second
      .locator('.jp-Notification-List-Item', { hasText: 'Two tabs' })
      .getByTitle('Dismiss notification')
      .click();
    await expect.poll(() => stateOf(id)).toBe('dismissed');
    await expect(toast(lab, 'Two tabs')).toHaveCount(0);
    await second.close();
  });

  test('what was sent meanwhile waits, unless it expired; a reload shows nothing twice', async () => {
    await lab.goto('about:blank');
    await send('Too late', { expiresAt: new Date(Date.now() + 1500).toISOString() });
    const id = await send('While you were away');
    await expect
      .poll(async () => (await callAs(hub, 'GET', '/notifications?since=0')).body)
      .not.toEqual(
        expect.objectContaining({
          notifications: expect.arrayContaining([expect.objectContaining({ message: 'Too late' })]),
        }),
      );
    await lab.goto(`${platform.url}user/${ADMIN}/lab`);
    await labReady(lab);
    await expect(toast(lab, 'While you were away')).toBeVisible();
    await expect(toast(lab, 'Too late')).toHaveCount(0);
    await expect.poll(() => stateOf(id)).toBe('delivered');

    await lab.reload();
    await labReady(lab);
    // Once the bell has it, the toast would have come as well.
    await bell(lab).click();
    await expect(
      lab.locator('.jp-Notification-List-Item', { hasText: 'While you were away' }),
    ).toHaveCount(1);
    await expect(toast(lab, 'While you were away')).toHaveCount(0);
    await lab.getByTitle('Hide notifications').click();
    await expect(lab.locator('[data-perijove-unread="1"]')).toBeVisible();
  });

  test('a message can extend the session, and taking it back removes it everywhere', async () => {
    const before = await remainingMinutes();
    await send('Stay longer', { actions: [{ kind: 'extend', hours: 1 }] });
    await lab.getByRole('button', { name: 'Extend by 1 h' }).click();
    await expect.poll(remainingMinutes).toBeGreaterThan(before + 58);
    await agrees(lab);

    const id = await send('A mistake');
    await expect(toast(lab, 'A mistake')).toBeVisible();
    expect((await callAs(hub, 'POST', `/notifications/${id}/retract`, {})).status).toBe(200);
    await expect(toast(lab, 'A mistake')).toHaveCount(0);
    expect(await stateOf(id)).toBeUndefined();
  });

  test('the time left is right with a wrong clock, in another zone, and after a sleep', async ({
    browser,
  }) => {
    const { context: abroad, page } = await signedIn(browser, platform, ADMIN, {
      timezoneId: 'Asia/Tokyo',
    });
    await page.clock.install({ time: new Date(Date.now() + 5 * HOUR_MS) });
    await page.goto(`${platform.url}user/${ADMIN}/lab`);
    await labReady(page);
    await agrees(page);
    await status(page).click();
    const { body } = await callAs(hub, 'GET', `/users/${ADMIN}/server/session`);
    const there = new Intl.DateTimeFormat('en-US', {
      hour: 'numeric',
      minute: '2-digit',
      timeZone: 'Asia/Tokyo',
    }).format(Date.parse(String(body['deadline'])));
    await expect(page.locator('.perijove-Session')).toContainText(there);
    await page.keyboard.press('Escape');

    // Asleep: the network is gone, the clock jumps, and both come back.
    await abroad.setOffline(true);
    await send('While you slept');
    await page.clock.fastForward(2 * HOUR_MS);
    await abroad.setOffline(false);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await agrees(page);
    // Another page of theirs had shown it meanwhile: here it is listed, once.
    await bell(page).click();
    await expect(
      page.locator('.jp-Notification-List-Item', { hasText: 'While you slept' }),
    ).toHaveCount(1);
    await abroad.close();
  });

  test('do not disturb is respected: the message waits behind the bell', async () => {
    await setting(lab, '@jupyterlab/apputils-extension:notification', { doNotDisturbMode: true });
    await lab.reload();
    await labReady(lab);
    const id = await send('Do not disturb');
    await expect.poll(() => stateOf(id)).toBe('delivered');
    await bell(lab).click();
    await expect(
      lab.locator('.jp-Notification-List-Item', { hasText: 'Do not disturb' }),
    ).toBeVisible();
    await expect(toast(lab, 'Do not disturb')).toHaveCount(0);
    await lab.getByTitle('Hide notifications').click();
    await setting(lab, '@jupyterlab/apputils-extension:notification', {});
  });
});

/** Changes the settings of a JupyterLab plugin as its settings editor does. */
const setting = async (page: Page, plugin: string, values: object): Promise<void> => {
  const status = await page.evaluate(
    async ([id, raw]) => {
      const config = JSON.parse(
        document.getElementById('jupyter-config-data')?.textContent ?? '{}',
      ) as { baseUrl: string; token: string };
      const answer = await fetch(`${config.baseUrl}lab/api/settings/${id}`, {
        method: 'PUT',
        headers: { Authorization: `token ${config.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ raw }),
      });
      return answer.status;
    },
    [plugin, JSON.stringify(values)] as const,
  );
  expect(status).toBe(204);
};
