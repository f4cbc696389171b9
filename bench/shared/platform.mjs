import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformEnv, untilReady } from '../../scripts/setup/platform.mjs';
import { freePorts } from '../../scripts/setup/ports.mjs';
import { python } from '../../scripts/setup/python.mjs';
import { ask } from '../../scripts/setup/run.mjs';
import { at } from '../../scripts/setup/root.mjs';
import { startChild } from './children.mjs';
import { networkLabel, sweep } from './docker.mjs';
import { createHubApi } from './hub-api.mjs';

/** A temporary folder, removed with the benchmark. */
export const temporaryFolder = (name, cleanup) => {
  const folder = mkdtempSync(join(tmpdir(), `perijove-bench-${name}-`));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The extensions under a separate name, so that no other platform shares their volume. */
const ownExtensions = data => {
  const folder = join(data, 'extensions');
  mkdirSync(folder);
  cpSync(at('backend', 'lib', 'share', 'jupyter'), folder, { recursive: true });
  writeFileSync(join(folder, 'bench.txt'), data);
  return folder;
};

/**
 * A whole platform: JupyterHub, its proxy and the backend, as `npm start` runs them.
 * Users need no password; `api` is JupyterHub's with an administrator's rights.
 */
export const startPlatform = async ({ engine, settings = {}, cleanup, prepareData }) => {
  const data = temporaryFolder(engine, cleanup);
  const [port, hub, backend, proxyApi] = await freePorts(4);
  writeFileSync(join(data, 'ports.json'), JSON.stringify({ hub, backend, proxyApi }));
  const network = `perijove-bench-${port}`;
  const token = randomBytes(16).toString('hex');
  if (engine === 'docker') cleanup.add(() => sweepDeployment(network));
  const { env } = await platformEnv({
    data,
    port,
    ip: '127.0.0.1',
    engine,
    overrides: {
      JUPYTERHUB_NOTEBOOK_IMAGE: 'perijove/tiny:test',
      JUPYTERHUB_NETWORK_NAME: network,
      JUPYTERHUB_GPU_ENABLED: '0',
      PERIJOVE_SHARED_VOLUME: network,
      PERIJOVE_VOLUME_PREFIX: network,
      PERIJOVE_LABEXTENSIONS: ownExtensions(data),
      ...settings,
    },
  });
  await prepareData?.(data);
  const logFile = join(data, 'hub.log');
  const child = startChild({
    command: python,
    args: ['-m', 'jupyterhub', '-f', at('bench', 'lib', 'jupyterhub_config.py')],
    env: { ...env, BENCH_TOKEN: token, BENCH_HUB_FOLDER: at('hub') },
    cwd: data,
    logFile,
    cleanup,
  });
  const url = `http://127.0.0.1:${port}/`;
  await untilReady(child, url, 180_000).catch(error => {
    throw new Error(`${error.message}\n${readFileSync(logFile, 'utf8').slice(-3000)}`);
  });
  return {
    url,
    service: `${url}services/perijove/`,
    token,
    data,
    api: createHubApi(url, token),
    backendPid: () => backendPid(data),
    log: () => readFileSync(logFile, 'utf8'),
  };
};

const sweepDeployment = async network => {
  const deployment = await networkLabel(network, 'perijove.deployment');
  if (deployment !== null) await sweep(`perijove.deployment=${deployment}`);
};

/** The process number of the platform's backend. */
const backendPid = async data => {
  const found = (await ask('pgrep', ['-f', 'node .*backend/lib/main.js'])) ?? '';
  for (const pid of found.split('\n').filter(Boolean)) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      const program = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
      if (program !== 'python' && environment.includes(`PERIJOVE_DATA=${data}\0`)) {
        if (program.startsWith('node') || program === 'MainThread') return Number(pid);
      }
    } catch {
      // Ended meanwhile.
    }
  }
  throw new Error('The backend does not run.');
};
