import { expect, test, type Page } from '@playwright/test';
import { addUsers } from '../../scripts/test-env/populate.mjs';
import { ADMIN, callAs, logIn, signUp } from '../platform/users';
import { startPlatform, type Platform } from '../platform/platform';
import { takeScreenshots } from './screenshots';
import { containersOf, share, exceedMemory, work, type Work } from './workloads';

test.describe.configure({ mode: 'serial' });

const USERS = 300;
const RUNNING = 24;
/** As long as real names of users and departments. */
const LONG = 'maria-salomea-sklodowska-curie-of-the-institute-of-radium';
const names = [
  'ada curie noether hopper lovelace turing gauss euler galois hypatia',
  'kepler galilei cassini huygens herschel leavitt cannon rubin bell sagan',
].flatMap(line => line.split(' '));
const nameOf = (index: number): string => {
  const first = names[index % names.length] ?? 'ada';
  return index < names.length ? first : `${first}-${Math.floor(index / names.length) + 1}`;
};
const allUsers = [LONG, ...Array.from({ length: USERS - 1 }, (_, index) => nameOf(index))];
const busy = allUsers.slice(0, RUNNING);

/** The user with the details: her lab idles once and runs out of memory once. */
const HERO = 'curie';
/** Users with idle labs, which the idle culler stops. */
const FORGETFUL = [HERO, 'galois', 'rubin'];
const IDLE_SECONDS = 240;
/** How long the users work, which is the range of the plots. */
const WORK_SECONDS = 900;
/** Members of a group whose limits change meanwhile. */
const GROUP = ['hopper', 'kepler', 'sagan'];

let platform: Platform;
let admin: Page;
const at = (path: string): string => `${platform.url}services/perijove/${path}`;
const containers = (): ReadonlyMap<string, string> =>
  containersOf(`perijove-test-${new URL(platform.url).port}`);
const containerOf = (user: string): string => {
  const name = containers().get(user);
  if (name === undefined) throw new Error(`${user} has no container`);
  return name;
};

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  platform = await startPlatform(
    'docker',
    {
      JUPYTERHUB_NOTEBOOK_IMAGE: 'perijove/tiny:test',
      JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL: '60',
      JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL: '60',
      JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER: '3',
      JUPYTERHUB_IDLE_CULLER_ENABLED: '1',
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: String(IDLE_SECONDS),
      JUPYTERHUB_IDLE_CULLER_INTERVAL: '10',
      PERIJOVE_USAGE_INTERVAL: '5',
      PERIJOVE_LAB_MEMORY_LIMIT: '512M',
      PERIJOVE_LAB_CPU_LIMIT: '0.5',
    },
    '',
    data => addUsers(data, allUsers),
  );
  admin = await (await browser.newContext()).newPage();
  await signUp(admin, platform, ADMIN);
  await logIn(admin, platform, ADMIN);
});
test.afterAll(async () => {
  test.setTimeout(300_000);
  await platform.stop();
});

const heroWorks = (what: Partial<Work>): void => {
  work(containerOf(HERO), {
    burst: 0.6,
    rest: 0.03,
    growMiB: 8,
    mostMiB: 160,
    saveMiB: 4,
    from: containerOf('ada'),
    present: true,
    seconds: WORK_SECONDS,
    ...what,
  });
};

const phaseOfHero = async (): Promise<unknown> =>
  (await callAs(admin, 'GET', `/users/${HERO}/server`)).body['phase'];

const limit = { cpuCores: 0.5, memoryBytes: 512 * 1024 ** 2, pids: null };

