#!/usr/bin/env node
/**
 * Makes sure that a Docker engine responds: uses the existing one, otherwise (as root on
 * Debian or Ubuntu, and when allowed) installs Debian's docker.io and starts dockerd.
 *
 *   node scripts/test-env/engine.mjs [--no-install]
 */
import { spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { aptInstall, aptKnows, lastLine, run, which, whyNoApt } from './apt.mjs';

const DEFAULT_SOCKET = '/var/run/docker.sock';
const LOG_FILE = '/var/log/perijove-dockerd.log';

/**
 * @param {{ mayInstall?: boolean, log?: (line: string) => void, timeoutMs?: number }} [options]
 * @returns {Promise<{ available: boolean, socket: string, startedByUs: boolean, why: string }>}
 *   `socket` is a path or a tcp address; `why` is a sentence, also when all is well
 */
export async function ensureDocker({ mayInstall = true, log = () => {}, timeoutMs = 60_000 } = {}) {
  const socket = socketOf(process.env.DOCKER_HOST);
  const answer = (available, startedByUs, why) => ({ available, socket, startedByUs, why });
  if (await answers(socket)) return answer(true, false, 'A Docker engine was already running.');
  if (socket !== DEFAULT_SOCKET) {
    return answer(false, false, `No Docker engine answers at DOCKER_HOST (${socket}).`);
  }
  if (!which('dockerd')) {
    const whyNot = whyNoApt({ mayInstall });
    if (whyNot) return answer(false, false, `There is no Docker engine, and ${whyNot}.`);
    // Debian 13 moved the command line client into a package of its own.
    const client = (await aptKnows('docker-cli')) ? ['docker-cli'] : [];
    const failure = await aptInstall(['docker.io', ...client], { log });
    if (failure) return answer(false, false, failure);
  }
  if (process.getuid?.() !== 0) {
    return answer(false, false, 'Docker is installed but not running; starting it needs root.');
  }
  return answer(...(await start({ socket, log, timeoutMs })));
}

async function start({ socket, log, timeoutMs }) {
  log('Starting the Docker engine.');
  const daemon = existsSync('/run/systemd/system') ? undefined : spawnDaemon();
  if (!daemon) await run('systemctl', ['start', 'docker']);
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await answers(socket)) return [true, true, 'The Docker engine was started.'];
    // Another process may have started it first; its engine works as well,
    // so our daemon's exit is a failure only if no engine responds soon after.
    if (daemon?.endedAt && Date.now() - daemon.endedAt > 10_000) break;
    await sleep(250);
  }
  const reason = existsSync(LOG_FILE) ? lastLine(readFileSync(LOG_FILE, 'utf8')) : '';
  return [false, false, `The Docker engine did not start. ${reason} See ${LOG_FILE}.`];
}

function spawnDaemon() {
  const out = openSync(LOG_FILE, 'a');
  const child = spawn(which('dockerd') ?? 'dockerd', [], {
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const state = { endedAt: 0 };
  const ended = () => (state.endedAt = Date.now());
  child.on('exit', ended);
  child.on('error', ended);
  child.unref();
  return state;
}

function socketOf(dockerHost) {
  if (!dockerHost) return DEFAULT_SOCKET;
  return dockerHost.startsWith('unix://') ? dockerHost.slice('unix://'.length) : dockerHost;
}

/** Whether an engine answers a ping there within two seconds. */
export function answers(socket) {
  const target = socket.startsWith('/')
    ? { socketPath: socket }
    : { host: new URL(socket).hostname, port: new URL(socket).port || 2375 };
  return new Promise(resolve => {
    const ping = request({ ...target, path: '/_ping', timeout: 2000 }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.on('close', () => resolve(false));
    ping.end();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await ensureDocker({
    mayInstall: !process.argv.includes('--no-install'),
    log: line => console.error(line),
  });
  console.log(JSON.stringify(result));
  process.exitCode = result.available ? 0 : 1;
}
