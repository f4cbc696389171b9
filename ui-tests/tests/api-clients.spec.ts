import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '../platform/fixtures';
import { snippetFrom } from '../platform/docs-snippets';
import { ADMIN, callAs, ensureAdmin, signedIn, startLab } from '../platform/users';
import type { Platform } from '../platform/platform';
import { ANNOUNCER_TOKEN } from '../platform/senders';
import { remainingMinutes } from '../platform/session';

const execute = promisify(execFile);
const docker = async (...args: string[]): Promise<string> =>
  (await execute('docker', args)).stdout.trim();

/** Address of the platform in the administrators' guide. */
const EXAMPLE = 'https://hub.example.org/jupyterhub/';

const labOf = (platform: Platform, user: string): Promise<string> =>
  docker(
    ...['ps', '-q', '--filter', `network=perijove-test-${new URL(platform.url).port}`],
    ...['--filter', `label=perijove.user=${user}`],
  );

test('the documented command for programs in a lab extends the session', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  const { page, context } = await signedIn(browser, platform, ADMIN);
  await startLab(page, platform);
  const hub = await context.newPage();
  await hub.goto(`${platform.url}services/perijove/`);
  const before = await remainingMinutes(hub);
  const line = snippetFrom('users.md', 'sh', '/perijove/session');
  const lab = await labOf(platform, ADMIN);

  const answer = JSON.parse(await docker('exec', lab, 'sh', '-c', line)) as object;
  expect(answer).toMatchObject({ grantedHours: 2, session: { reason: 'extended' } });
  expect(await remainingMinutes(hub)).toBeGreaterThan(before + 118);

  // As documented: without -X POST and -d it only reads.
  const question = line.replace('-sX POST', '-s').replace(/ -d '.*'/, '');
  const told = JSON.parse(await docker('exec', lab, 'sh', '-c', question)) as object;
  expect(told).toMatchObject({ reason: 'extended', extension: { usedHours: 2 } });
  await context.close();
});

test('the documented command for programs sends a notification with the documented token', async ({
  browser,
  platform,
}) => {
  await ensureAdmin(browser, platform);
  const { page, context } = await signedIn(browser, platform, ADMIN);
  const line = snippetFrom('administrators.md', 'sh', '/notifications').replace(
    EXAMPLE,
    platform.url,
  );
  expect(line).toContain(platform.url);
  const output = await docker(
    ...['run', '--rm', '--network', 'host', '--entrypoint', 'sh', '-e', `TOKEN=${ANNOUNCER_TOKEN}`],
    ...['perijove/lab:test', '-c', line],
  );
  const { sent } = JSON.parse(output) as { sent: { id: string } };
  expect(sent).toMatchObject({ message: 'The hub restarts at 18:00.', sender: 'announcer' });
  const { body } = await callAs(page, 'GET', '/notifications?since=0');
  expect(body['notifications']).toContainEqual(expect.objectContaining({ id: sent.id }));
  await context.close();
});
