import { execFileSync } from 'node:child_process';
import { expect, test } from '../../platform/fixtures';
import {
  ADMIN,
  callAs,
  ensureAdmin,
  makeUser,
  pageSecret,
  PASSWORD,
  signedIn,
} from '../../platform/users';
import type { Platform } from '../../platform/platform';

test.describe.configure({ mode: 'serial' });

const USER = 'budget-ada';

/** JupyterHub's own API returns a token for a password. */
const askForToken = async (platform: Platform, password: string): Promise<number> => {
  const answer = await fetch(`${platform.url}hub/api/users/${USER}/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ auth: { username: USER, password } }),
  });
  return answer.status;
};

test.describe('rate limits', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, USER);
  });

  test('resets of missing volumes create nothing and are rate limited', async ({
    browser,
    platform,
  }) => {
    // From here on the address is known for this name; the pauses below affect no other user.
    const { context, page } = await signedIn(browser, platform, USER);
    const api = `${platform.url}services/perijove/api/v1/users/${USER}/volumes`;
    const headers = { 'X-XSRFToken': await pageSecret(page) };
    const reset = (volume: string) =>
      page.request.post(`${api}/reset`, { headers, data: { volumes: [volume] } });

    const untouched = await reset('home');
    expect([untouched.status(), await untouched.json()]).toMatchObject([
      200,
      { results: [{ name: 'home', ok: true, recoverableUntil: null }] },
    ]);
    const statuses = new Set<number>();
    let last = untouched;
    // A few more than the budget, which refills meanwhile.
    for (let count = 0; count < 40 && last.status() !== 429; count += 1) {
      last = await reset('no-such-volume');
      statuses.add(last.status());
    }
    expect([...statuses]).toEqual([404, 429]);
    expect(await last.json()).toMatchObject({ error: { code: 'rate_limited' } });
    expect(Number(last.headers()['retry-after'])).toBeGreaterThan(0);

    // Reading still works, and nothing was created.
    const { status, body } = await callAs(page, 'GET', `/users/${USER}/volumes`);
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).not.toContain('no-such-volume');
    const volumes = body['volumes'] as { recoverable: unknown[] }[];
    expect(volumes.flatMap(({ recoverable }) => recoverable)).toEqual([]);
    const made = execFileSync('docker', ['volume', 'ls', '-q', '--filter', `name=${USER}`]);
    expect(made.toString()).toBe('');
    await context.close();
  });

  test("password attempts at JupyterHub's own API are paused and recorded in the audit log", async ({
    browser,
    platform,
  }) => {
    for (let n = 0; n < 10; n += 1) expect(await askForToken(platform, `guess-${n}`)).toBe(403);
    // The correct password does not work now.
    expect(await askForToken(platform, PASSWORD)).toBe(403);

    const admin = await signedIn(browser, platform, ADMIN);
    const found = async (action: string): Promise<unknown[]> => {
      const { body } = await callAs(admin.page, 'GET', `/audit?search=${USER}&limit=100`);
      const items = body['items'] as {
        action: string;
        actor: string;
        result: string;
        address: string;
      }[];
      return items
        .filter(item => item.action === action && item.actor === USER && item.result === 'refused')
        .map(({ address }) => address);
    };
    await expect.poll(() => found('user.lockout')).toEqual(['127.0.0.1']);
    expect(await found('user.sign_in')).toEqual(Array.from({ length: 10 }, () => '127.0.0.1'));
    await admin.context.close();
  });
});
