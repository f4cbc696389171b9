import { readFile } from 'node:fs/promises';
import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, signedIn } from '../platform/users';

/** Fifteen requests of the page; `npm run bench -- accounts` makes five hundred. */
const COUNT = 150;

test.describe('a batch of accounts', () => {
  test.beforeAll(({ browser, platform }) => ensureAdmin(browser, platform));

  test('is created with progress, and two invalid rows do not affect the others', async ({
    browser,
    platform,
  }) => {
    // Password hashing is slow on purpose.
    test.setTimeout(300_000);
    const { context, page } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/users`);
    await page.getByRole('button', { name: 'Add users' }).first().click();
    const dialog = page.getByRole('dialog');
    const names = Array.from({ length: COUNT }, (_, index) => `batch-${index}`);
    await dialog
      .getByRole('textbox')
      .first()
      .fill([...names, 'no/name', ADMIN].join('\n'));
    await expect(dialog.getByText(`${COUNT} users can be added`)).toBeVisible();
    await expect(dialog.getByRole('row', { name: 'no/name cannot contain /' })).toBeVisible();
    await dialog.getByRole('button', { name: `Add ${COUNT} users` }).click();

    // Another user opens a hub page every second and gets it.
    const steps = new Set<string>();
    const done = page.getByRole('button', { name: 'Download CSV' });
    await expect
      .poll(
        async () => {
          expect((await fetch(`${platform.url}hub/login`)).status).toBe(200);
          for (const bar of await dialog.getByRole('progressbar').all()) {
            const now = await bar.getAttribute('aria-valuenow', { timeout: 500 }).catch(() => null);
            if (now !== null) steps.add(now);
          }
          return done.isVisible();
        },
        { intervals: [1000], timeout: 260_000 },
      )
      .toBe(true);
    expect(steps.size).toBeGreaterThan(5);

    const download = page.waitForEvent('download');
    await done.click();
    const text = await readFile(await (await download).path(), 'utf8');
    const rows = text.trim().split(/\r?\n/);
    expect(rows.filter(row => /^"?batch-\d+"?,.*\S/.test(row))).toHaveLength(COUNT);
    await context.close();
  });
});
