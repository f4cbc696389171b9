import { execFileSync } from 'node:child_process';
import { expect, test, type Page } from '@playwright/test';
import { populate } from '../../scripts/testbed/populate.mjs';
import { ADMIN, callAs, logIn, signUp } from '../platform/people';
import { startPlatform, type Platform } from '../platform/platform';
import { shoot } from './camera';
import { writePast } from './past.mjs';

test.describe.configure({ mode: 'serial' });

const PEOPLE = 300;
const RUNNING = 24;
/** As long as names of people and departments really are. */
const LONG = 'maria-salomea-sklodowska-curie-of-the-institute-of-radium';
const names = [
  'ada curie noether hopper lovelace turing gauss euler galois hypatia',
  'kepler galilei cassini huygens herschel leavitt cannon rubin bell sagan',
].flatMap(line => line.split(' '));
const nameOf = (index: number): string => {
  const first = names[index % names.length] ?? 'ada';
  return index < names.length ? first : `${first}-${Math.floor(index / names.length) + 1}`;
};
const everybody = [LONG, ...Array.from({ length: PEOPLE - 1 }, (_, index) => nameOf(index))];
const busy = everybody.slice(0, RUNNING);

let platform: Platform;
let admin: Page;
const at = (path: string): string => `${platform.url}services/perijove/${path}`;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  platform = await startPlatform(
    'docker',
    {
      JUPYTERHUB_NOTEBOOK_IMAGE: 'perijove/tiny:test',
      JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL: '60',
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: '28800',
      PERIJOVE_USAGE_INTERVAL: '5',
      PERIJOVE_LAB_MEMORY_LIMIT: '512M',
      PERIJOVE_LAB_CPU_LIMIT: '0.5',
    },
    '',
    async data => {
      await populate(data, everybody);
      writePast(data, busy);
    },
  );
  admin = await (await browser.newContext()).newPage();
  await signUp(admin, platform, ADMIN);
  await logIn(admin, platform, ADMIN);
});
test.afterAll(async () => {
  test.setTimeout(300_000);
  await platform.stop();
});

/** Works in a lab: some share of a core, some memory, files, and a little traffic. */
const work = (container: string, index: number): void => {
  // All of them together leave the machine some time for the rest of the platform.
  const share = index % 6 === 0 ? 0.2 : (1 + ((index * 37) % 5)) / 100;
  const megabytes = 10 + ((index * 53) % 150);
  const program = [
    'import os, time, urllib.request',
    `held = bytearray(os.urandom(1024)) * 1024 * ${megabytes}`,
    `open("/home/jovyan/work/data.bin", "wb").write(held[: ${megabytes * 200_000}])`,
    'beat = 0',
    'while True:',
    `    end = time.time() + ${share} * (0.2 + 0.8 * ((beat // 40) % 3 != 1))`,
    '    while time.time() < end: pass',
    `    if beat % 7 == 0: urllib.request.urlopen("http://127.0.0.1:8888" + os.environ["JUPYTERHUB_SERVICE_PREFIX"] + "api")`,
    `    time.sleep(${1 - share})`,
    '    beat += 1',
  ].join('\n');
  execFileSync('docker', ['exec', '-d', container, 'python3', '-c', program]);
};

test('three hundred people, two dozen of them at work', async () => {
  test.setTimeout(600_000);
  for (const name of busy) {
    const { status } = await callAs(admin, 'POST', `/users/${name}/server/start`, {});
    expect(status).toBe(202);
  }
  await admin.goto(at('activity?status=active&rows=100'));
  await expect(admin.locator('tbody tr')).toHaveCount(RUNNING, { timeout: 300_000 });
  const network = new URL(platform.url).port;
  const containers = execFileSync(
    'docker',
    ['ps', '--filter', `network=perijove-test-${network}`, '--format', '{{.Names}}'],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter(Boolean);
  expect(containers).toHaveLength(RUNNING);
  containers.forEach(work);
  // One person's server ends and begins again, so that plots have something to mark.
  await admin.waitForTimeout(20_000);
  await callAs(admin, 'POST', '/users/curie/server/restart', {});
  await admin.waitForTimeout(20_000);
});

test('the activity of everybody', async () => {
  await admin.goto(at('activity?sort=cpu&order=desc'));
  await expect(admin.getByText(/of 30[01]$/)).toBeVisible();
  await expect(admin.locator('tbody tr').first()).toContainText(/iB/);
  await admin.waitForTimeout(5000);
  await shoot(admin, 'activity', { phone: true });
  await admin.getByLabel('Select all on this page').check();
  await admin
    .getByRole('group', { name: /selected/ })
    .getByRole('button', { name: 'Stop…' })
    .click();
  await expect(admin.getByRole('dialog')).toContainText(/left out/);
  await admin.getByRole('button', { name: 'Cancel' }).click();
  await admin.getByRole('button', { name: 'Clear selection' }).click();
});

test('the details of one person', async () => {
  await admin.getByRole('button', { name: 'curie', exact: true }).click();
  await admin.getByRole('button', { name: '24 h', exact: true }).click();
  await expect(admin.getByRole('img', { name: /^CPU over/ })).toBeVisible();
  await shoot(admin, 'activity-person', { phone: true });
});
