import { expect, test } from '../platform/fixtures';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn } from '../platform/users';

test('a user with the scope for one group notifies only that group', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  const admin = await signedIn(browser, platform, ADMIN);
  for (const name of ['tess', 'ann', 'otto']) await makeUser(browser, platform, name);
  for (const [group, name] of [
    ['class-a', 'ann'],
    ['class-b', 'otto'],
    ['teachers', 'tess'],
  ]) {
    await callAs(admin.page, 'PUT', `/groups/${group}`, {});
    const filled = await callAs(admin.page, 'PUT', `/groups/${group}/users`, { add: [name] });
    expect(filled.status).toBe(200);
  }

  const tess = await signedIn(browser, platform, 'tess');
  const { page } = tess;
  await page.goto(`${platform.url}services/perijove/notifications`);
  const recipients = page.getByRole('group', { name: 'Recipients' });
  await expect(recipients.getByRole('radio')).toHaveCount(1);
  await expect(recipients.getByRole('checkbox')).toHaveCount(1);
  await recipients.getByRole('checkbox', { name: 'class-a' }).check();
  const message = page.getByLabel('Message', { exact: true });
  await message.fill('Bring your notebooks');
  await page.getByRole('button', { name: 'Send…' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Send', exact: true });
  await confirm.click();
  const report = page.getByRole('table', { name: /Delivery status by user/ });
  await expect(report.getByRole('row')).toHaveCount(2);
  await expect(report.getByRole('row', { name: /ann/ })).toBeVisible();

  const received = async (name: string): Promise<unknown> => {
    const user = await signedIn(browser, platform, name);
    const { body } = await callAs(user.page, 'GET', '/notifications?since=0');
    await user.context.close();
    return (body['notifications'] as { message: string }[]).map(one => one.message);
  };
  expect(await received('ann')).toEqual(['Bring your notebooks']);
  expect(await received('otto')).toEqual([]);
  expect(await received('tess')).toEqual([]);
  expect(await received(ADMIN)).not.toContain('Bring your notebooks');
  const sent = await callAs(page, 'GET', '/notifications/sent');
  expect((sent.body['items'] as { message: string }[]).map(one => one.message)).toEqual([
    'Bring your notebooks',
  ]);
  for (const audience of [{ to: 'all' }, { to: 'groups', groups: ['class-b'] }]) {
    const answer = await callAs(page, 'POST', '/notifications', { message: 'To you?', audience });
    expect(answer.status).toBe(403);
  }

  await test.step('a sender over the rate limit learns when to try again and keeps the text', async () => {
    await recipients.getByRole('checkbox', { name: 'class-a' }).check();
    await message.fill('One too many');
    await page.getByRole('button', { name: 'Send…' }).click();
    await expect(confirm).toBeVisible();
    const again = { message: 'Again', audience: { to: 'groups', groups: ['class-a'] } };
    await expect
      .poll(async () => (await callAs(page, 'POST', '/notifications', again)).status, {
        intervals: [0],
      })
      .toBe(429);
    await confirm.click();
    await expect(
      page.getByText(/Too many requests\. Nothing was changed\. Try again in \d seconds?\./),
    ).toBeVisible();
    await expect(message).toHaveValue('One too many');
  });
  await tess.context.close();
  await admin.context.close();
});
