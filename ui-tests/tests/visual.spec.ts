import { expect, test, type Browser, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hubConfig } from '../../scripts/setup/platform.mjs';
import { expectAccessible } from '../platform/axe';
import { consoleErrors } from '../platform/console-errors';
import { ADMIN, callAs, PASSWORD, signedIn } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';

/** Labs do not start while this file exists. */
const hold = join(mkdtempSync(join(tmpdir(), 'perijove-hold-')), 'hold');

/** Secret that signs the approval links in emails. */
const KEY = 'a key of this test alone';

/** A hub with all optional fields: codes, email addresses, terms, an options form. */
const MORE = `
c.PerijoveAuthenticator.allow_2fa = True
c.PerijoveAuthenticator.ask_email_on_signup = True
c.PerijoveAuthenticator.allow_self_approval_for = r'.*@approves-itself\\.example$'
c.PerijoveAuthenticator.secret_key = '${KEY}'
c.PerijoveAuthenticator.tos = 'I accept the <a href="/terms">terms of use</a>.'
c.PerijoveSpawner.cmd = [
    "sh", "-c",
    'echo Reading settings; while [ -e ${hold} ]; do sleep 0.2; done; exec jupyterhub-singleuser --allow-root "$@"',
    "sh",
]
c.PerijoveSpawner.options_form = """
<label class="form-label" for="course">Course</label>
<select class="form-select" id="course" name="course">
  <option value="a">Introduction to data analysis</option>
  <option value="b">Machine learning</option>
</select>
"""
# A form that nothing follows is not shown.
def follow(spawner):
    spawner.environment["COURSE"] = str((spawner.user_options or {}).get("course", ""))
c.PerijoveSpawner.pre_spawn_hook = follow
async def slowly(spawner):
    import asyncio, os
    while os.path.exists(${JSON.stringify(`${hold}-stop`)}):
        await asyncio.sleep(0.2)
c.PerijoveSpawner.post_stop_hook = slowly
`;

/** The approval link of an email. */
const confirmation = (name: string): string => {
  const python = join(dirname(hubConfig), '..', '.venv', 'bin', 'python');
  const database = join(platform.data, 'hub', 'jupyterhub.sqlite');
  const sign = [
    'import sys',
    'from nativeauthenticator.orm import UserInfo',
    'from perijove.accounts.approval_links import slug_for',
    'from sqlalchemy import create_engine',
    'from sqlalchemy.orm import Session',
    'with Session(create_engine("sqlite:///" + sys.argv[3])) as db:',
    '    account = db.query(UserInfo).filter_by(username=sys.argv[1]).one()',
    '    account.login_email_sent = True',
    '    db.commit()',
    '    print(slug_for(account, sys.argv[2]))',
  ].join('\n');
  const slug = execFileSync(python, ['-c', sign, name, KEY, database], { encoding: 'utf8' }).trim();
  return hub(`confirm/${slug}`);
};

/** The longest valid user name. */
const LONG = 'a-name-that-is-as-long-as-names-may-be.of-the-faculty-of-physics';

/** Must choose a password first. */
const NEW = 'newcomer';

test.describe.configure({ mode: 'serial' });

let platform: Platform;
const hub = (path: string): string => `${platform.url}hub/${path}`;
const ours = (path: string): string => `${platform.url}services/perijove/${path}`;

/** Uses a page and expects no console errors. */
const look = async (
  browser: Browser,
  name: string | null,
  use: (page: Page) => Promise<void>,
): Promise<void> => {
  const { context, page } =
    name === null
      ? await browser
          .newContext()
          .then(async made => ({ context: made, page: await made.newPage() }))
      : await signedIn(browser, platform, name);
  const found = consoleErrors(page);
  await use(page);
  expect(found).toEqual([]);
  await context.close();
};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  const seeded = { JUPYTERHUB_ADMIN: ADMIN, JUPYTERHUB_ADMIN_PASSWORD: PASSWORD };
  platform = await startPlatform('process', seeded, MORE);
  const { page, context } = await signedIn(browser, platform, ADMIN);
  const usernames = ['ada', LONG, NEW];
  await callAs(page, 'POST', '/users', { usernames, mustChangePassword: false });
  for (const name of usernames) {
    const body = { password: PASSWORD, mustChange: name === NEW };
    expect((await callAs(page, 'POST', `/users/${name}/password`, body)).status).toBe(200);
  }
  await context.close();
});
test.afterAll(async () => {
  for (const file of [hold, `${hold}-stop`]) rmSync(file, { force: true });
  await platform.stop();
});

