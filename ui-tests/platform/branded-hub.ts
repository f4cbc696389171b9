import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { galataInLabs } from './galata';
import { ADMIN, ensureAdmin, signedIn, startLab } from './users';
import { startPlatform, type Platform } from './platform';

/** The icon of the browser tab, all of one colour. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">
<rect width="64" height="64" fill="#146b53"/></svg>`;

/** A platform with a brand of its own, and the administrator's open lab. */
export interface BrandedHub {
  readonly platform: Platform;
  readonly context: BrowserContext;
  /** The lab; a test that leaves it comes back. */
  readonly lab: Page;
  /** A page of the hub, to look and to send from. */
  readonly hub: Page;
}

/** Tests of what users see in a lab, with one platform and one lab for all of them. */
export const test = base.extend<object, { branded: BrandedHub }>({
  branded: [
    async ({ browser }, use) => {
      const files = mkdtempSync(join(tmpdir(), 'perijove-brand-'));
      const icon = join(files, 'icon.svg');
      writeFileSync(icon, ICON);
      const settings = {
        PERIJOVE_NAME: 'Observatory',
        PERIJOVE_STAGE: 'staging',
        JUPYTERHUB_FAVICON_URI: pathToFileURL(icon).href,
        JUPYTERHUB_LAB_SPLASH_ICON_URI: 'file:///nowhere/splash.png',
      };
      const platform = await startPlatform('process', settings, galataInLabs);
      await ensureAdmin(browser, platform);
      const { context, page: lab } = await signedIn(browser, platform, ADMIN);
      await startLab(lab, platform);
      const hub = await context.newPage();
      await hub.goto(`${platform.url}services/perijove/notifications`);
      await use({ platform, context, lab, hub });
      await context.close();
      await platform.stop();
      rmSync(files, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from '@playwright/test';
