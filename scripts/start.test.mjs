// `npm start` and failures: of the launcher, the hub, the proxy, the backend and the disk.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePorts } from './setup/ports.mjs';
import { at } from './setup/root.mjs';
import { lastLines } from './setup/hub-log.mjs';

const PASSWORD = 'correct-horse-battery-staple';
const data = mkdtempSync(join(tmpdir(), 'perijove-start-'));
let mounted = false;
let env;
let port;
let base;

/** Runs the launcher; `said` is its output so far. */
const launch = (...more) => {
  const child = spawn(
    process.execPath,
    [at('scripts', 'start.mjs'), '--no-install', '--data', data, '--port', port, ...more],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const launched = { child, said: '', ended: null };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => (launched.said += chunk));
  }
  launched.ended = new Promise(resolve => child.once('close', resolve));
  return launched;
};

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

const until = async (what, condition, withinMs = 60_000) => {
  for (const end = Date.now() + withinMs; !(await condition()); await sleep(200)) {
    assert.ok(Date.now() < end, `${what}\n${lastLines(join(data, 'logs', 'hub.log'))}`);
  }
};

const answers = async path => {
  try {
    const signal = AbortSignal.timeout(3000);
    return (await fetch(`${base}${path}`, { signal, redirect: 'manual' })).status;
  } catch {
    return 0;
  }
};
const wholeAnswers = async () =>
  (await answers('hub/login')) === 200 &&
  (await answers('services/perijove/api/v1/health')) === 200;

const pidIn = name => Number(readFileSync(join(data, 'hub', name), 'utf8').split('\n')[0]);

/** Every process of this platform, by the folder in its environment. */
const processes = () =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PERIJOVE_DATA=${data}\0`);
      } catch {
        return false;
      }
    })
    .map(pid => ({
      pid: Number(pid),
      command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
    }));
const backend = () =>
  processes().find(({ command }) => /^\S*node .*backend\/lib\/main\.js/.test(command))?.pid;

const ready = launched => until('it is ready', () => launched.said.includes('is ready'), 120_000);

before(async () => {
  const ports = await freePorts(4);
  port = String(ports[0]);
  base = `http://127.0.0.1:${port}/`;
  env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NO_COLOR: '1',
    PERIJOVE_ENGINE: 'process',
    JUPYTERHUB_ADMIN_PASSWORD: PASSWORD,
    PERIJOVE_HUB_PORT: String(ports[1]),
    PERIJOVE_BACKEND_PORT: String(ports[2]),
    PERIJOVE_PROXY_API_PORT: String(ports[3]),
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', data], { stdio: 'ignore' });
    mounted = true;
  } catch {
    // Not root: the test of the full disk is skipped.
  }
});

after(() => {
  for (const { pid } of processes()) process.kill(pid, 'SIGKILL');
  if (mounted) execFileSync('umount', ['-l', data]);
  rmSync(data, { recursive: true, force: true });
});

/** The current launcher of the platform. */
let current;

test('a launcher that is killed takes nobody along, and the next one takes over', async () => {
  const first = launch();
  await ready(first);
  const hub = pidIn('jupyterhub.pid');
  first.child.kill('SIGKILL');
  await first.ended;
  // The proxy has something to write now.
  process.kill(backend(), 'SIGKILL');
  for (let times = 0; times < 20; times += 1) {
    await answers('services/perijove/');
    await sleep(100);
  }
  await until('the backend is back', wholeAnswers, 15_000);
  assert.equal(pidIn('jupyterhub.pid'), hub);

  current = launch();
  await ready(current);
  assert.match(current.said, /whose `npm start` was killed runs here/);
  assert.notEqual(pidIn('jupyterhub.pid'), hub);
});

test('a second launcher is told where the first one runs', async () => {
  const second = launch();
  assert.equal(await second.ended, 1);
  assert.match(second.said, /runs already with .*http:\/\/127\.0\.0\.1.*\(process \d+\)/);
});

test('hub, proxy and backend are back after each is killed', async () => {
  process.kill(pidIn('jupyterhub.pid'), 'SIGKILL');
  await until('it says so', () => current.said.includes('ended unexpectedly (SIGKILL)'), 5000);
  await sleep(1000);
  await until('the hub is back', wholeAnswers, 40_000);
  process.kill(pidIn('proxy.pid'), 'SIGKILL');
  await sleep(500);
  await until('the proxy is back', wholeAnswers, 20_000);
  process.kill(backend(), 'SIGKILL');
  await sleep(200);
  await until('the backend is back', wholeAnswers, 15_000);
  assert.equal(current.child.exitCode, null);
});

/** A call to the service as its administrator. */
const administrator = async () => {
  const answer = await fetch(`${base}hub/api/users/admin/tokens`, {
    method: 'POST',
    body: JSON.stringify({ auth: { username: 'admin', password: PASSWORD } }),
  });
  const { token } = await answer.json();
  return async (method, path) => {
    const response = await fetch(`${base}services/perijove/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    return { status: response.status, body: await response.json() };
  };
};

test('a disk that is full ends nothing, is told to administrators, and lets a server be stopped', async context => {
  if (!mounted) return context.skip('a small disk takes root');
  const call = await administrator();
  const phase = async () => (await call('GET', '/users/admin/server')).body.phase;
  const full = async () => (await call('GET', '/me')).body.fullDisks;
  assert.equal((await call('POST', '/users/admin/server/start')).status, 202);
  await until('the server runs', async () => (await phase()) === 'running');
  assert.deepEqual(await full(), []);
  const { bavail, bsize } = statfsSync(data);
  const filler = join(data, 'filler');
  assert.throws(() => writeFileSync(filler, Buffer.alloc((bavail + 1) * bsize, 1)), /ENOSPC/);
  const proxy = pidIn('proxy.pid');
  const before = processes().map(({ pid }) => pid);
  for (let times = 0; times < 30; times += 1) {
    assert.equal(await answers('hub/login'), 200);
    assert.notEqual(await answers('services/perijove/api/v1/health'), 0);
    await answers('user/nobody/lab');
    await sleep(50);
  }
  assert.equal(pidIn('proxy.pid'), proxy);
  assert.deepEqual(
    processes().map(({ pid }) => pid),
    before,
  );
  await until('it is told', async () => (await full())[0]?.of === 'data', 15_000);
  const stop = await call('POST', '/users/admin/server/stop');
  assert.equal(stop.status, 202, JSON.stringify(stop.body));
  await until('the server is stopped', async () => (await phase()) === 'stopped', 20_000);
  rmSync(filler);
  await until('all is well again', wholeAnswers, 15_000);
  await until('it is told no longer', async () => (await full()).length === 0, 15_000);
  assert.equal((await call('POST', '/users/admin/server/start')).status, 202);
  await until('the server runs again', async () => (await phase()) === 'running');
  assert.equal((await call('POST', '/users/admin/server/stop')).status, 202);
  await until('the server is stopped again', async () => (await phase()) === 'stopped', 20_000);
});

test('--stop ends the platform, whole, from anywhere', async () => {
  const stop = launch('--stop');
  assert.equal(await stop.ended, 0);
  assert.equal(await current.ended, 0);
  assert.deepEqual(processes(), []);
});
