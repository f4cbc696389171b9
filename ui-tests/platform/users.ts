import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labReady } from './lab';
import type { Platform } from './platform';

/** The password of every account that tests make. */
export const PASSWORD = 'correct horse battery staple';

/** The one-time code for the first administrator, as `npm start` shows it; '' once it was used. */
export const firstAdminCode = ({ data }: Platform): string => {
  const file = join(data, 'secrets', 'first-admin-code');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
};

/** Fills the sign-up form, as a newcomer would. */
export const signUp = async (page: Page, platform: Platform, name: string): Promise<void> => {
  await page.goto(`${platform.url}hub/signup`);
  await page.getByLabel('Username').fill(name);
  const code = page.getByLabel('One-time code');
  if ((await code.count()) > 0) await code.fill(firstAdminCode(platform));
  await page.locator('#password_input').fill(PASSWORD);
  const again = page.locator('#password_confirmation_input, [name="signup_password_confirmation"]');
  if ((await again.count()) > 0) await again.first().fill(PASSWORD);
  await page.getByRole('button', { name: /sign up|create/i }).click();
};

/** Fills the login form; ends on the home page. */
export const logIn = async (page: Page, platform: Platform, name: string): Promise<void> => {
  await page.goto(`${platform.url}hub/login`);
  await page.getByLabel('Username').fill(name);
  await page.locator('#password_input').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/services\/perijove\//);
};

/** The tests' administrator; signs up on first use. */
export const ADMIN = 'admin';

/** A new browser with a signed-in user. */
export const signedIn = async (
  browser: Browser,
  platform: Platform,
  name: string,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await logIn(page, platform, name);
  return { context, page };
};

/** Creates an account: signs up and lets the administrator approve it. */
export const makeUser = async (
  browser: Browser,
  platform: Platform,
  name: string,
): Promise<void> => {
  const stranger = await browser.newContext();
  await signUp(await stranger.newPage(), platform, name);
  await stranger.close();
  const { context, page } = await signedIn(browser, platform, ADMIN);
  await page.goto(`${platform.url}hub/authorize`);
  // The request is pushed to the open page, or there when it opens.
  await page.getByRole('button', { name: `Approve ${name}` }).click();
  await expect(page.getByText(`Approved ${name}.`)).toBeVisible();
  await context.close();
};

/** Makes the tests' administrator unless it exists. */
export const ensureAdmin = async (browser: Browser, platform: Platform): Promise<void> => {
  const context = await browser.newContext();
  await signUp(await context.newPage(), platform, ADMIN);
  await context.close();
};

/** Opens the lab of a user from their home page, and starts the server if needed. */
export const startLab = async (page: Page, platform: Platform): Promise<void> => {
  await page.goto(`${platform.url}services/perijove/`);
  const start = page.getByRole('button', { name: 'Start', exact: true });
  const open = page.getByRole('link', { name: 'Open JupyterLab' });
  await start.or(open).first().click();
  await labReady(page);
};

/** Where our pages are, as seen from any page of the same platform. */
const pagesOf = (page: Page): string => {
  const { pathname } = new URL(page.url());
  const base = /^(.*?\/)(?:services|hub|user)\//.exec(pathname)?.[1] ?? '/';
  return new URL(`${base}services/perijove/`, page.url()).href;
};

/** What the HTML of our pages carries for the one who is signed in here, wherever the page is now. */
export const pageSecret = async (page: Page): Promise<string> => {
  const html = await page.context().request.get(pagesOf(page));
  return /name="perijove-page" content="([^"]+)"/.exec(await html.text())?.[1] ?? '';
};

/** Calls the public interface with the page's own session, as the page itself would. */
export const callAs = async (
  page: Page,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> =>
  page.evaluate(
    async ([verb, target, text, secret]) => {
      const response = await fetch(target, {
        method: verb,
        headers: { 'X-XSRFToken': secret, 'Content-Type': 'application/json' },
        ...(text === null ? {} : { body: text }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    [
      method,
      `${new URL(pagesOf(page)).pathname}api/v1${path}`,
      body === undefined ? null : JSON.stringify(body),
      await pageSecret(page),
    ] as const,
  );