test('three hundred users, two dozen of them active', async () => {
  test.setTimeout(1_800_000);
  expect((await callAs(admin, 'PUT', '/groups/astronomy', { limits: limit })).status).toBeLessThan(
    300,
  );
  await callAs(admin, 'PUT', '/groups/astronomy/users', { add: GROUP });
  for (const name of busy) {
    const { status } = await callAs(admin, 'POST', `/users/${name}/server/start`, {});
    expect(status).toBe(202);
  }
  await admin.goto(at('activity?status=active&rows=100'));
  await expect(admin.locator('tbody tr')).toHaveCount(RUNNING, { timeout: 300_000 });
  const beganMs = Date.now();
  for (const [index, name] of busy.entries()) {
    if (FORGETFUL.includes(name)) continue;
    const hours = 1 + ((index * 5) % 9);
    await callAs(admin, 'POST', `/users/${name}/server/session/extend`, {
      hours,
      beyondAllowance: true,
    });
  }
  share(containerOf('ada'));
  const labs = containers();
  expect(labs.size).toBe(RUNNING);
  for (const [index, name] of busy.entries()) {
    if (FORGETFUL.includes(name)) continue;
    work(containerOf(name), {
      burst: index % 6 === 0 ? 0.3 : 0.01 + ((index * 37) % 5) / 100,
      rest: 0.005 + ((index * 13) % 4) / 200,
      growMiB: 2 + (index % 5),
      mostMiB: 20 + ((index * 53) % 150),
      saveMiB: 1 + (index % 4),
      from: index % 4 === 0 ? containerOf('ada') : null,
      present: index % 5 !== 3,
      seconds: WORK_SECONDS,
    });
  }
  heroWorks({ present: false, seconds: 130 });

  await expect.poll(phaseOfHero, { timeout: 480_000, intervals: [5000] }).toBe('stopped');
  await admin.waitForTimeout(25_000);
  await callAs(admin, 'POST', `/users/${HERO}/server/start`, {});
  await expect.poll(phaseOfHero, { timeout: 60_000, intervals: [1000] }).toBe('running');
  heroWorks({ burst: 1, growMiB: 14, mostMiB: 380, saveMiB: 9 });
  await admin.waitForTimeout(130_000);
  exceedMemory(containerOf(HERO));
  await admin.waitForTimeout(40_000);
  await callAs(admin, 'POST', `/users/${HERO}/server/restart`, {});
  await admin.waitForTimeout(15_000);
  await expect.poll(phaseOfHero, { timeout: 60_000, intervals: [1000] }).toBe('running');
  heroWorks({ growMiB: 10, mostMiB: 240, saveMiB: 6 });
  await callAs(admin, 'POST', `/users/${HERO}/server/session/extend`, {
    hours: 2,
    beyondAllowance: true,
  });
  const larger = { ...limit, cpuCores: 1 };
  await callAs(admin, 'PUT', '/groups/astronomy', { limits: larger });
  await admin.waitForTimeout(Math.max(60_000, beganMs + 600_000 - Date.now()));
});

test('the activity of all users', async () => {
  await admin.goto(at('activity?sort=cpu&order=desc'));
  await expect(admin.getByText(/of 30[01]$/)).toBeVisible();
  await expect(admin.locator('tbody tr').first()).toContainText(/iB/);
  await admin.waitForTimeout(5000);
  await takeScreenshots(admin, 'activity', { phone: true });
  await admin.getByLabel('Select all on this page').check();
  await admin
    .getByRole('group', { name: /selected/ })
    .getByRole('button', { name: 'Stop…' })
    .click();
  await expect(admin.getByRole('dialog')).toContainText(/will be skipped/);
  await admin.getByRole('button', { name: 'Cancel' }).click();
  await admin.getByRole('button', { name: 'Clear selection' }).click();
});

test('the details of one user', async () => {
  await admin.getByRole('button', { name: HERO, exact: true }).click();
  await admin.getByRole('button', { name: '1 h', exact: true }).click();
  await expect(admin.getByRole('img', { name: /^CPU over/ })).toBeVisible();
  await expect(admin.getByText('Stopped by the idle culler', { exact: true }).last()).toBeVisible();
  await takeScreenshots(admin, 'activity-user', { phone: true });
});
