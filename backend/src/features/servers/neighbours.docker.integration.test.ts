import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { cleanUp, read, requestOf, run, setUp } from '../../../test/helpers/servers-docker.js';
import { escapeName } from './names.js';
import { TINY, notWanted, wanted } from '../../../test/helpers/real-docker.js';

const LAB = process.env.PERIJOVE_TEST_IMAGE ?? 'perijove/lab:test';

if (wanted) {
  jest.setTimeout(180_000);
  const docker = new Dockerode();

  it('two deployments on one engine neither see nor touch each other', async () => {
    const [ours, theirs] = [setUp(), setUp()];
    const { user } = ours;
    const us = ours.start();
    const them = theirs.start({
      PERIJOVE_VOLUME_PREFIX: `other-${user}`,
      PERIJOVE_SHARED_VOLUME: `other-shared-${escapeName(user)}`,
    });
    // A container of nobody's, under a name like ours.
    const stranger = await docker.createContainer({ name: `perijove-${user}`, Image: TINY });
    try {
      for (const booted of [us, them]) {
        const lines = await read(booted.servers.spawner.spawn(user, '', requestOf(user)));
        expect(lines.at(-1)).toHaveProperty('ready');
      }
      const [[mine], [other]] = [await ours.engine.list(), await theirs.engine.list()];
      expect(mine?.id).not.toBe(other?.id);
      // Each has files of its own, although the users have the same name.
      await run(mine?.id ?? '', 'touch', '/home/jovyan/work/ours', '/mnt/shared/ours');
      expect(await run(other?.id ?? '', 'ls', '/home/jovyan/work', '/mnt/shared')).not.toContain(
        'ours',
      );
      expect(await ours.engine.list()).toHaveLength(1);
      expect(await ours.engine.inspect(other?.name ?? '')).toBeNull();
      expect((await ours.engine.sample()).map(({ id }) => id)).toEqual([mine?.id]);

      // Not even by name, and not as an orphan of its own.
      await ours.engine.remove(other?.name ?? '');
      await ours.engine.stop(other?.name ?? '', 1000);
      await us.servers.reconcileOnce();
      await us.servers.spawner.stop(user, '');
      await us.servers.reconcileOnce();
      expect(await ours.engine.list()).toEqual([]);
      expect(await theirs.engine.list()).toEqual([other]);
      expect(them.servers.spawner.state(user, '')).toMatchObject({ state: 'running' });
      expect((await stranger.inspect()).State.Status).toBe('created');
      await us.servers.close();
      await them.servers.close();
    } finally {
      await stranger.remove({ force: true });
      // Their volumes have names alike, so all labs go before any volume does.
      for (const { engine } of [ours, theirs]) {
        for (const lab of await engine.list()) await engine.remove(lab.name);
      }
      for (const { engine, deploymentId } of [ours, theirs]) {
        await cleanUp(engine, deploymentId, user);
      }
    }
  });

  it('a deployment keeps out of the files of another one that has the same names', async () => {
    const [ours, theirs] = [setUp(), setUp()];
    const { user } = ours;
    const [us, them] = [
      ours.start(),
      theirs.start({ PERIJOVE_SHARED_VOLUME: `x-${escapeName(user)}` }),
    ];
    try {
      await read(us.servers.spawner.spawn(user, '', requestOf(user)));
      const lines = await read(them.servers.spawner.spawn(user, '', requestOf(user)));
      expect(lines.at(-1)).toMatchObject({
        failed: { code: 'engine_conflict', message: expect.stringContaining(ours.deploymentId) },
      });
      expect(await theirs.engine.list()).toEqual([]);
      // Whose database was lost goes on under its former name, and finds lab and files.
      await us.servers.close();
      const again = setUp({}, ours.deploymentId);
      const [found] = await again.engine.list();
      expect(found).toMatchObject({ user, status: 'running' });
      const next = again.start();
      await read(next.servers.spawner.spawn(user, '', requestOf(user)));
      expect(next.servers.spawner.state(user, '')).toMatchObject({ state: 'running' });
      await next.servers.close();
      await them.servers.close();
      await again.engine.close();
    } finally {
      for (const { engine, deploymentId } of [ours, theirs]) {
        await cleanUp(engine, deploymentId, user);
      }
    }
  });

  it("runs administrators' scripts before the lab starts, from where no lab can write", async () => {
    const { deploymentId, user, engine, start } = setUp();
    const scripts = await mkdtemp(join(tmpdir(), 'perijove-scripts-'));
    const script = async (name: string, text: string) => {
      await writeFile(join(scripts, name), `#!/bin/sh\n${text}\n`);
      await chmod(join(scripts, name), 0o700);
    };
    await script('10-hello.sh', 'echo "hello $JUPYTERHUB_USER" > /home/jovyan/work/greeting');
    await script('20-fails.sh', 'exit 7');
    const booted = start({ JUPYTERHUB_NOTEBOOK_IMAGE: LAB }, scripts);
    try {
      const request = requestOf(user, {
        command: [
          'jupyter',
          'lab',
          '--ip=0.0.0.0',
          '--no-browser',
          `--ServerApp.base_url=/user/${user}/`,
        ],
        startTimeoutSeconds: 120,
      });
      const lines = await read(booted.servers.spawner.spawn(user, '', request));
      expect(lines.at(-1)).toHaveProperty('ready');
      const [lab] = await engine.list();
      const work = (
        await run(lab?.id ?? '', 'sh', '-c', 'ls /home/jovyan/work; cat /home/jovyan/work/greeting')
      ).split(/\s*\n/);
      expect(work).toContain(`hello ${user}`);
      const log = await booted.servers.logs(user, '', 1000);
      const at = (text: string) => log.findIndex(line => line.includes(text));
      expect(at('running /opt/perijove/start-platform.d/10-hello.sh')).toBeGreaterThanOrEqual(0);
      expect(at('10-hello.sh')).toBeLessThan(at('20-fails.sh failed with status 7'));
      expect(at('20-fails.sh failed with status 7')).toBeLessThan(at('Jupyter Server'));
      const touched = await run(
        lab?.id ?? '',
        'sh',
        '-c',
        'touch /opt/perijove/start-platform.d/30.sh || echo no',
      );
      expect(touched).toContain('no');
      await booted.servers.spawner.stop(user, '');
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
      await rm(scripts, { recursive: true });
    }
  });
} else {
  notWanted('deployments side by side');
}
