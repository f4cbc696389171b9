import Dockerode from 'dockerode';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cleanUp,
  environmentOf,
  read,
  requestOf,
  run,
  setUp,
} from '../../../test/helpers/servers-docker.js';
import type { Heard } from '../../../test/helpers/hostile-server.js';
import { notWanted, TINY, wanted } from '../../../test/helpers/real-docker.js';
import { escapeName } from './names.js';

if (wanted) {
  jest.setTimeout(120_000);

  it('a real lab starts, outlives a crash of the backend, is joined again, stops and resets', async () => {
    const { deploymentId, user, engine, start } = setUp();
    const prefix = `/user/${user}/`;
    const request = requestOf(user);
    try {
      const first = start();
      const last = (await read(first.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready.url');
      const url = first.servers.queries.row(user, '')?.url ?? '';
      expect((await fetch(`${url}${prefix}api`)).status).toBe(200);
      // Whether it answers was asked without showing it anything.
      const heard = (await (await fetch(`${url}${prefix}api/heard`)).json()) as Heard[];
      expect(heard.map(({ url: asked }) => asked)).toContain(`${prefix}api`);
      expect(JSON.stringify(heard)).not.toMatch(/authorization|cookie|token/i);

      // Nothing is closed: the first backend is simply gone.
      const second = start();
      await second.servers.reconcileOnce();
      expect(second.servers.spawner.state(user, '')).toEqual({ state: 'running', url });
      expect((await read(second.servers.spawner.spawn(user, '', request))).at(-1)).toEqual(last);
      expect(await engine.list()).toHaveLength(1);

      const [before] = await engine.list();
      await second.servers.restart(user, '', user);
      for (let tries = 0; second.servers.queries.row(user, '')?.phase !== 'running'; tries += 1) {
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

  it('a lab has the power that its groups grant, from the next start on and no longer', async () => {
    const { deploymentId, user, engine, start } = setUp();
    const docker = new Dockerode();
    const booted = start();
    /** What the container of a start with these groups may do. */
    const powersOf = async (groups: string[], secret: string) => {
      const request = requestOf(user, { env: { JUPYTERHUB_API_TOKEN: secret }, groups });
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready');
      const [lab] = await engine.list();
      const { HostConfig: host, Mounts: mounts } = await docker
        .getContainer(lab?.id ?? '')
        .inspect();
      await booted.servers.spawner.stop(user, '');
      return {
        privileged: host.Privileged,
        binds: mounts.filter(mount => mount.Type === 'bind').map(mount => mount.Destination),
        // Whether the lab's own user may open the socket.
        groups: host.GroupAdd?.length ?? 0,
      };
    };
    const none = { privileged: false, binds: [], groups: 0 };
    try {
      expect(await powersOf([], '1')).toEqual(none);
      expect(await powersOf(['docker-sock'], '2')).toEqual({
        privileged: false,
        binds: ['/var/run/docker.sock'],
        groups: 1,
      });
      expect(await powersOf(['docker-privileged'], '3')).toEqual({ ...none, privileged: true });
      expect(await powersOf(['docker', 'admin', 'Docker-Sock'], '4')).toEqual(none);
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });

  it('a lab has the limits that its groups set, in the container and in the kernel', async () => {
    const { deploymentId, user, engine, start } = setUp({
      PERIJOVE_LAB_MEMORY_LIMIT: '128M',
      PERIJOVE_LAB_CPU_LIMIT: '1',
    });
    const booted = start();
    const MIB = 1024 * 1024;
    /** The limits of a start of a user in groups that say this. */
    const limitsOf = async (
      groupSettings: Record<string, unknown>,
      secret: string,
      asked: { cpuCores: number | null; memoryBytes: number | null } = {
        cpuCores: null,
        memoryBytes: null,
      },
    ) => {
      const groups = Object.keys(groupSettings);
      const env = { JUPYTERHUB_API_TOKEN: secret };
      const request = requestOf(user, { env, groups, groupSettings, limits: asked });
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready');
      const [lab] = await engine.list();
      const id = lab?.id ?? '';
      const { HostConfig: host } = await new Dockerode().getContainer(id).inspect();
      // Version 1 of cgroups, or version 2, as a process in the lab sees them.
      const kernel = await run(
        id,
        'sh',
        '-c',
        'cd /sys/fs/cgroup; cat memory.max memory/memory.limit_in_bytes pids.max pids/pids.max 2>/dev/null; cat cpu.max 2>/dev/null || paste cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us',
      );
      const [memory, pids, quota, period] = kernel.trim().split(/\s+/).map(Number);
      await booted.servers.spawner.stop(user, '');
      const contained = [host.Memory, host.PidsLimit, (host.NanoCpus ?? 0) / 1e9];
      expect([memory, pids, (quota ?? 0) / (period ?? 1)]).toEqual(contained);
      return contained;
    };
    const limits = { memoryBytes: 256 * MIB, cpuCores: 0.5, pids: 100 };
    try {
      expect(await limitsOf({}, '1')).toEqual([128 * MIB, 4096, 1]);
      // What a group says takes the place of the settings, be it more or less.
      expect(await limitsOf({ 'class-a': { limits } }, '2')).toEqual([256 * MIB, 100, 0.5]);
      // Of several groups the most generous counts.
      expect(
        await limitsOf(
          { 'class-a': { limits }, 'class-b': { limits: { ...limits, pids: 200 } } },
          '3',
        ),
      ).toEqual([256 * MIB, 200, 0.5]);
      expect(await limitsOf({}, '4')).toEqual([128 * MIB, 4096, 1]);
      // The hub's own configuration stands before the settings, and behind what groups say.
      const asked = { cpuCores: 0.25, memoryBytes: 192 * MIB };
      expect(await limitsOf({}, '5', asked)).toEqual([192 * MIB, 4096, 0.25]);
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });

  it('a lab opens the volume that DockerSpawner made for its user, and none of a program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'names-'));
    const file = join(folder, 'volumes.yaml');
    const { deploymentId, user, engine, start } = setUp({ PERIJOVE_VOLUMES_FILE: file });
    const docker = new Dockerode();
    const before = `hub-${deploymentId}`;
    writeFileSync(file, `- { suffix: work, mount: /w, name: '${before}-user-{username}' }\n`);
    const theirs = `${before}-user-${escapeName(user)}`;
    const made = async (Name: string, Labels: Record<string, string>) => {
      await docker.createVolume({ Name, Labels });
      const container = await docker.createContainer({
        Image: TINY,
        Entrypoint: ['sh', '-c', 'echo kept > /v/thesis && chmod 777 /v'],
        HostConfig: { Binds: [`${Name}:/v`] },
        User: '0:0',
      });
      await container.start();
      await container.wait();
      await container.remove();
    };
    try {
      await made(theirs, {});
      const booted = start();
      const request = requestOf(user);
      const last = (await read(booted.servers.spawner.spawn(user, '', request))).at(-1);
      expect(last).toHaveProperty('ready');
      const [lab] = await engine.list();
      expect(await run(lab?.id ?? '', 'cat', '/w/thesis')).toContain('kept');
      expect(booted.audits).toContainEqual(
        expect.objectContaining({ action: 'volume.adopt', subject: user }),
      );
      await booted.servers.spawner.stop(user, '');

      // Who calls themselves as a program's volume ends gets nothing of it, also when deleted.
      const cunning = `${user}-data`;
      const program = `${before}-user-${escapeName(cunning)}`;
      await made(program, { 'com.docker.compose.project': 'program' });
      const refused = await read(booted.servers.spawner.spawn(cunning, '', requestOf(cunning)));
      expect(JSON.stringify(refused.at(-1))).toContain('of Docker Compose');
      expect(booted.volumes.repo.ofUser(cunning)).toEqual([]);
      await booted.servers.close();
    } finally {
      rmSync(folder, { recursive: true });
      await cleanUp(engine, deploymentId, user);
    }
  });

  it('a lab receives everything that it is promised', async () => {
    const { deploymentId, user, engine, start } = setUp({
      JUPYTERHUB_TIMEZONE: 'Europe/Warsaw',
      JUPYTERHUB_SERVICE_MLFLOW: '1',
      JUPYTERHUB_SERVICE_TENSORBOARD: '0',
      JUPYTERHUB_SERVICE_RESOURCES_MONITOR: '1',
      JUPYTERHUB_SERVICE_OPTUNA: '1',
      // JupyterHub gives these to the backend; they are no flags.
      JUPYTERHUB_SERVICE_NAME: 'perijove',
      JUPYTERHUB_SERVICE_PREFIX: '/services/perijove/',
      JUPYTERHUB_SERVICE_URL: 'http://127.0.0.1:18082',
      JUPYTERHUB_GPU_ENABLED: '0',
      JUPYTERLAB_AUX_SCRIPTS_PATH: '/mnt/shared/own.d',
      TF_CPP_MIN_LOG_LEVEL: '2',
    });
    const booted = start();
    const request = requestOf(user);
    try {
      await read(booted.servers.spawner.spawn(user, '', request));
      const [lab] = await engine.list();
      const seen = await environmentOf(lab?.id ?? '');
      expect(
        Object.keys(seen)
          .filter(name => name.startsWith('ENABLE_SERVICE_'))
          .sort(),
      ).toEqual(
        ['MLFLOW', 'OPTUNA', 'RESOURCES_MONITOR', 'TENSORBOARD'].map(
          name => `ENABLE_SERVICE_${name}`,
        ),
      );
      expect(seen).toMatchObject({
        ...request.env,
        ENABLE_SERVICE_MLFLOW: '1',
        ENABLE_SERVICE_OPTUNA: '1',
        ENABLE_SERVICE_TENSORBOARD: '0',
        ENABLE_SERVICE_RESOURCES_MONITOR: '1',
        ENABLE_GPU_SUPPORT: '0',
        ENABLE_GPUSTAT: '0',
        NVIDIA_DETECTED: '0',
        MLFLOW_TRACKING_URI: 'http://localhost:5000',
        TENSORBOARD_LOGDIR: '/tmp/tensorboard',
        JUPYTERLAB_MAIN_ICON_URI: '/icons/main.svg',
        JUPYTERLAB_SPLASH_ICON_URI: '/icons/splash.svg',
        JUPYTERLAB_TIMEZONE: 'Europe/Warsaw',
        TZ: 'Europe/Warsaw',
        JUPYTERLAB_AUX_SCRIPTS_PATH: '/mnt/shared/own.d',
        TF_CPP_MIN_LOG_LEVEL: '2',
        PERIJOVE_URL: '/services/perijove/',
        JUPYTERHUB_ROOT_DIR: '/home/jovyan/work',
        DOCKER_NOTEBOOK_DIR: '/home/jovyan/work',
      });
      await booted.servers.spawner.stop(user, '');
      await booted.servers.close();
    } finally {
      await cleanUp(engine, deploymentId, user);
    }
  });
} else {
  notWanted('a real lab lives through everything');
}
