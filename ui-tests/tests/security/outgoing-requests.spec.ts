import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../../platform/fixtures';
import { callAs, ensureAdmin, makeUser, signedIn, startLab } from '../../platform/users';
import type { Platform } from '../../platform/platform';

const execute = promisify(execFile);
const USER = 'out-ada';

/** A file that any user can add: it records all requests to their server. */
const LISTENING = `
import json
from tornado import httputil
first = httputil.HTTPServerRequest.__init__
def listening(self, *args, **kwargs):
    first(self, *args, **kwargs)
    body = self.body.decode("latin-1") if self.body else ""
    with open("/home/jovyan/heard.log", "a") as log:
        log.write(json.dumps([self.method, self.uri, list(self.headers.get_all()), body]) + "\\n")
httputil.HTTPServerRequest.__init__ = listening
`;

/** Every credential of the platform that this machine can find. */
const secretsOf = async (platform: Platform): Promise<Readonly<Record<string, string>>> => {
  const pid = await platform.backendPid();
  const environment = readFileSync(`/proc/${pid ?? 'none'}/environ`, 'utf8');
  const serviceToken = /(?:^|\0)JUPYTERHUB_API_TOKEN=(\w+)/.exec(environment)?.[1] ?? '';
  const file = (...path: string[]): string =>
    readFileSync(join(platform.data, ...path), 'utf8').trim();
  return {
    serviceToken,
    internalToken: file('secrets', 'internal-token'),
    sessionKey: file('secrets', 'session-key'),
    cookieSecret: file('hub', 'cookie_secret'),
  };
};

test('a hostile lab receives no token that is valid elsewhere', async ({ browser, platform }) => {
  await ensureAdmin(browser, platform);
  await makeUser(browser, platform, USER);
  const { page, context } = await signedIn(browser, platform, USER);
  await startLab(page, platform);
  const prefix = new URL(platform.url).pathname;
  const { stdout } = await execute('docker', [
    ...['ps', '-q', '--filter', `label=perijove.user=${USER}`],
    ...['--filter', `network=perijove-test-${new URL(platform.url).port}`],
  ]);
  const container = stdout.trim();
  const inLab = async (script: string): Promise<string> =>
    (await execute('docker', ['exec', container, 'sh', '-c', script])).stdout;
  const folder = '/home/jovyan/.jupyter';
  const encoded = Buffer.from(LISTENING).toString('base64');
  await inLab(
    `mkdir -p ${folder} && echo ${encoded} | base64 -d > ${folder}/jupyter_server_config.py`,
  );
  // Restart keeps the container; the page is left open, so that the culler asks the lab.
  const hub = await context.newPage();
  await hub.goto(`${platform.url}services/perijove/`);
  expect((await callAs(hub, 'POST', `/users/${USER}/server/restart`)).status).toBe(202);
  const phase = async (): Promise<unknown> =>
    (await callAs(hub, 'GET', `/users/${USER}/server`)).body['phase'];
  await expect.poll(phase, { timeout: 60_000 }).toBe('running');
  await startLab(page, platform);

  type Line = [method: string, uri: string, headers: [string, string][], body: string];
  const heard = async (): Promise<Line[]> =>
    (await inLab('cat /home/jovyan/heard.log'))
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line) as Line);
  const asked = async (): Promise<Line[]> =>
    (await heard()).filter(([, uri]) => uri.includes('no_track_activity'));
  // Both requests: the lab accepted the token of the first.
  await expect
    .poll(async () => (await asked()).some(([, uri]) => uri.includes('api/terminals')), {
      timeout: 60_000,
    })
    .toBe(true);

  const everything = JSON.stringify(await heard());
  for (const [name, secret] of Object.entries(await secretsOf(platform))) {
    expect(secret.length, name).toBeGreaterThan(20);
    expect(everything.includes(secret), name).toBe(false);
  }

  const [, , headers = []] = (await asked()).at(-1) ?? [];
  const { Authorization: authorization = '' } = Object.fromEntries(headers);
  expect(authorization).toMatch(/^token \w{32,}$/);
  const call = (method: string, path: string): Promise<number> =>
    fetch(`${new URL(platform.url).origin}${prefix}${path}`, {
      method,
      redirect: 'manual',
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    }).then(({ status }) => status);
  const me = (await (
    await fetch(`${platform.url}hub/api/user`, { headers: { Authorization: authorization } })
  ).json()) as { name: string; admin: boolean; scopes: string[] };
  expect(me.name).toBe(USER);
  expect(me.scopes.filter(scope => !scope.startsWith('read:users:'))).toEqual([
    `access:servers!server=${USER}/`,
  ]);
  expect(await call('GET', `user/${USER}/api/status`)).toBe(200);
  for (const [method, path] of [
    ['GET', 'hub/api/users'],
    ['GET', 'hub/api/proxy'],
    ['POST', `hub/api/users/${USER}/tokens`],
    ['PATCH', `hub/api/users/${USER}`],
    ['DELETE', `hub/api/users/${USER}/server`],
    ['POST', `hub/api/perijove/lab-tokens/${USER}`],
    ['GET', 'services/perijove/api/v1/me'],
    ['GET', 'services/perijove/api/v1/activity'],
    ['POST', `services/perijove/api/v1/users/${USER}/server/stop`],
    ['POST', `services/perijove/api/v1/users/${USER}/volumes/reset`],
    ['POST', 'services/perijove/api/v1/tickets'],
  ] as const) {
    expect([401, 403, 404], `${method} ${path}`).toContain(await call(method, path));
  }
  expect((await callAs(hub, 'POST', `/users/${USER}/server/stop`)).status).toBe(202);
  await context.close();
});
