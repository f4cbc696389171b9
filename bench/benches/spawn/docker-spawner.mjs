import { randomBytes } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { python } from '../../../scripts/setup/python.mjs';
import { at } from '../../../scripts/setup/root.mjs';
import { ask, run } from '../../../scripts/setup/run.mjs';
import { startChild } from '../../shared/children.mjs';
import { makeNetwork, sweep } from '../../shared/docker.mjs';
import { createHubApi } from '../../shared/hub-api.mjs';
import { temporaryFolder } from '../../shared/platform.mjs';
import { freePorts } from '../../../scripts/setup/ports.mjs';

const DOCKER_SPAWNER = 'dockerspawner==14.*';

/** Its own Python environment, with the same JupyterHub as Perijove's. */
const makeEnvironment = async folder => {
  const version = await ask(python, ['-c', 'import jupyterhub; print(jupyterhub.__version__)']);
  const venv = join(folder, 'venv');
  const uv = ['-m', 'uv'];
  await run(python, [...uv, 'venv', '--python', python, venv], { what: 'uv venv' });
  const own = join(venv, 'bin', 'python');
  const packages = [`jupyterhub==${version}`, DOCKER_SPAWNER];
  await run(python, [...uv, 'pip', 'install', '--python', own, ...packages], { what: 'uv pip' });
  return own;
};

/** DockerSpawner creates volumes without our label. */
const removeVolumes = async prefix => {
  const names = (await ask('docker', ['volume', 'ls', '-q', '--filter', `name=${prefix}-`])) ?? '';
  for (const name of names.split('\n').filter(line => line.startsWith(`${prefix}-`))) {
    await ask('docker', ['volume', 'rm', '-f', name]);
  }
};

/** A hub with DockerSpawner; `api` has an administrator's rights. */
export const startDockerSpawner = async ({ cleanup }) => {
  const data = temporaryFolder('dockerspawner', cleanup);
  const [port, hubPort, proxyApiPort] = await freePorts(3);
  const label = `bench-ds-${port}`;
  const network = `perijove-${label}`;
  cleanup.add(async () => {
    await sweep(label);
    await removeVolumes(label);
  });
  const own = await makeEnvironment(data);
  const gateway = await makeNetwork(network, label);
  const token = randomBytes(16).toString('hex');
  const url = `http://127.0.0.1:${port}/`;
  const child = startChild({
    command: own,
    args: ['-m', 'jupyterhub', '-f', at('bench/benches/spawn/dockerspawner_config.py')],
    cwd: data,
    env: {
      PATH: [at('node_modules', '.bin'), process.env.PATH].join(delimiter),
      HOME: data,
      BENCH_PORT: String(port),
      BENCH_HUB_PORT: String(hubPort),
      BENCH_PROXY_API_PORT: String(proxyApiPort),
      BENCH_GATEWAY: gateway,
      BENCH_NETWORK: network,
      BENCH_LABEL: label,
      BENCH_TOKEN: token,
    },
    logFile: join(data, 'hub.log'),
    cleanup,
  });
  await untilAnswers(child, url);
  return { url, token, api: createHubApi(url, token) };
};

/** Ready when the hub answers: there is no backend to wait for. */
const untilAnswers = async (child, url) => {
  let ended = false;
  child.once('exit', () => (ended = true));
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline && !ended) {
    const answer = await fetch(`${url}hub/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  throw new Error('the hub with DockerSpawner did not come up');
};
