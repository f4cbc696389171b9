import { execFile } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../../platform/fixtures';
import { ensureAdmin, makeUser, signedIn, startLab } from '../../platform/people';
import type { Platform } from '../../platform/platform';

const execute = promisify(execFile);
const docker = async (...args: string[]): Promise<string> =>
  (await execute('docker', args)).stdout.trim();

const labOf = (platform: Platform, user: string): Promise<string> =>
  docker(
    ...['ps', '-q', '--filter', `network=perijove-test-${new URL(platform.url).port}`],
    ...['--filter', `label=perijove.user=${user}`],
  );

/** What Python says inside a lab, without the lines of an error. */
const inside = (lab: string, script: string): Promise<string> =>
  docker('exec', lab, 'python3', '-c', script).catch((error: unknown) => String(error));

/** Whether a TCP port opens from inside a lab. */
const opens = async (lab: string, host: string, port: number): Promise<boolean> =>
  (
    await inside(
      lab,
      `import socket; socket.create_connection(("${host}", ${port}), 3); print("opened")`,
    )
  ).includes('opened');

/** Everything below that other accounts of the machine could use; users' own files aside. */
const openToOthers = (path: string, usersOwn: string): string[] => {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink() || path === usersOwn) return [];
  const below = facts.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
  return [
    ...((facts.mode & 0o077) === 0 ? [] : [path]),
    ...below.flatMap(one => openToOthers(one, usersOwn)),
  ];
};

test('from inside a lab neither another lab, nor the backend, nor the proxy, nor metadata is reached', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  for (const name of ['lab-ada', 'lab-eve']) {
    await makeUser(browser, platform, name);
    const { context, page } = await signedIn(browser, platform, name);
    await startLab(page, platform);
    await context.close();
  }
  const [ada, eve] = [await labOf(platform, 'lab-ada'), await labOf(platform, 'lab-eve')];
  const network = `(index .NetworkSettings.Networks "perijove-test-${new URL(platform.url).port}")`;
  const addressOfEve = await docker('inspect', '-f', `{{${network}.IPAddress}}`, eve);
  const gateway = await docker('inspect', '-f', `{{${network}.Gateway}}`, ada);
  // Eve answers herself there, and her proxy on the host: what is closed is the way between labs.
  expect(await opens(eve, addressOfEve, 8888)).toBe(true);
  expect(await opens(ada, addressOfEve, 8888)).toBe(false);
  expect(await opens(ada, '169.254.169.254', 80)).toBe(false);

  const api = await inside(ada, 'import os; print(os.environ["JUPYTERHUB_API_URL"])');
  const hubPort = Number(new URL(api).port);
  expect(await opens(ada, gateway, hubPort)).toBe(true);
  const log = platform.log();
  const backend = /Perijove \S+ listens on http:\/\/[^:]+:(\d+)/.exec(log)?.[1];
  expect(await opens(ada, gateway, Number(backend))).toBe(false);
  expect(await opens(ada, gateway, Number(new URL(platform.url).port))).toBe(false);

  // An ordinary user, no power to gain, no raw packets.
  const status = await docker('exec', ada, 'cat', '/proc/1/status');
  expect(status).toMatch(/^CapEff:\s+0{16}$/m);
  expect(status).toMatch(/^CapBnd:\s+00000000000000fb$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
});

test("the platform's files are for its own account alone", ({ platform }) => {
  // The tests' own configuration of the hub is no file of the platform.
  const own = new Set(['jupyterhub_config.py']);
  const users = join(platform.data, 'engine', 'volumes');
  const open = readdirSync(platform.data)
    .filter(name => !own.has(name))
    .flatMap(name => openToOthers(join(platform.data, name), users));
  expect(open).toEqual([]);
  expect(lstatSync(platform.data).mode & 0o077).toBe(0);
});
