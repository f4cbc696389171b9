import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { systemClock } from '../../lib/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { contentFiles, contentHash } from '../content-hash.js';
import { expectFailure } from '../../../test/engine-contract/tools.js';
import type { LabSpec, LabState } from '../port.js';
import { connectionFromEnv } from './client/connection.js';
import { createDockerEngine, type DockerEngine } from './engine.js';
import { TINY as image, notWanted, wanted } from '../../../test/helpers/real-docker.js';

if (wanted) {
  describe('what only Docker has', () => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const networkName = `perijove-${deploymentId}`;
    const docker = new Dockerode();
    const unique = (what: string) => `${what}-${deploymentId}`;
    const optionsOf = (): Parameters<typeof createDockerEngine>[0] => ({
      connection: connectionFromEnv(process.env),
      deploymentId,
      networkName,
      isolation: null,
      clock: systemClock,
      log: silentLogger(),
    });
    const open = () => createDockerEngine(optionsOf());
    let engine: DockerEngine;

    const spec: LabSpec = {
      name: unique('lab'),
      user: 'ada',
      server: '',
      image,
      command: ['jupyterhub-singleuser'],
      env: { JUPYTERHUB_SERVICE_PREFIX: '/user/ada/' },
      workingDir: null,
      homeTarget: '/home/jovyan',
      mounts: [{ volume: unique('home'), target: '/home/jovyan', readOnly: false }],
      hostMounts: [],
      privileged: false,
      gpu: false,
      limits: { cpuCores: 0.5, memoryBytes: 128 * 1024 * 1024, pids: 50 },
      port: 8888,
      specHash: 'one',
    };

    beforeAll(() => {
      engine = open();
    });

    afterAll(async () => {
      const ours = { label: [`perijove.deployment=${deploymentId}`] };
      for (const { Id: id } of await docker.listContainers({ all: true, filters: ours })) {
        await docker.getContainer(id).remove({ force: true, v: true });
      }
      for (const { Name: name } of (await docker.listVolumes({})).Volumes) {
        if (name.includes(deploymentId)) await docker.getVolume(name).remove();
      }
      for (const { Id: id } of await docker.listNetworks({ filters: ours })) {
        await docker.getNetwork(id).remove();
      }
      await engine.close();
    }, 60_000);

    it('makes the network again, with its addresses, when it is removed', async () => {
      const ending = new AbortController();
      const told: unknown[] = [];
      const watching = createDockerEngine({
        ...optionsOf(),
        log: { ...silentLogger(), warn: (words: unknown) => void told.push(words) } as never,
      });
      const idNow = async (): Promise<string | null> =>
        (docker.getNetwork(networkName).inspect() as Promise<{ Id: string }>).then(
          ({ Id: id }) => id,
          () => null,
        );
      const again = async (former: string | null): Promise<void> => {
        for (let tries = 0; ; tries += 1) {
          const now = await idNow();
          if (now !== null && now !== former) return;
          expect(tries).toBeLessThan(100);
          await new Promise(resolve => setTimeout(resolve, 100));
        }
      };
      try {
        const gateway = await watching.networkGateway();
        watching.watch(() => undefined, ending.signal);
        await new Promise(resolve => setTimeout(resolve, 500));
        const first = await idNow();
        await docker.getNetwork(networkName).remove();
        // A look in between may find none, and a start makes it, too.
        await again(first);
        expect(await watching.networkGateway()).toBe(gateway);
        expect(told.join()).toContain('made again');

        // A lab that was stopped meanwhile knows the network that has gone.
        await watching.create(spec);
        await watching.start(spec.name);
        await watching.stop(spec.name, 1000);
        const second = await idNow();
        await docker.getNetwork(networkName).remove();
        await again(second);
        const back = await watching.start(spec.name);
        expect(back.status).toBe('running');
        expect(new URL(back.url ?? '').hostname.split('.').slice(0, 2)).toEqual(
          gateway.split('.').slice(0, 2),
        );

        // One that runs all the while is found on the new one, with everything that runs in it.
        const third = await idNow();
        const network = docker.getNetwork(networkName);
        await network.disconnect({ Container: spec.name, Force: true });
        expect((await watching.inspect(spec.name))?.url).toBeNull();
        await network.remove();
        await again(third);
        const still = async (tries = 0): Promise<LabState | null> => {
          const lab = await watching.inspect(spec.name);
          if (lab?.url !== null || tries === 100) return lab;
          await new Promise(resolve => setTimeout(resolve, 100));
          return still(tries + 1);
        };
        expect(await still()).toMatchObject({
          status: 'running',
          url: expect.stringContaining(gateway.split('.').slice(0, 2).join('.')),
          startedAtMs: back.startedAtMs,
        });
      } finally {
        await watching.remove(spec.name);
        ending.abort();
        await watching.close();
      }
    }, 60_000);

    it('takes the addresses that hub and labs were told, also when it never saw the network', async () => {
      const gateway = await engine.networkGateway();
      await docker.getNetwork(networkName).remove();
      const later = createDockerEngine({ ...optionsOf(), gateway });
      const ending = new AbortController();
      try {
        later.watch(() => undefined, ending.signal);
        for (let tries = 0; tries < 100; tries += 1) {
          const found = await docker.listNetworks({ filters: { name: [networkName] } });
          if (found.length > 0) break;
          await new Promise(resolve => setTimeout(resolve, 100));
        }
        expect(await later.networkGateway()).toBe(gateway);
      } finally {
        ending.abort();
        await later.close();
      }
    });

    it('publishes no port, sets the limits, and tells where labs reach this machine', async () => {
      expect(await engine.networkGateway()).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      await engine.create(spec);
      await engine.start(spec.name);
      const found = await docker.getContainer(spec.name).inspect();
      expect(
        Object.values(found.NetworkSettings.Ports).filter(binding => (binding as unknown) !== null),
      ).toEqual([]);
      expect(found.HostConfig).toMatchObject({
        Memory: 128 * 1024 * 1024,
        NanoCpus: 500_000_000,
        PidsLimit: 50,
        Privileged: false,
        SecurityOpt: ['no-new-privileges'],
      });
      expect((await engine.sample())[0]).toMatchObject({ memoryLimitBytes: 128 * 1024 * 1024 });
      await engine.remove(spec.name);
    }, 60_000);

    it('says that a lab was removed between its making and its start', async () => {
      await engine.create(spec);
      await docker.getContainer(spec.name).remove({ force: true });
      await expect(engine.start(spec.name)).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('was removed while it started'),
      });
    }, 60_000);

    it('leaves a stranger with the same name alone, and says so', async () => {
      const stranger = await docker.createContainer({ name: spec.name, Image: image });
      try {
        await expect(engine.create(spec)).rejects.toThrow('does not belong to this deployment');
        await expectFailure(engine.start(spec.name), 'not_found');
        await engine.remove(spec.name);
        expect(await engine.inspect(spec.name)).toBeNull();
        expect((await stranger.inspect()).State.Status).toBe('created');
      } finally {
        await stranger.remove({ force: true });
      }
    }, 60_000);

    it('lets any user write into a new volume, and keeps the owner that the image gives', async () => {
      const volume = unique('open');
      await engine.ensureVolume(volume, {}, image);
      const asStranger = async (target: string) => {
        const container = await docker.createContainer({
          Image: image,
          User: '4711:4711',
          Entrypoint: ['/bin/sh', '-c', `touch ${target}/written`],
          HostConfig: { Mounts: [{ Type: 'volume', Source: volume, Target: target }] },
        });
        await container.start();
        const { StatusCode: status } = (await container.wait()) as { StatusCode: number };
        await container.remove({ force: true });
        return status;
      };
      expect(await asStranger('/somewhere/new')).toBe(0);
      await engine.removeVolume(volume);
      // /root exists in every image and belongs to root alone.
      await engine.ensureVolume(volume, {}, image);
      expect(await asStranger('/root')).not.toBe(0);
      await engine.removeVolume(volume);
    }, 60_000);

    it('opens a volume that a crash left closed, unless a user has used it', async () => {
      const volume = unique('closed');
      const made = { Name: volume, Labels: { 'perijove.deployment': deploymentId } };
      const inside = async (user: string, script: string) => {
        const container = await docker.createContainer({
          Image: image,
          User: user,
          Entrypoint: ['/bin/sh', '-c', script],
          HostConfig: { Mounts: [{ Type: 'volume', Source: volume, Target: '/somewhere/new' }] },
        });
        await container.start();
        const { StatusCode: status } = (await container.wait()) as { StatusCode: number };
        await container.remove({ force: true });
        return status;
      };
      const write = () => inside('4711:4711', 'touch /somewhere/new/written');
      await docker.createVolume(made);
      expect(await write()).not.toBe(0);
      await engine.ensureVolume(volume, {}, image);
      expect(await write()).not.toBe(0);
      await engine.ensureVolume(volume, {}, image, { unsure: true });
      expect(await write()).toBe(0);
      // Now it is a user's, and so are its owner and mode.
      expect(await inside('0:0', 'chmod 0700 /somewhere/new')).toBe(0);
      await engine.ensureVolume(volume, {}, image, { unsure: true });
      expect(await write()).not.toBe(0);
      expect(await inside('0:0', 'test -f /somewhere/new/written')).toBe(0);
      await engine.removeVolume(volume);
    }, 60_000);

    it('uses a volume that an earlier platform made, contents and all', async () => {
      const volume = unique('jupyterlab-ada_home');
      await docker.createVolume({ Name: volume, Labels: { made: 'before' } });
      await engine.ensureVolume(volume, { purpose: 'home' }, image);
      expect((await docker.getVolume(volume).inspect()).Labels).toEqual({ made: 'before' });
      await engine.removeVolume(volume);
      expect(await engine.volumeExists(volume)).toBe(false);
    }, 60_000);

    it('fills a content volume again that a crash left half filled', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'perijove-content-'));
      try {
        await writeFile(join(directory, 'hello.txt'), 'hello\n');
        const name = unique('content-') + (await contentHash(await contentFiles(directory)));
        await docker.createVolume({ Name: name });
        expect(await engine.ensureContentVolume(unique('content-'), directory, image)).toBe(name);
        // The file and the mark that all of it is there.
        expect((await engine.volumeUsage(name)).files).toBe(2);
        const reopened = open();
        expect(await reopened.ensureContentVolume(unique('content-'), directory, image)).toBe(name);
        await reopened.close();
      } finally {
        await rm(directory, { recursive: true });
      }
    }, 60_000);

    it('measures in a helper where it may not look itself, and leaves none behind', async () => {
      const volume = unique('measured');
      await engine.ensureVolume(volume, {}, image);
      const uid = jest.spyOn(process, 'getuid').mockReturnValue(1000);
      const helpers = { label: [`perijove.deployment=${deploymentId}`, 'perijove.helper=1'] };
      try {
        const reopened = open();
        // A helper of a backend that was killed in the middle of its work.
        await docker.createContainer({
          Image: image,
          Labels: { 'perijove.deployment': deploymentId, 'perijove.helper': '1' },
        });
        await reopened.ensureImage(image, () => undefined);
        expect(await reopened.volumeUsage(volume)).toEqual({ bytes: 4096, files: 0 });
        await expectFailure(
          reopened.volumeUsage(volume, AbortSignal.timeout(150)),
          'timeout_unknown',
        );
        await reopened.close();
        expect(await docker.listContainers({ all: true, filters: helpers })).toEqual([]);
      } finally {
        uid.mockRestore();
      }
    }, 60_000);

    it('samples many labs without a question to Docker for each', async () => {
      const names = Array.from({ length: 8 }, (_, index) => `${unique('many')}-${index}`);
      await Promise.all(
        names.map(async name => {
          await engine.create({ ...spec, name, mounts: [] });
          await engine.start(name);
        }),
      );
      await engine.sample();
      const asked = jest.spyOn(http, 'request');
      try {
        const samples = await engine.sample();
        expect(samples.map(sample => sample.name).sort()).toEqual(names);
        // How long that takes is measured by `npm run bench -- sample`.
        expect(asked.mock.calls.length).toBeLessThanOrEqual(1);
      } finally {
        asked.mockRestore();
      }
      await Promise.all(names.map(name => engine.remove(name)));
    }, 120_000);
  });
} else {
  notWanted('what only Docker has');
}
