import { execFile } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '../../platform/fixtures';
import { callAs, ensureAdmin, makeUser, signedIn } from '../../platform/users';
import type { Platform } from '../../platform/platform';

const execute = promisify(execFile);
const docker = async (...args: string[]): Promise<string> =>
  (await execute('docker', args)).stdout.trim();

const labOf = (platform: Platform, user: string): Promise<string> =>
  docker(
    ...['ps', '-q', '--filter', `network=perijove-test-${new URL(platform.url).port}`],
    ...['--filter', `label=perijove.user=${user}`],
  );

/** Output of Python in a lab. */
const inside = (lab: string, ...lines: string[]): Promise<string> =>
  docker('exec', lab, 'python3', '-c', lines.join('\n'));

/** Whether a lab can open a TCP connection. */
const opens = async (lab: string, host: string, port: number): Promise<boolean> => {
  const said = await inside(
    lab,
    'import socket',
    'try:',
    `    socket.create_connection((${JSON.stringify(host)}, ${port}), 3)`,
    '    print("open")',
    'except OSError:',
    '    print("closed")',
  );
  expect(['open', 'closed']).toContain(said);
  return said === 'open';
};

/** All files that other accounts can use, except users' own files. */
const openToOthers = (path: string, usersOwn: string): string[] => {
  // SQLite's write-ahead log is temporary.
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (facts === undefined || facts.isSymbolicLink() || path === usersOwn) return [];
  const below = facts.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
  return [
    ...((facts.mode & 0o077) === 0 ? [] : [path]),
    ...below.flatMap(one => openToOthers(one, usersOwn)),
  ];
};

test('a lab cannot reach other labs, the backend, the proxy or the metadata service', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  const ends: (() => Promise<void>)[] = [];
  const running: (() => Promise<void>)[] = [];
  for (const name of ['lab-ada', 'lab-eve']) {
    await makeUser(browser, platform, name);
    const { context, page } = await signedIn(browser, platform, name);
    const server = `/users/${name}/server`;
    expect((await callAs(page, 'POST', `${server}/start`, {})).status).toBe(202);
    const phase = async (): Promise<unknown> => (await callAs(page, 'GET', server)).body['phase'];
    running.push(() => expect.poll(phase, { timeout: 60_000 }).toBe('running'));
    ends.push(async () => {
      await callAs(page, 'POST', `${server}/stop`, {});
      await context.close();
    });
  }
  await Promise.all(running.map(wait => wait()));
  const [ada, eve] = [await labOf(platform, 'lab-ada'), await labOf(platform, 'lab-eve')];
  const network = `(index .NetworkSettings.Networks "perijove-test-${new URL(platform.url).port}")`;
  const addressOfEve = await docker('inspect', '-f', `{{${network}.IPAddress}}`, eve);
  const gateway = await docker('inspect', '-f', `{{${network}.Gateway}}`, ada);
  // Eve's server responds to herself and to the proxy; only labs are blocked.
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

  // An ordinary user, without new privileges or raw packets.
  const status = await docker('exec', ada, 'cat', '/proc/1/status');
  expect(status).toMatch(/^CapEff:\s+0{16}$/m);
  expect(status).toMatch(/^CapBnd:\s+00000000000000fb$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  await Promise.all(ends.map(end => end()));
});

test('the files of the platform are private to its account', ({ platform }) => {
  // The test configuration of the hub is not a file of the platform.
  const own = new Set(['jupyterhub_config.py']);
  const users = join(platform.data, 'engine', 'volumes');
  const open = readdirSync(platform.data)
    .filter(name => !own.has(name))
    .flatMap(name => openToOthers(join(platform.data, name), users));
  expect(open).toEqual([]);
  expect(lstatSync(platform.data).mode & 0o077).toBe(0);
});
