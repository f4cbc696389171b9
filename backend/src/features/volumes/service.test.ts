import {
  boot,
  createWorld,
  IMAGE,
  spawnRequest,
  startAlice,
} from '../../../test/helpers/servers.js';
import { setUp } from '../../../test/helpers/volumes.js';

const DAY = 86_400_000;

describe('the volumes of a user', () => {
  it('are known before the first start', () => {
    const { volumes } = boot(createWorld());
    expect(volumes.list('bob').map(({ name, mount }) => [name, mount])).toEqual([
      ['home', '/home/jovyan'],
      ['workspace', '/home/jovyan/work'],
      ['cache', '/home/jovyan/.cache'],
      ['shared', '/mnt/shared'],
    ]);
  });

  it('carry their rules: how long a reset can be undone, and from which size on to warn', () => {
    const { volumes } = boot(createWorld(), {
      PERIJOVE_VOLUME_RETENTION_DAYS: '3',
      PERIJOVE_VOLUME_WARN_SIZE: '20G',
    });
    const [home, , , shared] = volumes.list('bob');
    expect(home).toMatchObject({ retentionDays: 3, warnBytes: 20 * 1024 ** 3 });
    expect(shared).toMatchObject({ warnBytes: null });
    expect(boot(createWorld()).volumes.list('bob')[0]).toMatchObject({ warnBytes: null });
  });

  it('count in the totals from the moment they are there until they are gone', async () => {
    const world = createWorld();
    const booted = boot(world);
    expect(booted.volumes.totals().get('alice')).toBeUndefined();
    await startAlice(world, booted);
    expect(booted.volumes.totals().get('alice')).toMatchObject({ volumes: 3 });
    await booted.servers.spawner.stop('alice', '');
    booted.volumes.records.forget('alice')();
    expect(booted.volumes.totals().get('alice')).toBeUndefined();
  });

  it('follow the family of the image', async () => {
    const world = createWorld();
    world.engine.addImage(IMAGE, { labels: { 'org.opencontainers.image.title': 'stellars-lab' } });
    const booted = boot(world);
    await startAlice(world, booted);
    expect(booted.volumes.list('alice').map(({ mount }) => mount)).toEqual([
      '/home',
      '/home/lab/workspace',
      '/home/lab/.cache',
      '/mnt/shared',
    ]);
  });
});

describe('a volume of which the making was cut off', () => {
  const ensured = (world: ReturnType<typeof createWorld>): readonly string[] =>
    world.engine.calls.filter(made => made.startsWith('ensureVolume'));

  it('is looked after by the next start, and by none after that', async () => {
    const world = createWorld();
    world.engine.faults.next('ensureVolume', { dropAfterEffect: true });
    expect(await startAlice(world, boot(world))).toHaveProperty('failed');
    const before = ensured(world).length;
    await startAlice(world, boot(world));
    expect(ensured(world).slice(before)).toContain('ensureVolume jupyterlab-alice_home unsure');
    const after = ensured(world).length;
    const again = boot(world);
    await again.servers.spawner.stop('alice', '');
    await startAlice(world, again, { env: { JUPYTERHUB_API_TOKEN: 'secret-2' } });
    expect(
      ensured(world)
        .slice(after)
        .filter(call => call.endsWith('unsure')),
    ).toEqual([]);
    expect(ensured(world).slice(after)).toHaveLength(4);
  });
});

