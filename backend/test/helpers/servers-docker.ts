import type { SpawnLine } from '@perijove/contracts';
import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { connectionFromEnv } from '../../src/engine/docker/client/connection.js';
import { createDockerEngine, type DockerEngine } from '../../src/engine/docker/engine.js';
import { systemClock } from '../../src/lib/clock.js';
import { silentLogger } from '../../src/lib/logger.js';
import { escapeName } from '../../src/features/servers/names.js';
import { httpProbe } from '../../src/features/servers/start/probe.js';
import { boot, createWorld, spawnRequest } from './servers.js';
import { TINY } from './real-docker.js';
import type { Unrendered } from '../../src/lib/text.js';
import { english } from './english.js';

/** One deployment on the real engine; `start` is a backend, a second call the next one. */
export const setUp = (
  settings: Record<string, string> = {},
  deploymentId = `test-${randomBytes(6).toString('hex')}`,
) => {
  const user = `core-${randomBytes(4).toString('hex')}`;
  const engine = createDockerEngine({
    connection: connectionFromEnv(process.env),
    deploymentId,
    networkName: `perijove-${deploymentId}`,
    isolation: null,
    clock: systemClock,
    log: silentLogger(),
  });
  const world = createWorld();
  const start = (change: Record<string, string> = {}, startScriptsDir?: string) =>
    boot(
      { ...world, clock: systemClock, engine },
      {
        JUPYTERHUB_NOTEBOOK_IMAGE: TINY,
        PERIJOVE_SHARED_VOLUME: `shared-${escapeName(user)}`,
        ...settings,
        ...change,
      },
      {
        deploymentId,
        probe: httpProbe,
        ...(startScriptsDir === undefined ? {} : { startScriptsDir }),
        icons: { main: '/icons/main.svg', splash: '/icons/splash.svg' },
      },
    );
  return { deploymentId, user, engine, start };
};

/** Reads a start to its end. */
export const read = async (
  lines: AsyncGenerator<Unrendered<SpawnLine>, void, void>,
): Promise<SpawnLine[]> => {
  const all: SpawnLine[] = [];
  for await (const line of lines) all.push(english<SpawnLine>(line));
  return all;
};

/** Removes everything of the deployment and of its user. */
export const cleanUp = async (engine: DockerEngine, deploymentId: string, user: string) => {
  const docker = new Dockerode();
  for (const lab of await engine.list()) await engine.remove(lab.name);
  const { Volumes: volumes } = await docker.listVolumes({});
  for (const { Name: name } of volumes) {
    if (name.includes(escapeName(user))) await docker.getVolume(name).remove();
  }
  const ours = { label: [`perijove.deployment=${deploymentId}`] };
  for (const { Id: id } of await docker.listNetworks({ filters: ours })) {
    await docker.getNetwork(id).remove();
  }
  await engine.close();
};

/** A start request of a user's default server. */
export const requestOf = (user: string, change: Parameters<typeof spawnRequest>[0] = {}) =>
  spawnRequest({
    ...change,
    env: {
      JUPYTERHUB_API_TOKEN: 'secret',
      JUPYTERHUB_USER: user,
      JUPYTERHUB_SERVICE_PREFIX: `/user/${user}/`,
      JUPYTERHUB_SERVICE_URL: `http://0.0.0.0:8888/user/${user}/`,
      ...change.env,
    },
  });

/** What a container says when this runs in it. */
export const run = async (container: string, ...command: string[]): Promise<string> => {
  const exec = await new Dockerode()
    .getContainer(container)
    .exec({ Cmd: command, AttachStdout: true, Tty: true });
  const output = await exec.start({ Tty: true });
  let text = '';
  for await (const chunk of output) text += String(chunk);
  return text;
};

/** The environment of what runs in a container. */
export const environmentOf = async (container: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await run(container, 'env'))
      .split(/\r?\n/)
      .filter(line => line.includes('='))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** Waits until `look` says yes. */
export const eventually = async (look: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await look()); tries += 1) {
    if (tries > 300) throw new Error('It did not happen within half a minute.');
    await new Promise(resolve => setTimeout(resolve, 100));
  }
};
