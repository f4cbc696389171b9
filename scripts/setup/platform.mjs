// Runs the whole platform, for `npm start` and the browser tests.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { delimiter, join } from 'node:path';
import { decidePorts } from './ports.mjs';
import { at, bin } from './root.mjs';
import { proxyOf, send } from './running.mjs';
import { progress, UserError } from './log.mjs';
import { python, venv } from './python.mjs';

const backend = at('backend', 'lib', 'main.js');

/** Lets the backend choose the engine; it also creates the network of the labs. */
export const prepareEngine = async env => {
  const child = spawn(process.execPath, [backend, 'prepare'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let words = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => {
    // Progress of an image that is being fetched, among lines of the log.
    const lines = String(chunk)
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('{'));
    words = [...words.split('\n'), ...lines].slice(-20).join('\n').trim();
    if (lines.length > 0) progress(lines.at(-1));
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  progress('');
  if (code !== 0)
    throw new UserError(words === '' ? 'The backend could not look for an engine.' : words);
  return JSON.parse(output.trim().split('\n').at(-1));
};

/** The environment of the shell without variables of tests, which the platform would reject. */
const outside = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('PERIJOVE_TEST_')),
  );

/** The environment of the hub; the caller's variables take precedence. */
export const platformEnv = async ({ data, port, ip, engine, overrides = {} }) => {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const base = {
    PERIJOVE_DATA: data,
    // Users come by an IP address or as `localhost`, unless the operator names more.
    PERIJOVE_ALLOWED_HOSTS: process.env.PERIJOVE_ALLOWED_HOSTS ?? 'localhost',
    JUPYTERHUB_IDLE_CULLER_ENABLED: process.env.JUPYTERHUB_IDLE_CULLER_ENABLED ?? '1',
    ...overrides,
    ...(engine === undefined ? {} : { PERIJOVE_ENGINE: engine }),
  };
  const prepared = await prepareEngine({ ...outside(), ...base });
  const ports = await decidePorts(data, port, ip, { ...outside(), ...base });
  return {
    prepared,
    env: {
      ...outside(),
      ...base,
      PERIJOVE_ENGINE: prepared.engine,
      ...(prepared.gateway === null ? {} : { PERIJOVE_NETWORK_GATEWAY: prepared.gateway }),
      PERIJOVE_IP: ip,
      PERIJOVE_PORT: String(port),
      PERIJOVE_HUB_PORT: String(ports.hub),
      PERIJOVE_BACKEND_PORT: String(ports.backend),
      PERIJOVE_PROXY_API_PORT: String(ports.proxyApi),
      PERIJOVE_BACKEND: backend,
      PATH: [join(venv, 'bin'), bin('.').replace(/\/\.$/, ''), process.env.PATH].join(delimiter),
    },
  };
};

/** The hub's configuration, unless a test wraps it. */
export const hubConfig = at('hub', 'jupyterhub_config.py');

/**
 * Starts JupyterHub with its output to `stdio`. With `detached` it has its own session and
 * survives its terminal and its parent.
 */
export const startHub = (env, stdio, config = hubConfig, { detached = false } = {}) =>
  spawn(python, ['-m', 'jupyterhub', '-f', config], {
    cwd: env.PERIJOVE_DATA,
    env,
    stdio: ['ignore', ...stdio],
    detached,
  });

/** Ends the proxy that a crashed hub leaves behind, because it holds the port. */
export const endProxy = data => {
  const pid = proxyOf(data);
  if (pid !== null) send(pid, 'SIGTERM');
};

/** Resolves when hub and backend both answer; rejects when the hub ends first. */
export const untilReady = async (child, url, timeoutMs = 120_000) => {
  let ended = null;
  child.once('exit', (code, signal) => (ended = signal ?? code));
  const deadline = Date.now() + timeoutMs;
  const answers = path =>
    new Promise(resolve => {
      // Our own self-signed certificate needs no verification here.
      const options = { timeout: 2000, rejectUnauthorized: false };
      const call = (url.startsWith('https:') ? https : http).get(
        `${url}${path}`,
        options,
        answer => {
          answer.resume();
          resolve(answer.statusCode === 200);
        },
      );
      call.on('timeout', () => call.destroy());
      call.on('error', () => resolve(false));
    });
  while (Date.now() < deadline) {
    if (ended !== null)
      throw new UserError(`JupyterHub ended early (${ended}). Its log tells why.`);
    if ((await answers('hub/health')) && (await answers('services/perijove/api/v1/health'))) return;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new UserError(`The platform did not answer at ${url} within ${timeoutMs / 1000} s.`);
};
