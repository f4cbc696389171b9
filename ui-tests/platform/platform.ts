import type { ChildProcess } from 'node:child_process';
import { execFile } from 'node:child_process';
import {
  appendFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  endProxy,
  hubConfig,
  platformEnv,
  startHub,
  untilReady,
} from '../../scripts/setup/platform.mjs';
import { freePorts } from '../../scripts/setup/ports.mjs';

const execute = promisify(execFile);

/** A whole platform of its own: data in a temporary folder, free ports, its own Docker network. */
export interface Platform {
  /** With a slash at its end. */
  readonly url: string;
  readonly engine: 'docker' | 'process';
  readonly data: string;
  /** Kills the backend as a crash would; answers its process number. */
  killBackend(): Promise<number>;
  /** Process number of the backend that runs now; null while there is none. */
  backendPid(): Promise<number | null>;
  log(): string;
  stop(): Promise<void>;
}

/** What labs are made from unless a test says otherwise: the newest JupyterLab. */
export const LAB_IMAGE = process.env.PERIJOVE_TEST_IMAGE_LAB ?? 'perijove/lab:test';

const run = async (command: string, ...args: string[]): Promise<string> => {
  try {
    return (await execute(command, args)).stdout.trim();
  } catch {
    return '';
  }
};

/** Removes what a test's labs left: containers, volumes, network, processes. */
const sweep = async (engine: Platform['engine'], network: string, data: string): Promise<void> => {
  if (engine === 'docker') {
    const filter = `network=${network}`;
    const labs = await run('docker', 'ps', '-aq', '--filter', filter);
    const ids = labs.split('\n').filter(Boolean);
    if (ids.length > 0) await run('docker', 'rm', '-fv', ...ids);
    const deployment = await run(
      'docker',
      'network',
      'inspect',
      '-f',
      '{{index .Labels "perijove.deployment"}}',
      network,
    );
    if (deployment !== '') {
      const volumes = await run(
        'docker',
        'volume',
        'ls',
        '-q',
        '--filter',
        `label=perijove.deployment=${deployment}`,
      );
      const names = volumes.split('\n').filter(Boolean);
      if (names.length > 0) await run('docker', 'volume', 'rm', '-f', ...names);
    }
    // Chromium of another run drops what it loads when an address goes: `npm test` removes it later.
    const leaveTo = process.env.PERIJOVE_TEST_NETWORKS;
    if (leaveTo === undefined) await run('docker', 'network', 'rm', network);
    else appendFileSync(leaveTo, `${network}\n`);
  } else {
    // Labs and their kernels have the data folder in their environment, not in their command.
    for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${pid}/environ`, 'utf8').includes(join(data, 'engine'))) {
          process.kill(Number(pid), 'SIGKILL');
        }
      } catch {
        // Another account's, or gone meanwhile.
      }
    }
  }
};

/**
 * Starts a platform; `settings` are environment variables on top of the tests' own, `more` is
 * Python after the hub's configuration: roles, groups and services, as an operator adds them.
 * @param prepare - what is to lie in its data folder before it starts
 */
export const startPlatform = async (
  engine: Platform['engine'],
  settings: Readonly<Record<string, string>> = {},
  more = '',
  prepare?: (data: string) => Promise<void>,
): Promise<Platform> => {
  const data = mkdtempSync(join(tmpdir(), `perijove-${engine}-`));
  await prepare?.(data);
  const [port = 0, hub, backend, proxyApi] = await freePorts(4);
  const network = `perijove-test-${port}`;
  const base = `/${settings.JUPYTERHUB_BASE_URL ?? ''}/`.replace(/\/+/g, '/');
  const url = `http://127.0.0.1:${port}${base}`;
  const { env } = await platformEnv({
    data,
    port,
    ip: '127.0.0.1',
    engine,
    overrides: {
      JUPYTERHUB_NOTEBOOK_IMAGE: LAB_IMAGE,
      JUPYTERHUB_NETWORK_NAME: network,
      JUPYTERHUB_IDLE_CULLER_TIMEOUT: '7200',
      PERIJOVE_SHARED_VOLUME: network,
      PERIJOVE_VOLUME_PREFIX: network,
      PERIJOVE_USAGE_INTERVAL: '2',
      PERIJOVE_HUB_PORT: String(hub),
      PERIJOVE_BACKEND_PORT: String(backend),
      PERIJOVE_PROXY_API_PORT: String(proxyApi),
      ...settings,
    },
  });
  const logFile = join(data, 'logs', 'hub.log');
  mkdirSync(join(data, 'logs'), { recursive: true });
  const log = createWriteStream(logFile);
  const config = join(data, 'jupyterhub_config.py');
  writeFileSync(
    config,
    `c = get_config()\nload_subconfig(${JSON.stringify(hubConfig)})\n${more}\n`,
  );
  const child: ChildProcess = startHub(env, ['pipe', 'pipe'], config);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const text = (): string => readFileSync(logFile, 'utf8');
  await untilReady(child, url).catch(async (error: unknown) => {
    child.kill('SIGKILL');
    endProxy(data);
    const words = text().slice(-4000);
    await sweep(engine, network, data);
    rmSync(data, { recursive: true, force: true });
    throw new Error(`${String(error)}\n${words}`);
  });

  const backendPid = async (): Promise<number | null> => {
    // The supervisor's command line holds the path as well; the backend itself runs under node.
    const pids = await run('pgrep', '-f', `^[^ ]*node .*backend/lib/main.js`);
    for (const pid of pids.split('\n').filter(Boolean)) {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (environment.includes(`PERIJOVE_DATA=${data}\0`)) return Number(pid);
    }
    return null;
  };

  return {
    url,
    engine,
    data,
    log: text,
    backendPid,
    killBackend: async () => {
      const pid = await backendPid();
      if (pid === null) throw new Error('The backend does not run.');
      process.kill(pid, 'SIGKILL');
      return pid;
    },
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 15_000))]);
      child.kill('SIGKILL');
      endProxy(data);
      await sweep(engine, network, data);
      if (process.env.PERIJOVE_TEST_KEEP === undefined) {
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
};
