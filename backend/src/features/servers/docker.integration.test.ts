import type { SpawnLine } from '@perijove/contracts';
import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { connectionFromEnv } from '../../engine/docker/connection.js';
import { createDockerEngine, type DockerEngine } from '../../engine/docker/engine.js';
import { systemClock } from '../../platform/clock.js';
import { silentLogger } from '../../platform/logger.js';
import { httpProbe } from './probe.js';
import { boot, createWorld, spawnRequest } from './rig.testkit.js';

/** Real containers take a daemon and seconds, so they run when asked for. */
const wanted =
  process.env.PERIJOVE_TEST_DOCKER === '1' || process.env.PERIJOVE_TEST_REQUIRE === '1';
const image = process.env.PERIJOVE_TEST_IMAGE_TINY ?? 'perijove/tiny:test';

const setUp = () => {
  const deploymentId = `test-${randomBytes(6).toString('hex')}`;
  const user = `core-${randomBytes(4).toString('hex')}`;
  const engine = createDockerEngine({
    connection: connectionFromEnv(process.env),
    deploymentId,
    networkName: `perijove-${deploymentId}`,
    clock: systemClock,
    log: silentLogger(),
  });
  const world = createWorld();
  const start = () =>
    boot(
      { ...world, clock: systemClock, engine },
      { JUPYTERHUB_NOTEBOOK_IMAGE: image },
      { deploymentId, probe: httpProbe },
    );
  return { deploymentId, user, engine, start };
};

const read = async (lines: AsyncGenerator<SpawnLine, void, void>): Promise<SpawnLine[]> => {
  const all: SpawnLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

const cleanUp = async (engine: DockerEngine, deploymentId: string, user: string) => {
  const docker = new Dockerode();
  for (const lab of await engine.list()) await engine.remove(lab.name);
  const { Volumes: volumes } = await docker.listVolumes({});
  for (const { Name: name } of volumes) {
    if (name.includes(user.replace('-', '-2d'))) await docker.getVolume(name).remove();
  }
  const ours = { label: [`perijove.deployment=${deploymentId}`] };
  for (const { Id: id } of await docker.listNetworks({ filters: ours })) {
    await docker.getNetwork(id).remove();
  }
  await engine.close();
};

if (wanted) {
  jest.setTimeout(120_000);

  it('a real lab starts, outlives a crash of the backend, is joined again, stops and resets', async () => {
    const { deploymentId, user, engine, start } = setUp();
    const prefix = `/user/${user}/`;
    const request = spawnRequest({
      env: {
        JUPYTERHUB_SERVICE_PREFIX: prefix,
        JUPYTERHUB_SERVICE_URL: `http://0.0.0.0:8888${prefix}`,
      },
    });
    try {
      const first = start();
      const last = (await read(first.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready.url');
      const url = first.servers.labUrl(user, '') ?? '';
      expect((await fetch(`${url}${prefix}api`)).status).toBe(200);

      // Nothing is closed: the first backend is simply gone.
      const second = start();
      await second.servers.look();
      expect(second.servers.spawner.state(user, '')).toEqual({ state: 'running', url });
      expect((await read(second.servers.spawner.spawn(user, '', request))).at(-1)).toEqual(last);
      expect(await engine.list()).toHaveLength(1);

      const [before] = await engine.list();
      await second.servers.restart(user, '', user);
      for (let tries = 0; second.servers.row(user, '')?.phase !== 'running'; tries += 1) {
        expect(tries).toBeLessThan(300);
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      const [after] = await engine.list();
      expect(after?.id).toBe(before?.id);
      expect(after?.startedAtMs).toBeGreaterThan(before?.startedAtMs ?? Infinity);
      expect((await fetch(`${after?.url ?? ''}${prefix}api`)).status).toBe(200);

      await second.servers.spawner.stop(user, '');
      expect(await engine.list()).toEqual([]);
      const { results } = await second.volumes.reset(user, ['workspace'], user);
      expect(results).toMatchObject([{ ok: true }]);
      expect((await read(second.servers.spawner.spawn(user, '', request))).at(-1)).toHaveProperty(
        'ready',
      );
      await second.servers.spawner.stop(user, '');
      await first.servers.close();
      await second.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });
} else {
  // Jest wants a test in every file; this one tells how to run the true ones.
  it.todo('a real lab lives through everything (set PERIJOVE_TEST_DOCKER=1)');
}
