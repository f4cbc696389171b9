import { expect, test } from '../platform/fixtures';
import { ADMIN, ensureAdmin, signedIn } from '../platform/people';

const COUNT = 500;

test.describe('five hundred accounts at once', () => {
  test.beforeAll(({ browser, platform }) => ensureAdmin(browser, platform));

  test('are made while one watches, and two bad rows cost none of the others', async ({
    browser,
    platform,
  }) => {
    test.setTimeout(240_000);
    const { context, page } = await signedIn(browser, platform, ADMIN);
    await page.goto(`${platform.url}services/perijove/users`);
    await page.getByRole('button', { name: 'Add users' }).first().click();
    const dialog = page.getByRole('dialog');
    const names = Array.from({ length: COUNT }, (_, index) => `batch-${index}`);
    await dialog
      .getByRole('textbox')
      .first()
      .fill([...names, 'no/name', ADMIN].join('\n'));
    await expect(dialog.getByText('500 names can be added')).toBeVisible();
    await dialog.getByRole('button', { name: 'Add 500 users' }).click();

    // The hub goes on answering: each look is answered before the next one begins.
    let looks = 0;
    const progress = dialog.getByRole('progressbar');
    await expect(progress).toBeVisible();
    const seen = new Set<string>();
    const done = page.getByRole('button', { name: 'Download CSV' });
    while (!(await done.isVisible())) {
      const answer = await fetch(`${platform.url}hub/api/`);
      expect(answer.status).toBe(200);
      looks += 1;
      if (await progress.isVisible()) {
        const now = progress.getAttribute('aria-valuenow', { timeout: 500 });
        seen.add((await now.catch(() => null)) ?? '');
      }
    }
    expect(looks).toBeGreaterThan(10);
    expect(seen.size).toBeGreaterThan(5);
    const download = page.waitForEvent('download');
    await done.click();
    const stream = await (await download).createReadStream();
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    const rows = text.trim().split(/\r?\n/);
    expect(rows.filter(row => row.includes('batch-'))).toHaveLength(COUNT);
    await context.close();
  });
});
