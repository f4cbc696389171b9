import type { Page } from '@playwright/test';
import { consoleErrors } from '../../platform/console-errors';
import { expect, test } from '../../platform/fixtures';
import { ADMIN, ensureAdmin, pageSecret, signedIn, startLab } from '../../platform/users';

test.describe.configure({ mode: 'serial' });

/** The response that a script in a lab page gets for a URL of this host. */
const askedFromLab = (
  lab: Page,
  address: string,
  options: RequestInit = {},
): Promise<{ status: number; text: string }> =>
  lab.evaluate(
    async ([where, how]) => {
      const answer = await fetch(where, how);
      return { status: answer.status, text: await answer.text() };
    },
    [address, options] as const,
  );

test.describe('a script in a lab on the host of our pages', () => {
  let lab: Page;
  let close: () => Promise<void>;

  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    // The worst case: the visitor of the lab is an administrator.
    const { page, context } = await signedIn(browser, platform, ADMIN);
    lab = page;
    close = () => context.close();
    await startLab(lab, platform);
  });
  test.afterAll(async () => {
    await close();
  });

  test('gets neither data nor the secret with the cookie of the visitor', async () => {
    const api = '/services/perijove/api/v1';
    for (const disguise of ['', 'push'] as const) {
      // A script can forge the URL of its page, and the Referer with it.
      if (disguise === 'push') {
        await lab.evaluate(() => {
          history.pushState({}, '', '/services/perijove/users');
        });
      }
      for (const path of ['/me', '/users', '/settings', '/audit.csv']) {
        const { status, text } = await askedFromLab(lab, `${api}${path}`);
        expect([path, status]).toEqual([path, 403]);
        expect(text).toContain('xsrf_failed');
      }
      const ticket = await askedFromLab(lab, `${api}/tickets`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-XSRFToken': 'guessed' },
        body: '{}',
      });
      expect(ticket.status).toBe(403);
      for (const cache of ['default', 'force-cache', 'no-store'] as const) {
        const html = await askedFromLab(lab, '/services/perijove/', { cache });
        expect(html.status).toBe(403);
        expect(html.text).not.toContain('perijove-page');
      }
    }
  });

  test('cannot read the hub pages or their cookies', async () => {
    for (const path of ['/hub/token', '/hub/home', '/hub/api/user']) {
      const { status, text } = await askedFromLab(lab, path);
      expect([path, status]).toEqual([path, 403]);
      expect(text).not.toMatch(/xsrf_token|name="_xsrf"/);
    }
    // Nor from the browser cache after the user opened that page.
    const opened = await lab.context().newPage();
    await opened.goto(new URL('/hub/token', lab.url()).href);
    await opened.close();
    const kept = await askedFromLab(lab, '/hub/token', { cache: 'force-cache' });
    expect(kept.status).toBe(403);
    expect(kept.text).not.toContain('xsrf');
    // /hub/home redirects, and the target is protected as well.
    const cookies = await lab.evaluate(() => {
      history.pushState({}, '', '/hub/token');
      return document.cookie;
    });
    // The lab's own cookie is readable; those of the hub and our pages are not.
    const others = (await lab.context().cookies()).filter(({ path }) =>
      /^\/(hub|services)\//.test(path),
    );
    expect(others.length).toBeGreaterThan(1);
    for (const { name, path, value } of others) {
      expect([name, path, cookies.includes(value)]).toEqual([name, path, false]);
    }
  });

  for (const address of ['/services/perijove/account', '/hub/token']) {
    test(`can neither frame ${address} nor keep access to its window`, async () => {
      const framed = await lab.evaluate(async where => {
        const frame = document.createElement('iframe');
        frame.src = where;
        const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await loaded;
        let html = '';
        try {
          html = frame.contentDocument?.documentElement.outerHTML ?? '';
        } catch {
          // No access, as expected.
        }
        frame.remove();
        return html;
      }, address);
      expect(framed).not.toMatch(/perijove-page|_xsrf|xsrf_token/);

      const opened = lab.context().waitForEvent('page');
      const seen = await lab.evaluate(async where => {
        const other = window.open(where);
        for (let look = 0; look < 30; look++) {
          await new Promise(resolve => setTimeout(resolve, 100));
          if (other === null || other.closed) return 'severed';
          try {
            if (other.location.pathname === where) return 'held';
          } catch {
            return 'severed';
          }
        }
        return 'unknown';
      }, address);
      expect(seen).toBe('severed');
      await (await opened).close();
    });
  }
});

test.describe('our pages', () => {
  test('do not run a script of a lab that was injected into their HTML', async ({
    browser,
    platform,
  }) => {
    await ensureAdmin(browser, platform);
    const { page, context } = await signedIn(browser, platform, ADMIN);
    await context.route('**/user/mallory/files/*', route =>
      route.fulfill({ contentType: 'text/javascript', body: 'window.ranFromLab = true' }),
    );
    const pages = ['services/perijove/users', 'hub/token', 'services/perijove/api/v1/docs'];
    for (const path of pages) {
      await page.route(`${platform.url}${path}`, async route => {
        const answer = await route.fetch();
        const injected = '<script src="/user/mallory/files/attack.js"></script></head>';
        const body = (await answer.text()).replace('</head>', () => injected);
        await route.fulfill({ response: answer, body });
      });
      const blocked = consoleErrors(page);
      await page.goto(`${platform.url}${path}`);
      await expect.poll(() => blocked.join()).toContain('attack.js');
      expect(await page.evaluate(() => 'ranFromLab' in window)).toBe(false);
    }
    await context.close();
  });

  test('need nothing that their policy blocks', async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    const { page, context } = await signedIn(browser, platform, ADMIN);
    const complained = consoleErrors(page);
    const pages = ['', 'volumes', 'notifications', 'activity', 'users', 'groups', 'settings'];
    for (const path of [...pages, 'audit-log', 'account']) {
      await page.goto(`${platform.url}services/perijove/${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    // A CSV export is a link, which contains no secret.
    await page.goto(`${platform.url}services/perijove/audit-log`);
    const download = page.waitForEvent('download');
    await page.locator('a[href*="audit.csv"]').click();
    expect((await download).suggestedFilename()).toBe('audit.csv');
    expect(complained).toEqual([]);
    expect(await pageSecret(page)).not.toBe('');
    await context.close();
  });
});
