import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { SpawnRequest } from '@perijove/contracts';
import { ADMIN_TOKEN } from './hub.js';

/** The built backend as a process of its own, which can be killed at any moment. */
export interface BackendProcess {
  start(): Promise<void>;
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** Calls the public interface as an administrator; null when the line broke. */
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> } | null>;
  /** Calls the internal interface as the hub's spawner does; answers all that it said. */
  spawner(method: 'POST' | 'DELETE', path: string, body?: SpawnRequest): Promise<string>;
}

const INTERNAL_TOKEN = 'internal-token-for-tests';
const SERVICE_TOKEN = 'service-token-for-tests';

/** What must reach no lab. */
export const SECRETS = [INTERNAL_TOKEN, SERVICE_TOKEN, ADMIN_TOKEN];

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** @param main - the built `main.js` */
export const createBackendProcess = async (options: {
  readonly main: string;
  readonly data: string;
  readonly hubApiUrl: string;
  readonly engineSocket: string;
  readonly env: Readonly<Record<string, string>>;
}): Promise<BackendProcess> => {
  const { main, data, hubApiUrl, engineSocket } = options;
  if (!existsSync(main)) throw new Error('Build first: npm run build:node');
  const port = await freePort();
  const base = `http://127.0.0.1:${port}/services/perijove/api/v1`;
  const socketPath = join(data, 'internal.sock');
  let child: ChildProcess | null = null;

  const call: BackendProcess['call'] = async (method, path, body) => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${ADMIN_TOKEN}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        body: (await response.json()) as Record<string, unknown>,
      };
    } catch {
      return null;
    }
  };

  return {
    call,
    start: async () => {
      const log = openSync(join(data, 'backend.log'), 'a');
      child = spawn(process.execPath, [main], {
        stdio: ['ignore', log, log],
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: data,
          PERIJOVE_DATA: data,
          PERIJOVE_BACKEND_PORT: String(port),
          PERIJOVE_SERVICE_TOKEN: SERVICE_TOKEN,
          PERIJOVE_INTERNAL_TOKEN: INTERNAL_TOKEN,
          PERIJOVE_INTERNAL_URL: `unix://${socketPath}`,
          PERIJOVE_ENGINE: 'docker',
          DOCKER_HOST: `unix://${engineSocket}`,
          JUPYTERHUB_API_URL: hubApiUrl,
          ...options.env,
        },
      });
      const { exitCode } = child;
      for (let tries = 0; tries < 600; tries += 1) {
        if (child.exitCode !== exitCode) throw new Error(`the backend ended, see ${data}`);
        if ((await call('GET', '/health'))?.body['status'] === 'ok') return;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error(`the backend does not answer, see ${data}`);
    },
    kill: async () => {
      const doomed = child;
      child = null;
      if (doomed === null || doomed.exitCode !== null || doomed.signalCode !== null) return;
      const gone = once(doomed, 'exit');
      doomed.kill('SIGKILL');
      await gone;
    },
    spawner: (method, path, body) =>
      new Promise((resolve, reject) => {
        const sent = request(
          {
            socketPath,
            method,
            path: `/internal/v1/servers/${path}`,
            headers: {
              Authorization: `Bearer ${INTERNAL_TOKEN}`,
              'Content-Type': 'application/json',
            },
          },
          answer => {
            let text = '';
            answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
            answer.on('end', () => {
              if (answer.statusCode === 200) resolve(text);
              else reject(new Error(text));
            });
            answer.on('error', reject);
          },
        );
        sent.on('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      }),
  };
};