describe('a reset', () => {
  it('gives the next start an empty volume and keeps the old contents', async () => {
    const { volumes, volume, world, booted, mountsOf } = await setUp();
    const { results } = await volumes.reset('alice', ['workspace'], 'alice');
    expect(results).toMatchObject([{ name: 'workspace', ok: true }]);
    expect(volume('workspace')).toMatchObject({ generation: 2, sizeBytes: 0 });
    expect(volume('workspace').recoverable).toMatchObject([{ generation: 1 }]);
    await startAlice(world, booted);
    expect((await mountsOf()).map(mount => mount.volume)).toEqual(
      [
        'jupyterhub_shared',
        'jupyterlab-alice_cache',
        'jupyterlab-alice_home',
        'jupyterlab-alice_workspace_g2',
      ].sort((a, b) => mountOrder(a) - mountOrder(b)),
    );
    expect(await world.engine.volumeExists('jupyterlab-alice_workspace')).toBe(true);
  });

  it('is undone by a restore, and the undoing can be undone', async () => {
    const { volumes, volume } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await volumes.restore('alice', 'workspace', 1, 'alice');
    expect(volume('workspace')).toMatchObject({ generation: 1 });
    expect(volume('workspace').recoverable).toMatchObject([{ generation: 2 }]);
    await volumes.restore('alice', 'workspace', 2, 'alice');
    expect(volume('workspace')).toMatchObject({ generation: 2 });
  });

  it('keeps no more than ten earlier contents, and refuses rather than lose one', async () => {
    const { volumes, volume, world, booted } = await setUp();
    for (let count = 0; count < 10; count += 1) {
      const { results } = await volumes.reset('alice', ['workspace'], 'alice');
      expect(results).toMatchObject([{ ok: true }]);
      await startAlice(world, booted);
      await booted.servers.spawner.stop('alice', '');
    }
    const { results } = await volumes.reset('alice', ['workspace', 'home'], 'alice');
    expect(results).toMatchObject([
      { name: 'workspace', ok: false, code: 'too_many_generations' },
      { name: 'home', ok: true },
    ]);
    expect(volume('workspace')).toMatchObject({ generation: 11 });
    expect(volume('workspace').recoverable).toHaveLength(10);
    // Bringing one back adds none; and time makes room.
    await volumes.restore('alice', 'workspace', 3, 'alice');
    expect(volume('workspace').recoverable).toHaveLength(10);
    await world.clock.advance(7 * DAY);
    expect((await volumes.reset('alice', ['workspace'], 'alice')).results[0]?.ok).toBe(true);
  });

  it('of what was never used makes nothing, however often', async () => {
    const { volumes, volume } = await setUp();
    for (let count = 0; count < 30; count += 1) {
      const { results } = await volumes.reset('alice', ['workspace'], 'alice');
      expect(results).toMatchObject([{ ok: true }]);
    }
    expect(volume('workspace')).toMatchObject({ generation: 2 });
    expect(volume('workspace').recoverable).toHaveLength(1);
    for (let count = 0; count < 30; count += 1) await volumes.reset('bob', ['home'], 'bob');
    expect(volumes.list('bob')[0]).toMatchObject({ generation: 1, recoverable: [] });
  });

  it('of volumes that are not there is no reset at all', async () => {
    const { volumes, audits } = await setUp();
    const before = audits.length;
    const unknown = Array.from({ length: 50 }, (_, number) => `nonsense${number}`);
    await expect(volumes.reset('alice', unknown, 'alice')).rejects.toMatchObject({
      code: 'volume_not_found',
      status: 404,
    });
    expect(audits).toHaveLength(before);
  });

  it('is refused while the server runs, and nothing changes', async () => {
    const { volumes, volume, world, booted, audits } = await setUp();
    await startAlice(world, booted);
    await expect(volumes.reset('alice', ['workspace'], 'alice')).rejects.toMatchObject({
      code: 'server_running',
      status: 409,
    });
    await expect(volumes.restore('alice', 'workspace', 1, 'alice')).rejects.toThrow(
      /Stop the server/,
    );
    expect(volume('workspace').generation).toBe(1);
    expect(audits.at(-1)).toMatchObject({ action: 'volume.restore', result: 'refused' });
  });

  it('is refused from the moment a start was asked for', async () => {
    const { volumes, world, servers } = await setUp();
    world.answers = false;
    servers.spawner.spawn('alice', '', spawnRequest());
    await expect(volumes.reset('alice', ['home'], 'alice')).rejects.toMatchObject({
      code: 'server_running',
    });
  });

  it('gives way to a start that begins while the engine is asked', async () => {
    const world = createWorld();
    const { volumes, servers } = boot(world);
    world.engine.faults.next('volumeExists', { hang: true });
    const reset = volumes.reset('alice', ['home'], 'alice');
    await world.clock.advance(10);
    servers.spawner.spawn('alice', '', spawnRequest());
    world.engine.faults.release();
    expect((await reset).results).toMatchObject([{ ok: false, code: 'server_running' }]);
  });

  it('answers for each volume by itself', async () => {
    const { volumes, volume } = await setUp();
    const { results } = await volumes.reset(
      'alice',
      ['shared', 'nonsense', 'cache', 'cache'],
      'alice',
    );
    expect(results).toMatchObject([
      { name: 'shared', ok: false, code: 'volume_shared' },
      { name: 'nonsense', ok: false, code: 'volume_not_found' },
      { name: 'cache', ok: true },
    ]);
    expect(volume('cache').generation).toBe(2);
  });

  it('finds the files of an earlier deployment and keeps them recoverable', async () => {
    const world = createWorld();
    const { volumes } = boot(world);
    await world.engine.ensureVolume('jupyterlab-bob_home', {}, 'any');
    const { results } = await volumes.reset('bob', ['home'], 'bob');
    expect(results).toMatchObject([{ ok: true, recoverableUntil: expect.any(String) }]);
    expect(volumes.list('bob')[0]?.recoverable).toMatchObject([{ generation: 1 }]);
  });

  it('of one user leaves all other users alone', async () => {
    const { volumes } = await setUp();
    const before = volumes.list('bob');
    await volumes.reset('alice', ['home'], 'alice');
    expect(volumes.list('bob')).toEqual(before);
  });
});