test('sign-up and sign-in with all optional fields', async ({ browser }) => {
  test.setTimeout(280_000);
  await look(browser, null, async page => {
    await page.goto(hub('login'));
    await expectAccessible(page, 'hub-login');
    await page.getByLabel('Username').fill('nobody');
    await page.locator('#password_input').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('.alert-danger')).toBeVisible();
    await expectAccessible(page, 'hub-login-wrong');
    await page.goto(hub('signup'));
    await expectAccessible(page, 'hub-signup');
    await page.getByLabel('Username').fill('careful');
    await page.getByLabel('Email').fill('careful@example.org');
    for (const field of ['password_input', 'password_confirmation_input']) {
      await page.locator(`#${field}`).fill(PASSWORD);
    }
    await page.getByLabel('Use two-factor authentication').check();
    await page.locator('#tos_check').check();
    await page.getByRole('button', { name: 'Sign up' }).click();
    await expect(page.getByText('two-factor secret')).toBeVisible();
    await expectAccessible(page, 'hub-signup-done');
    await page.goto(hub('login'));
    await page.getByLabel('Username').fill(NEW);
    await page.locator('#password_input').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose your password');
    await expectAccessible(page, 'hub-first-password');
    await page.goto(hub('confirm/nobody-signed-this'));
    await expectAccessible(page, 'hub-confirm-unknown');
    await page.goto(confirmation('careful'));
    await expectAccessible(page, 'hub-confirm');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByText('careful can sign in now.')).toBeVisible();
    await expectAccessible(page, 'hub-confirm-done');
  });
});

test('hub pages of a signed-in user', async ({ browser }) => {
  test.setTimeout(280_000);
  await look(browser, LONG, async page => {
    await page.goto(hub('change-password'));
    await expectAccessible(page, 'hub-change-password');
    await page.goto(hub('token'));
    await page.locator('#token-note').fill('for a script that runs every night');
    await page.getByRole('button', { name: 'Request new API token' }).click();
    await expect(page.locator('#token-result')).toHaveText(/^[0-9a-f]{32}$/);
    await expectAccessible(page, 'hub-token');
    await page.goto(hub('nowhere'));
    await expectAccessible(page, 'hub-404');
    await page.goto(hub('error/503'));
    await expectAccessible(page, 'hub-503');
    await page.goto(hub('spawn/ada'));
    await expectAccessible(page, 'hub-spawn-of-another');
    await page.goto(hub(`spawn`));
    await expect(page.getByLabel('Course')).toBeVisible();
    await expectAccessible(page, 'hub-spawn');
  });
});

test('a server that starts and stops', async ({ browser }) => {
  test.setTimeout(280_000);
  await look(browser, 'ada', async page => {
    await page.goto(hub('user/ada/lab'));
    await expectAccessible(page, 'hub-not-running');
    writeFileSync(hold, '');
    await page.goto(hub('spawn'));
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Server log').click();
    await expect(page.locator('#server-log-lines')).toContainText('Reading settings');
    await page.getByText('Progress so far').click();
    await expectAccessible(page, 'hub-spawn-pending');
    await page.goto(ours(''));
    await expectAccessible(page, 'home-starting');
    rmSync(hold);
    await expect(page.getByRole('link', { name: 'Open JupyterLab' })).toBeVisible({
      timeout: 60_000,
    });
    await expectAccessible(page, 'home-running');
  });
});

test('the confirmations before another user opens a server', async ({ browser }) => {
  test.setTimeout(280_000);
  await look(browser, ADMIN, async page => {
    await page.goto(`${platform.url}user/ada/lab`);
    await expect(page).toHaveURL(/oauth2\/authorize/);
    await expectAccessible(page, 'hub-oauth');
    const code = await page.evaluate(async () => {
      const { base_url, xsrf_token } = (
        window as unknown as { jhdata: { base_url: string; xsrf_token: string } }
      ).jhdata;
      const answer = await fetch(`${base_url}api/share-codes/ada/`, {
        method: 'POST',
        headers: { 'X-XSRFToken': xsrf_token, 'Content-Type': 'application/json' },
        body: '{}',
      });
      return ((await answer.json()) as { code: string }).code;
    });
    await page.goto(hub(`accept-share?code=${code}`));
    await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
    await expectAccessible(page, 'hub-invitation');
  });
  await look(browser, 'ada', async page => {
    await page.goto(ours(''));
    writeFileSync(`${hold}-stop`, '');
    const answer = await callAs(page, 'POST', '/users/ada/server/stop', {});
    expect(answer.status).toBeLessThan(300);
    expect(existsSync(`${hold}-stop`)).toBe(true);
    await page.goto(hub('spawn-pending/ada'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your server is stopping');
    await expectAccessible(page, 'hub-stop-pending');
    rmSync(`${hold}-stop`);
    await expect(page).toHaveURL(ours(''));
    await expect(page.getByRole('button', { name: 'Start' }).first()).toBeVisible();
  });
});
