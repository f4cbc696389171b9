import { expect, type Locator, type Page } from '@playwright/test';
import { ADMIN, callAs } from './users';

/** The time left in the status bar of a lab. */
export const status = (page: Page): Locator => page.locator('.perijove-Status-button');

/** The popup above it. */
export const popup = (page: Page): Locator => page.locator('.perijove-Session');

/** Why a user's server stops, as the popup says it. */
export const reasonToStop = async (hub: Page, user = ADMIN): Promise<string> => {
  const { body } = await callAs(hub, 'GET', `/users/${user}/server/session`);
  return body['reason'] === 'extended'
    ? 'The session was extended. Your server runs until'
    : 'unless you use it before then.';
};

/** Minutes left in the session of a user, according to the hub. */
export const remainingMinutes = async (hub: Page, user = ADMIN): Promise<number> => {
  const { body } = await callAs(hub, 'GET', `/users/${user}/server/session`);
  return Number(body['remainingSeconds']) / 60;
};

const shownMinutes = async (page: Page): Promise<number> => {
  const text = (await status(page).textContent()) ?? '';
  const [, hours = '0', minutes] = /(?:(\d+) h )?(\d+) min left/.exec(text) ?? [];
  return Number(hours) * 60 + Number(minutes);
};

/** The lab shows what the hub says. */
export const expectSameTimeLeft = (page: Page, hub: Page): Promise<void> =>
  expect
    .poll(async () => Math.abs((await shownMinutes(page)) - (await remainingMinutes(hub))))
    .toBeLessThanOrEqual(1.5);
