import { expect, test } from '../platform/fixtures';
import { newNotebook, runCell } from '../platform/lab';
import { callAs, ensureAdmin, makeUser, signedIn, startLab } from '../platform/users';

const OWNER = 'rita';

test('a killed backend restarts, the lab is not affected and the home page reconnects', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  // A separate user, because other tests extend the administrator's session.
  await makeUser(browser, platform, OWNER);
  const { context, page: lab } = await signedIn(browser, platform, OWNER);
  await startLab(lab, platform);
  await newNotebook(lab);
  await runCell(lab, 'x = 41; print(x)', '41');
  const home = await context.newPage();
  await home.goto(`${platform.url}services/perijove/`);
  await expect(home.getByText('Your server is running')).toBeVisible();

  const killed = await platform.killBackend();
  await runCell(lab, 'print(x + 1)', '42');
  await expect.poll(() => platform.backendPid(), { timeout: 40_000 }).not.toBe(null);
  expect(await platform.backendPid()).not.toBe(killed);

  // Kernel and session are the same; the pages show this without a reload.
  await runCell(lab, 'print(x + 2)', '43');
  await expect(lab.locator('#jp-bottom-panel').getByText(/ left$/)).toBeVisible();
  await expect
    .poll(async () => (await callAs(home, 'GET', `/users/${OWNER}/server`)).status, {
      timeout: 40_000,
    })
    .toBe(200);
  const extended = await callAs(home, 'POST', `/users/${OWNER}/server/session/extend`, {
    hours: 1,
  });
  expect(extended.status).toBe(200);
  await expect(home.getByText(/1 h of 24 h used/)).toBeVisible({ timeout: 60_000 });
  await expect(lab.locator('#jp-bottom-panel').getByText(/ left$/)).toHaveText(
    /^(3|2) h \d\d min left$/,
    { timeout: 60_000 },
  );
  await context.close();
});
