import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { io } from 'socket.io-client';
import { labReady } from '../../platform/lab';
import { expect, test } from '../../platform/fixtures';
import { ADMIN, callAs, ensureAdmin, makeUser, signedIn, startLab } from '../../platform/users';
import type { Platform } from '../../platform/platform';

test.describe.configure({ mode: 'serial' });

const OWNER = 'tokens-ada';

/** The token of the lab page, which any code in that lab can read. */
const pageToken = async (page: Page): Promise<string> => {
  const config = await page.locator('#jupyter-config-data').textContent();
  return (JSON.parse(config ?? '{}') as { token: string }).token;
};

/** The environment of a program in the lab. */
const environmentToken = (): string => {
  const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8' });
  const id = docker('ps', '--quiet', '--filter', `label=perijove.user=${OWNER}`).trim();
  const env = docker('inspect', '--format', '{{range .Config.Env}}{{println .}}{{end}}', id);
  return /^JUPYTERHUB_API_TOKEN=(.+)$/m.exec(env)?.[1] ?? '';
};

/** Calls the public API with a stolen token. */
const statusOf = async (
  platform: Platform,
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<number> => {
  const answer = await fetch(`${platform.url}services/perijove/api/v1${path}`, {
    method,
    headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answer.status;
};

/** The streams that the socket opens, or the reason for a refusal. */
const heard = (platform: Platform, auth: object): Promise<string> =>
  new Promise(resolve => {
    const socket = io(new URL(platform.url).origin, {
      path: '/services/perijove/socket.io/',
      transports: ['websocket'],
      auth,
      reconnection: false,
      forceNew: true,
    });
    const end = (words: string): void => {
      socket.disconnect();
      resolve(words);
    };
    socket.on('snapshot', ({ seq, volumes }: { seq: object; volumes: unknown[] }) => {
      end(`${Object.keys(seq).sort().join(' ')}, ${volumes.length} volumes`);
    });
    socket.on('connect_error', error => {
      end((error as Error & { data?: { code: string } }).data?.code ?? error.message);
    });
  });

/** Attacks with a stolen token on its owner and on the owner of the lab. */
const forbidden: readonly (readonly [string, string, unknown?])[] = [
  ...[ADMIN, OWNER].flatMap((user): [string, string, unknown?][] => [
    ['POST', `/users/${user}/server/start`, {}],
    ['POST', `/users/${user}/server/stop`, {}],
    ['POST', `/users/${user}/server/recreate`, {}],
    ['POST', `/users/${user}/server/visit`, {}],
    ['GET', `/users/${user}/server/logs`],
    ['GET', `/users/${user}/servers`],
    ['GET', `/users/${user}/volumes`],
    ['POST', `/users/${user}/volumes/reset`, { volumes: ['home'] }],
    ['POST', `/users/${user}/volumes/home/restore`, { generation: 1 }],
    ['GET', `/activity/${user}/history`],
    ['POST', `/users/${user}/password`, {}],
  ]),
  ['GET', `/users/${ADMIN}/server`],
  ['POST', `/users/${ADMIN}/server/restart`, {}],
  ['POST', `/users/${ADMIN}/server/session/extend`, { hours: 1 }],
  ['GET', '/preferences'],
  ['PUT', '/preferences', { quietHours: null, importantOnly: true, language: null }],
  ['POST', '/tickets', {}],
  ['GET', '/services'],
  ['GET', '/me/login-sessions'],
  ['POST', '/me/sign-out-everywhere', {}],
  ['GET', '/users'],
  ['GET', '/groups'],
  ['PUT', '/groups/docker-privileged/users', { add: [OWNER] }],
  ['GET', '/activity'],
  ['GET', '/audit'],
  ['GET', '/settings'],
  ['GET', '/metrics'],
  ['GET', '/notifications/sent'],
  ['POST', '/notifications', { message: 'hello', audience: { to: 'all' } }],
];

test.describe('a token that a lab can read', () => {
  test.beforeAll(async ({ browser, platform }) => {
    await ensureAdmin(browser, platform);
    await makeUser(browser, platform, OWNER);
    const owner = await signedIn(browser, platform, OWNER);
    await startLab(owner.page, platform);
    await owner.context.close();
  });

  test.afterAll(async ({ browser, platform }) => {
    const { page, context } = await signedIn(browser, platform, OWNER);
    await callAs(page, 'POST', `/users/${OWNER}/server/stop`, {});
    await context.close();
  });

  test('of a visiting administrator can only access this lab', async ({ browser, platform }) => {
    const admin = await signedIn(browser, platform, ADMIN);
    await admin.page.goto(`${platform.url}user/${OWNER}/lab`);
    // JupyterHub asks visitors to confirm before it identifies them to a lab of another user.
    await admin.page.getByRole('button', { name: 'Authorize' }).click();
    await labReady(admin.page);
    const token = await pageToken(admin.page);
    await admin.context.close();

    const found: unknown[] = [];
    for (const [method, path, body] of forbidden) {
      found.push([method, path, await statusOf(platform, token, method, path, body)]);
    }
    expect(found).toEqual(forbidden.map(([method, path]) => [method, path, 403]));

    // The extensions still work in that lab.
    const extend = `/users/${OWNER}/server/session/extend`;
    expect(await statusOf(platform, token, 'GET', '/me')).toBe(200);
    expect(await statusOf(platform, token, 'GET', '/notifications')).toBe(200);
    expect(await statusOf(platform, token, 'GET', `/users/${OWNER}/server`)).toBe(200);
    expect(await statusOf(platform, token, 'POST', extend, { hours: 1 })).not.toBe(403);

    const lab = { token, server: { user: OWNER, name: '' } };
    expect(await heard(platform, lab)).toBe('me server, 0 volumes');
    expect(await heard(platform, { token })).toBe('me, 0 volumes');
    for (const server of [
      { user: ADMIN, name: '' },
      { user: OWNER, name: 'second' },
    ]) {
      expect(await heard(platform, { token, server })).toBe('forbidden');
    }
  });

  test("of the lab's environment has no access to Perijove", async ({ platform }) => {
    const token = environmentToken();
    expect(token).not.toBe('');
    const session = await fetch(`${platform.url}hub/api/perijove/session`, {
      headers: { Authorization: `token ${token}` },
    });
    expect(session.status).toBe(200);
    const mine = [
      ...forbidden,
      ['GET', '/me'],
      ['GET', '/notifications'],
      ['GET', `/users/${OWNER}/server`],
      ['POST', `/users/${OWNER}/server/restart`, {}],
      ['POST', `/users/${OWNER}/server/session/extend`, { hours: 1 }],
    ] as const;
    const found: unknown[] = [];
    for (const [method, path, body] of mine) {
      found.push([method, path, await statusOf(platform, token, method, path, body)]);
    }
    expect(found).toEqual(mine.map(([method, path]) => [method, path, 403]));
    expect(await heard(platform, { token })).toBe('forbidden');
    expect(await heard(platform, { token, server: { user: OWNER, name: '' } })).toBe('forbidden');
    expect(await heard(platform, { token: 'made-up' })).toBe('unauthenticated');
  });
});
