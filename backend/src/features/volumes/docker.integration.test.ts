import type { SpawnLine } from '@perijove/contracts';
import type { Unrendered } from '../../lib/text.js';
import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { connectionFromEnv } from '../../engine/docker/client/connection.js';
import { createDockerEngine } from '../../engine/docker/engine.js';
import { systemClock } from '../../lib/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { httpProbe } from '../servers/start/probe.js';
import { boot, createWorld, spawnRequest } from '../../../test/helpers/servers.js';
import { VolumePurgeWorker } from './trash/purge-worker.js';
import { TINY as image, notWanted, wanted } from '../../../test/helpers/real-docker.js';

if (wanted) {
  jest.setTimeout(180_000);
  const docker = new Dockerode();
  const id = randomBytes(4).toString('hex');
  const deploymentId = `test-${randomBytes(6).toString('hex')}`;
  const open = () =>
    createDockerEngine({
      connection: connectionFromEnv(process.env),
      deploymentId,
      networkName: `perijove-${deploymentId}`,
      isolation: null,
      clock: systemClock,
      log: silentLogger(),
    });
  const engine = open();
  const start = (shared = `plain-${id}-shared`) =>
    boot(
      { ...createWorld(), clock: systemClock, engine },
      { JUPYTERHUB_NOTEBOOK_IMAGE: image, PERIJOVE_SHARED_VOLUME: shared },
      { deploymentId, probe: httpProbe },
    );

  /** Runs a command in a volume, as root, and answers what it printed. */
  const inVolume = async (volume: string, script: string): Promise<string> => {
    const container = await docker.createContainer({
      Image: image,
      Entrypoint: ['sh', '-c', script],
      User: '0:0',
      Tty: true,
      HostConfig: { NetworkMode: 'none', Binds: [`${volume}:/v`] },
    });
    try {
      await container.start();
      await container.wait();
      return (await container.logs({ stdout: true, stderr: true })).toString().trim();
    } finally {
      await container.remove({ force: true });
    }
  };

  const spawn = async (booted: ReturnType<typeof start>, user: string): Promise<void> => {
    const prefix = `/user/${user}/`;
    const rows: Unrendered<SpawnLine>[] = [];
    const env = {
      JUPYTERHUB_SERVICE_PREFIX: prefix,
      JUPYTERHUB_SERVICE_URL: `http://0.0.0.0:8888${prefix}`,
    };
    for await (const row of booted.servers.spawner.spawn(user, '', spawnRequest({ env }))) {
      rows.push(row);
    }
    expect(rows.at(-1)).toHaveProperty('ready.url');
  };

  const mountsOf = async (user: string): Promise<Record<string, string>> => {
    const lab = (await engine.list()).find(candidate => candidate.user === user);
    const { Mounts: mounts } = await docker.getContainer(lab?.id ?? '').inspect();
    return Object.fromEntries(mounts.map(mount => [mount.Destination, mount.Name ?? '']));
  };

  afterAll(async () => {
    for (const lab of await engine.list()) await engine.remove(lab.name);
    const { Volumes: volumes } = await docker.listVolumes({});
    for (const { Name: name } of volumes) {
      if (name.includes(id)) await docker.getVolume(name).remove();
    }
    const ours = { label: [`perijove.deployment=${deploymentId}`] };
    for (const network of await docker.listNetworks({ filters: ours })) {
      await docker.getNetwork(network.Id).remove();
    }
    await engine.close();
  });

  it('volumes that a former platform left are found, used, reset and brought back', async () => {
    const user = `old${id}`;
    const volume = `jupyterlab-${user}_workspace`;
    await docker.createVolume({ Name: volume, Labels: { made: 'before' } });
    await inVolume(volume, 'echo precious > /v/thesis.txt');
    const booted = start();
    // Also by a user who resets before they ever start here.
    const { results } = await booted.volumes.reset(user, ['workspace'], user);
    expect(results).toMatchObject([{ ok: true, recoverableUntil: expect.any(String) }]);
    await booted.volumes.restore(user, 'workspace', 1, user);
    await spawn(booted, user);
    expect(Object.values(await mountsOf(user))).toContain(volume);
    await booted.servers.spawner.stop(user, '');
    expect(await inVolume(volume, 'cat /v/thesis.txt')).toBe('precious');
    expect((await docker.getVolume(volume).inspect()).Labels).toEqual({ made: 'before' });
    await booted.servers.close();
  });

  it('a shared volume with options of its driver is used as it is, and never touched', async () => {
    const user = `shr${id}`;
    const shared = `tmpfs-${id}-shared`;
    const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=8m,mode=1777' };
    await docker.createVolume({ Name: shared, Driver: 'local', DriverOpts: options });
    const booted = start(shared);
    await spawn(booted, user);
    expect((await mountsOf(user))['/mnt/shared']).toBe(shared);
    await booted.servers.spawner.stop(user, '');
    const { results } = await booted.volumes.reset(user, ['shared'], user);
    expect(results).toMatchObject([{ ok: false, code: 'volume_shared' }]);
    // Neither the end of an account nor the purge worker, long after, takes it along.
    await booted.servers.spawner.deleteForever(user, '');
    const audit = { record: () => undefined };
    const later = { ...systemClock, now: () => Date.now() + 400 * 86_400_000 };
    const deps = { engine, audit, clock: later, repo: booted.volumes.repo };
    await new VolumePurgeWorker({ ...deps, log: booted.log, bus: booted.bus }).tick();
    expect(await engine.volumeExists(`jupyterlab-${user}_home`)).toBe(false);
    expect((await docker.getVolume(shared).inspect()).Options).toEqual(options);
    await booted.servers.close();
  });

  it('sixty volumes are measured by helpers that leave nothing behind', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `many-${id}-${index}`);
    for (const name of names) await docker.createVolume({ Name: name });
    for (const name of names.slice(0, 3)) await inVolume(name, 'echo x > /v/a; echo y > /v/b');
    const uid = jest.spyOn(process, 'getuid').mockReturnValue(1000);
    const helpers = { label: [`perijove.deployment=${deploymentId}`, 'perijove.helper=1'] };
    const measuring = open();
    try {
      await measuring.ensureImage(image, () => undefined);
      const measured = new Map<string, number>();
      for (let first = 0; first < names.length; first += 16) {
        await measuring.volumeUsages(names.slice(first, first + 16), (name, { files }) =>
          measured.set(name, files),
        );
      }
      expect([...measured.keys()]).toEqual(names);
      expect(names.map(name => measured.get(name))).toEqual(
        names.map((_, index) => (index < 3 ? 2 : 0)),
      );
      expect(await docker.listContainers({ all: true, filters: helpers })).toEqual([]);
    } finally {
      uid.mockRestore();
      await measuring.close();
    }
  });
} else {
  notWanted('real volumes');
}
