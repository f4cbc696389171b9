import {
  boot,
  createWorld,
  finish,
  spawnRequest,
  startAlice,
} from '../../../test/helpers/servers.js';

const RIGHTS = { canExtend: true };

describe('a start', () => {
  it('goes through its phases and ends with the address of a lab that answers', async () => {
    const world = createWorld();
    const booted = boot(world);
    const lines = await finish(world, booted.servers.spawner.spawn('alice', '', spawnRequest()));
    const phases = lines.flatMap(line => ('progress' in line ? [line.progress.phase] : []));
    expect(phases[0]).toBe('queued');
    expect(phases.at(-1)).toBe('waiting');
    expect(lines.at(-1)).toEqual({ ready: { url: expect.stringMatching(/^http:\/\/10\./) } });
    expect(booted.servers.spawner.state('alice', '')).toEqual({
      state: 'running',
      url: expect.stringMatching(/^http:/),
    });
  });

  it('waits until the lab answers, and not a moment less', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    world.answers = false;
    const lines = servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(20_000);
    expect(servers.spawner.state('alice', '')).toEqual({ state: 'starting' });
    world.answers = true;
    expect((await finish(world, lines)).at(-1)).toHaveProperty('ready');
  });

  it('is joined by a second one of the same request', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    const first = servers.spawner.spawn('alice', '', spawnRequest());
    const second = servers.spawner.spawn('alice', '', spawnRequest({ startTimeoutSeconds: 30 }));
    const [a, b] = [await finish(world, first), await finish(world, second)];
    expect(a).toEqual(b);
    expect(world.engine.calls.filter(call => call.startsWith('create '))).toHaveLength(1);
  });

  it('gives the same answer at once when the hub missed the last line', async () => {
    const world = createWorld();
    const booted = boot(world);
    const ready = await startAlice(world, booted);
    expect(await startAlice(world, booted)).toEqual(ready);
    expect(await world.engine.list()).toHaveLength(1);
  });

  it('replaces a start whose request carried other secrets', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    world.answers = false;
    const old = servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    world.answers = true;
    const fresh = servers.spawner.spawn(
      'alice',
      '',
      spawnRequest({ env: { JUPYTERHUB_API_TOKEN: 'secret-2' } }),
    );
    expect((await finish(world, old)).at(-1)).toHaveProperty('failed');
    expect((await finish(world, fresh)).at(-1)).toHaveProperty('ready');
    const [lab] = await world.engine.list();
    expect(world.engine.specOf(lab?.name ?? '')?.env.JUPYTERHUB_API_TOKEN).toBe('secret-2');
  });

  it('runs for many users at the same time', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    const starts = Array.from({ length: 20 }, (_, index) =>
      finish(world, servers.spawner.spawn(`user${index}`, '', spawnRequest())),
    );
    const ends = (await Promise.all(starts)).map(lines => lines.at(-1));
    expect(ends.every(line => line !== undefined && 'ready' in line)).toBe(true);
    expect(await world.engine.list()).toHaveLength(20);
  });
});

