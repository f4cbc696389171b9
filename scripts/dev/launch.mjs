// A separate dev mode for the test and the benchmark: a temporary data folder, free ports.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../setup/ports.mjs';
import { at } from '../setup/root.mjs';

export const PASSWORD = 'correct-horse-battery-staple';

/** Starts it; resolves when it is ready, and rejects with its output if it exits first. */
export const launchDev = async data => {
  const [port, hub, backend, proxyApi] = (await freePorts(4)).map(String);
  const args = ['--no-install', '--inspect-port', '0', '--data', data, '--port', port];
  const child = spawn(process.execPath, [at('scripts/dev.mjs'), ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NO_COLOR: '1',
      JUPYTERHUB_ADMIN_PASSWORD: PASSWORD,
      PERIJOVE_HUB_PORT: hub,
      PERIJOVE_BACKEND_PORT: backend,
      PERIJOVE_PROXY_API_PORT: proxyApi,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const dev = {
    child,
    said: '',
    url: `http://127.0.0.1:${port}/`,
    ended: new Promise(resolve => child.once('close', resolve)),
    hubPid: () => Number(readFileSync(join(data, 'hub', 'jupyterhub.pid'), 'utf8').split('\n')[0]),
    /** The current version of the backend; null while it does not respond. */
    version: async () => {
      try {
        const signal = AbortSignal.timeout(2000);
        const answer = await fetch(`${dev.url}services/perijove/api/v1/health`, { signal });
        return (await answer.json()).version ?? null;
      } catch {
        return null;
      }
    },
  };
  await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        dev.said += chunk;
        if (dev.said.includes('is ready')) resolve();
      });
    }
    void dev.ended.then(() => reject(new Error(dev.said)));
  });
  return dev;
};

/** Waits until `condition` is true; returns the milliseconds. */
export const until = async (what, condition, withinMs = 120_000) => {
  const begin = performance.now();
  while (!(await condition())) {
    if (performance.now() - begin > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  return performance.now() - begin;
};