describe('a restore', () => {
  it('of contents that are not there is refused in words', async () => {
    const { volumes } = await setUp();
    await expect(volumes.restore('alice', 'workspace', 7, 'alice')).rejects.toMatchObject({
      code: 'generation_not_found',
    });
    await expect(volumes.restore('alice', 'nonsense', 1, 'alice')).rejects.toMatchObject({
      code: 'volume_not_found',
    });
  });

  it('of what a user removed in the engine is refused, and no longer offered', async () => {
    const { volumes, volume, world, audits } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await world.engine.removeVolume('jupyterlab-alice_workspace');
    await expect(volumes.restore('alice', 'workspace', 1, 'alice')).rejects.toMatchObject({
      code: 'generation_not_found',
      status: 409,
      message: expect.stringContaining('removed outside') as string,
    });
    expect(volume('workspace')).toMatchObject({ generation: 2, recoverable: [] });
    expect(audits.slice(-2)).toMatchObject([
      { action: 'volume.lost', subject: 'alice', details: { volume: 'workspace', generation: 1 } },
      { action: 'volume.restore', result: 'refused' },
    ]);
  });

  it('promises nothing while the engine is away, and forgets nothing', async () => {
    const { volumes, volume, world } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    world.engine.faults.next('volumeExists', { kind: 'unavailable' });
    await expect(volumes.restore('alice', 'workspace', 1, 'alice')).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(volume('workspace')).toMatchObject({ generation: 2, recoverable: [{ generation: 1 }] });
    await volumes.restore('alice', 'workspace', 1, 'alice');
    expect(volume('workspace')).toMatchObject({ generation: 1 });
  });

  it('comes too late after the retention time', async () => {
    const { volumes, volume, world } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await world.clock.advance(7 * DAY + 1);
    expect(volume('workspace').recoverable).toEqual([]);
    await expect(volumes.restore('alice', 'workspace', 1, 'alice')).rejects.toThrow(
      /no longer exists/,
    );
  });
});

describe('the purge worker', () => {
  it('purges after the retention time and never before', async () => {
    const { volumes, purgeWorker, world } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await world.clock.advance(7 * DAY - 1000);
    await purgeWorker.tick();
    expect(await world.engine.volumeExists('jupyterlab-alice_workspace')).toBe(true);
    await world.clock.advance(2000);
    await purgeWorker.tick();
    expect(await world.engine.volumeExists('jupyterlab-alice_workspace')).toBe(false);
    expect(await world.engine.volumeExists('jupyterlab-alice_home')).toBe(true);
  });

  it('finishes after a crash or a failure, whenever that was', async () => {
    const { volumes, purgeWorker, world } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await world.clock.advance(8 * DAY);
    world.engine.faults.next('removeVolume', { dropAfterEffect: true });
    await purgeWorker.tick();
    expect(volumes.repo.purging()).toHaveLength(1);
    await purgeWorker.tick();
    expect(volumes.repo.purging()).toEqual([]);
  });

  it('purges what a deleted account left', async () => {
    const { servers, purgeWorker, world } = await setUp();
    await servers.spawner.deleteForever('alice', '');
    await world.clock.advance(8 * DAY);
    await purgeWorker.tick();
    expect(await world.engine.volumeExists('jupyterlab-alice_home')).toBe(false);
    expect(await world.engine.volumeExists('jupyterhub_shared')).toBe(true);
  });

  it('never lets a purged number come back', async () => {
    const { volumes, volume, purgeWorker, world, booted } = await setUp();
    await volumes.reset('alice', ['workspace'], 'alice');
    await world.clock.advance(8 * DAY);
    await purgeWorker.tick();
    await startAlice(world, booted);
    await booted.servers.spawner.stop('alice', '');
    await volumes.reset('alice', ['workspace'], 'alice');
    expect(volume('workspace').generation).toBe(3);
  });
});

/** Mounts come parents first. */
const mountOrder = (volume: string): number =>
  ['_home', '_cache', '_workspace', 'shared'].findIndex(part => volume.includes(part));

describe('a current volume that a user removed in the engine', () => {
  it('is made again empty, and its owner and the audit log hear of it, once', async () => {
    const { booted, world, audits, bus } = await setUp();
    const lost: unknown[] = [];
    bus.on('volume.lost', event => lost.push(event));
    await world.engine.removeVolume('jupyterlab-alice_workspace');
    await startAlice(world, booted, { env: { JUPYTERHUB_API_TOKEN: 'secret-2' } });
    expect(lost).toEqual([{ user: 'alice', volume: 'workspace', current: true }]);
    const said = audits.filter(({ action }) => action === 'volume.lost');
    expect(said).toMatchObject([
      { actor: 'perijove', subject: 'alice', result: 'failed', details: { volume: 'workspace' } },
    ]);
    await booted.servers.spawner.stop('alice', '');
    await startAlice(world, booted, { env: { JUPYTERHUB_API_TOKEN: 'secret-3' } });
    expect(lost).toHaveLength(1);
  });

  it('is no news where nobody had files: a first start, or one that was cut off', async () => {
    const world = createWorld();
    world.engine.faults.next('ensureVolume', { dropAfterEffect: true });
    const booted = boot(world);
    await startAlice(world, booted);
    await world.engine.removeVolume('jupyterlab-alice_home');
    await startAlice(world, boot(world));
    expect(booted.audits.filter(({ action }) => action === 'volume.lost')).toEqual([]);
  });
});
