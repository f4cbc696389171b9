import { expect, test } from '../../platform/fixtures';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn } from '../../platform/users';
import type { Platform } from '../../platform/platform';
import { broadScopeTokens } from '../../platform/broad-scopes';

test.describe.configure({ mode: 'serial' });

const MEMBER = 'doors-ada';
const CLASS = 'doors-class';

const send = async (
  url: string,
  token: string,
  method: string,
  body: unknown,
): Promise<{ status: number; text: string }> => {
  const response = await fetch(url, {
    method,
    headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};

const atTheHub = (platform: Platform, token: string, path: string, users: readonly string[]) =>
  send(`${platform.url}hub/api${path}`, token, 'POST', { users });

test.describe('JupyterHub scopes do not bypass the rules', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, MEMBER);
    const { context, page } = await signedIn(browser, platform, ADMIN);
    expect((await callAs(page, 'PUT', `/groups/${CLASS}`, {})).status).toBe(200);
    await context.close();
  });

  test('a tutor cannot add an administrator to the class', async ({ platform }) => {
    const answer = await atTheHub(platform, broadScopeTokens.tutor, `/groups/${CLASS}/users`, [
      ADMIN,
    ]);
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(ADMIN)]);
    const lab = await fetch(`${platform.url}hub/api/users/${ADMIN}`, {
      headers: { Authorization: `token ${broadScopeTokens.tutor}` },
    });
    expect(lab.status).toBe(404);
  });

  test('neither the scope groups nor custom:perijove:admin grants Docker access', async ({
    browser,
    platform,
  }) => {
    const path = '/groups/docker-privileged/users';
    expect((await atTheHub(platform, broadScopeTokens.filler, path, [MEMBER])).status).toBe(403);
    const ours = `${platform.url}services/perijove/api/v1${path}`;
    const add = { add: [MEMBER], remove: [] };
    expect((await send(ours, broadScopeTokens.perijove, 'PUT', add)).status).toBe(403);

    const { context, page } = await signedIn(browser, platform, ADMIN);
    const group = await callAs(page, 'GET', '/groups/docker-privileged');
    expect(group.body).toMatchObject({ members: 0 });
    const found = async (subject: string): Promise<string[]> => {
      const { body } = await callAs(page, 'GET', `/audit?subject=${subject}&limit=20`);
      const items = body['items'] as { actor: string; action: string; result: string }[];
      return items.map(({ actor, action, result }) => `${actor} ${action} ${result}`);
    };
    await expect.poll(() => found('docker-privileged')).toContain('doors-filler group.add refused');
    expect(await found(CLASS)).toContain('doors-tutor group.add refused');
    await context.close();
  });

  test('an administrator grants and revokes Docker access on our pages', async ({
    browser,
    platform,
  }) => {
    const { context, page } = await signedIn(browser, platform, ADMIN);
    const path = '/groups/docker-sock/users';
    const given = await callAs(page, 'PUT', path, { add: [MEMBER], remove: [] });
    expect(given).toMatchObject({ status: 200, body: { added: [MEMBER] } });
    const taken = await callAs(page, 'PUT', path, { add: [], remove: [MEMBER] });
    expect(taken).toMatchObject({ status: 200, body: { removed: [MEMBER] } });
    await context.close();
  });
});