describe('a start that fails', () => {
  it('says that the image was not found and leaves nothing behind', async () => {
    const world = createWorld();
    const booted = boot(world, { JUPYTERHUB_NOTEBOOK_IMAGE: 'no/such:image' });
    expect(await startAlice(world, booted)).toEqual({
      failed: { code: 'image_not_found', message: 'The image no/such:image was not found.' },
    });
    expect(await world.engine.list()).toEqual([]);
    const view = booted.servers.view('alice', '', RIGHTS);
    expect(view).toMatchObject({ phase: 'failed', failure: { code: 'image_not_found' } });
  });

  it('quotes the last words of a lab that ended while it started', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.answers = false;
    const lines = booted.servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    const [lab] = await world.engine.list();
    world.engine.print(lab?.name ?? '', 'ModuleNotFoundError: jupyterhub');
    world.engine.exit(lab?.name ?? '', 3);
    expect((await finish(world, lines)).at(-1)).toEqual({
      failed: {
        code: 'lab_exited',
        message: expect.stringContaining('ModuleNotFoundError: jupyterhub'),
      },
    });
    expect(await world.engine.list()).toEqual([]);
    expect(await booted.servers.logs('alice', '', 10)).toContain('ModuleNotFoundError: jupyterhub');
  });

  it('says so when a user removed the lab while it started', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.answers = false;
    const lines = booted.servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    world.engine.vanish((await world.engine.list())[0]?.name ?? '');
    const message = expect.stringContaining('removed outside of the platform');
    expect((await finish(world, lines)).at(-1)).toEqual({
      failed: { code: 'lab_removed', message },
    });
  });

  it('gives up in words when the lab never answers', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.answers = false;
    expect(await startAlice(world, booted)).toMatchObject({ failed: { code: 'start_timeout' } });
    expect(await world.engine.list()).toEqual([]);
  });

  it('survives a create and a start whose answers were lost, with one lab', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.engine.faults.next('create', { dropAfterEffect: true });
    world.engine.faults.next('start', { dropAfterEffect: true });
    expect(await startAlice(world, booted)).toHaveProperty('ready');
    expect(await world.engine.list()).toHaveLength(1);
    expect(world.engine.faults.unused).toBe(0);
  });

  it('removes later what it could not remove at once', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.engine.faults.next('start', { kind: 'invalid' });
    world.engine.faults.next('remove', { kind: 'unavailable' });
    expect(await startAlice(world, booted)).toHaveProperty('failed');
    expect(await world.engine.list()).toHaveLength(1);
    await booted.servers.reconcileOnce();
    expect(await world.engine.list()).toEqual([]);
  });

  it('names the engine when the engine is away', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.engine.faults.away(true);
    expect(await startAlice(world, booted)).toMatchObject({
      failed: { code: 'engine_unavailable' },
    });
  });
});

describe('a stop', () => {
  it('removes the lab and keeps the volumes', async () => {
    const world = createWorld();
    const booted = boot(world);
    await startAlice(world, booted);
    await booted.servers.spawner.stop('alice', '');
    expect(await world.engine.list()).toEqual([]);
    expect(await world.engine.volumeExists('jupyterlab-alice_home')).toBe(true);
    expect(booted.servers.spawner.state('alice', '')).toMatchObject({
      state: 'stopped',
      exitCode: 0,
    });
  });

  it('calls off a start that is under way', async () => {
    const world = createWorld();
    const booted = boot(world);
    world.answers = false;
    const lines = booted.servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    const stopping = booted.servers.spawner.stop('alice', '');
    expect((await finish(world, lines)).at(-1)).toMatchObject({ failed: { code: 'cancelled' } });
    await stopping;
    expect(await world.engine.list()).toEqual([]);
    expect(booted.servers.view('alice', '', RIGHTS).phase).toBe('stopped');
  });

  it('says that the engine is away and leaves the server as it was', async () => {
    const world = createWorld();
    const booted = boot(world);
    await startAlice(world, booted);
    world.engine.faults.away(true);
    await expect(booted.servers.spawner.stop('alice', '')).rejects.toMatchObject({
      code: 'engine_unavailable',
      status: 503,
    });
    expect(booted.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
  });

  it('of a server that nobody started is no error', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    await servers.spawner.stop('alice', '');
    expect(servers.spawner.state('alice', '')).toBeNull();
  });
});

describe('deleting for ever', () => {
  it('moves the volumes to the trash, where a new user of that name does not find them', async () => {
    const world = createWorld();
    const booted = boot(world);
    await startAlice(world, booted);
    await booted.servers.spawner.deleteForever('alice', '');
    expect(booted.servers.spawner.state('alice', '')).toBeNull();
    expect(await world.engine.volumeExists('jupyterlab-alice_home')).toBe(true);
    await startAlice(world, booted);
    const [lab] = await world.engine.list();
    const volumes = world.engine.specOf(lab?.name ?? '')?.mounts.map(mount => mount.volume);
    expect(volumes).toContain('jupyterlab-alice_home_g2');
    const home = booted.volumes.list('alice').find(volume => volume.name === 'home');
    expect(home?.recoverable).toEqual([]);
  });
});
