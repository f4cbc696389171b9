import {
  boot,
  createWorld,
  finish,
  spawnRequest,
  startAlice,
  type World,
} from '../../../../test/helpers/servers.js';
import { english } from '../../../../test/helpers/english.js';

const RIGHTS = { canExtend: true };
const MINUTE = 60_000;

const labName = async (world: World): Promise<string> => (await world.engine.list())[0]?.name ?? '';

const setUp = async () => {
  const world = createWorld();
  const booted = boot(world);
  await booted.directory.refresh();
  await startAlice(world, booted);
  return { world, booted, view: () => booted.servers.view('alice', '', RIGHTS) };
};

describe('a lab that ends by itself', () => {
  it('is noticed through a hint, explained, and the hub is told', async () => {
    const { world, booted, view } = await setUp();
    await booted.servers.startReconciling();
    world.engine.print(await labName(world), 'Killed');
    world.engine.exit(await labName(world), 137, true);
    await world.clock.advance(1000);
    expect(english(view())).toMatchObject({
      phase: 'failed',
      failure: { code: 'out_of_memory', message: expect.stringContaining('out of memory') },
    });
    expect(booted.servers.spawner.state('alice', '')).toMatchObject({
      state: 'stopped',
      exitCode: 137,
    });
    expect(world.hub.calls).toContain('stop alice/');
    expect(await world.engine.list()).toEqual([]);
    expect(await booted.servers.logs('alice', '', 5)).toEqual(['Killed']);
    await booted.servers.close();
  });

  it('is called stopped, not failed, when a user shut it down from inside', async () => {
    const { world, booted, view } = await setUp();
    world.engine.exit(await labName(world), 0);
    await booted.servers.reconcileOnce();
    expect(view()).toMatchObject({ phase: 'stopped', failure: null });
    expect(english(view()).stopReason).toMatch(/shut down from inside/);
    // The look that removed it had it in its list: it is no orphan for that.
    expect(booted.audits.filter(({ action }) => action.startsWith('orphan.'))).toEqual([]);
  });

  it('is noticed when it was removed behind our back', async () => {
    const { world, booted, view } = await setUp();
    world.engine.vanish(await labName(world));
    await booted.servers.reconcileOnce();
    expect(view()).toMatchObject({ phase: 'stopped' });
    expect(english(view()).stopReason).toMatch(/removed outside/);
  });

  it('ends the session, and the sockets hear of it', async () => {
    const { world, booted } = await setUp();
    const stopped: unknown[] = [];
    booted.bus.on('server.stopped', event => stopped.push(event));
    world.engine.exit(await labName(world), 1);
    await booted.servers.reconcileOnce();
    expect(stopped).toMatchObject([{ user: 'alice', server: '' }]);
    expect(booted.sessions.live()).toEqual([]);
  });
});

describe('what cannot be seen', () => {
  it('is not dead: an engine that is away changes nothing', async () => {
    const { world, booted } = await setUp();
    world.engine.faults.away(true);
    await expect(booted.servers.reconcileOnce()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(booted.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
    await expect(booted.servers.start('alice', '', {}, 'alice')).rejects.toMatchObject({
      code: 'engine_unavailable',
      status: 503,
    });
  });

  it('is not dead: a lab missing from the list is looked for by name', async () => {
    const { world, booted } = await setUp();
    const { list } = world.engine;
    world.engine.list = () => Promise.resolve([]);
    await booted.servers.reconcileOnce();
    world.engine.list = list;
    expect(booted.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
  });
});

describe('after a crash', () => {
  it('a running lab runs on, with its session, and nobody is told of a start', async () => {
    const { world } = await setUp();
    const again = boot(world);
    const started: unknown[] = [];
    again.bus.on('server.started', event => started.push(event));
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
    expect(again.sessions.live()).toHaveLength(1);
    expect(started).toEqual([]);
  });

  it('a lab that died meanwhile is reported as dead', async () => {
    const { world } = await setUp();
    world.engine.exit(await labName(world), 1);
    const again = boot(world);
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'stopped' });
  });

  it.each(['ensureImage', 'ensureVolume', 'create', 'start'] as const)(
    'in the middle of %s the start is finished by the next request, with one lab',
    async call => {
      const world = createWorld();
      const first = boot(world);
      world.engine.faults.next(call, { hang: true });
      const cut = first.servers.spawner.spawn('alice', '', spawnRequest());
      void finish(world, cut).catch(() => undefined);
      await world.clock.advance(100);
      // The first backend is gone for good: nothing of it ever runs on.
      const again = boot(world);
      await again.servers.reconcileOnce();
      expect(again.servers.spawner.state('alice', '')).toEqual({ state: 'starting' });
      expect(await startAlice(world, again)).toHaveProperty('ready');
      expect(await world.engine.list()).toHaveLength(1);
      expect(again.sessions.live()).toHaveLength(1);
    },
  );

  it('while the lab was waited for, the wait goes on by itself', async () => {
    const world = createWorld();
    const first = boot(world);
    world.answers = false;
    void first.servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    await first.servers.close();
    const again = boot(world);
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toEqual({ state: 'starting' });
    world.answers = true;
    await world.clock.advance(2000);
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
    expect(again.sessions.live()).toHaveLength(1);
  });

  it('a start that nobody asks for again is given up in words, and leaves nothing', async () => {
    const world = createWorld();
    const first = boot(world);
    world.engine.faults.next('start', { hang: true });
    void first.servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    const again = boot(world);
    await again.servers.reconcileOnce();
    await world.clock.advance(31_000);
    await again.servers.reconcileOnce();
    expect(again.servers.view('alice', '', RIGHTS)).toMatchObject({
      phase: 'failed',
      failure: { code: 'interrupted' },
    });
    expect(await world.engine.list()).toEqual([]);
  });

  it('a stop that was under way is finished', async () => {
    const { world, booted } = await setUp();
    world.engine.faults.next('stop', { hang: true });
    void booted.servers.spawner.stop('alice', '');
    await world.clock.advance(10);
    const again = boot(world);
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'stopped' });
    expect(await world.engine.list()).toEqual([]);
  });
});

describe('ending in good order', () => {
  it('cuts the stream of a start without a last word and leaves the lab alone', async () => {
    const world = createWorld();
    const { servers } = boot(world);
    world.answers = false;
    const lines = servers.spawner.spawn('alice', '', spawnRequest());
    await world.clock.advance(1000);
    await servers.close();
    const read = await finish(world, lines);
    expect(read.every(line => 'progress' in line)).toBe(true);
    expect(await world.engine.list()).toHaveLength(1);
    expect(() => servers.spawner.spawn('bob', '', spawnRequest())).toThrow(
      expect.objectContaining({ code: 'shutting_down' }),
    );
  });
});

describe('a lab that nobody here knows', () => {
  const forget = (world: World) => world.db.exec('DELETE FROM servers; DELETE FROM sessions');

  it('is taken over when the hub still serves it', async () => {
    const { world } = await setUp();
    forget(world);
    world.hub.setServer('alice', '', { ready: true });
    const again = boot(world);
    await again.directory.refresh();
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
    expect(again.sessions.live()).toHaveLength(1);
    expect(again.audits).toMatchObject([
      { actor: 'reconciler', action: 'orphan.adopted', subject: 'alice' },
    ]);
  });

  it('is taken over also when an older database calls it stopped', async () => {
    const { world } = await setUp();
    world.db.exec("UPDATE servers SET phase = 'stopped', url = NULL; DELETE FROM sessions");
    await world.clock.advance(MINUTE);
    world.hub.setServer('alice', '', { ready: true });
    const again = boot(world);
    await again.directory.refresh();
    await again.servers.reconcileOnce();
    expect(again.servers.spawner.state('alice', '')).toMatchObject({ state: 'running' });
    expect(again.sessions.live()).toHaveLength(1);
  });

  it('is left alone when its owner starts it while another is removed', async () => {
    const { world, booted } = await setUp();
    const request = spawnRequest({ env: { JUPYTERHUB_SERVICE_PREFIX: '/user/bob/' } });
    await finish(world, booted.servers.spawner.spawn('bob', '', request));
    forget(world);
    const again = boot(world);
    await again.servers.reconcileOnce();
    await world.clock.advance(11 * MINUTE);
    await again.directory.refresh();
    world.engine.faults.next('remove', { hang: true });
    const looking = again.servers.reconcileOnce();
    await world.clock.advance(1);
    await finish(world, again.servers.spawner.spawn('bob', '', request));
    world.engine.faults.release();
    await looking;
    expect((await world.engine.list()).map(({ user }) => user)).toEqual(['bob']);
    expect(again.servers.spawner.state('bob', '')).toMatchObject({ state: 'running' });
  });

  it('is reported, and removed after ten minutes when the hub does not know it either', async () => {
    const { world } = await setUp();
    forget(world);
    const again = boot(world);
    await again.servers.reconcileOnce();
    expect(again.audits).toMatchObject([
      {
        action: 'orphan.found',
        subject: 'alice',
        details: {
          lab: await labName(world),
          removedAt: new Date(world.clock.now() + 10 * MINUTE).toISOString(),
        },
      },
    ]);
    await world.clock.advance(9 * MINUTE);
    await again.directory.refresh();
    await again.servers.reconcileOnce();
    expect(await world.engine.list()).toHaveLength(1);
    await world.clock.advance(2 * MINUTE);
    await again.servers.reconcileOnce();
    expect(await world.engine.list()).toEqual([]);
    expect(again.audits.map(({ action }) => action)).toEqual(['orphan.found', 'orphan.removed']);
  });

  it('stays as long as the hub cannot be asked', async () => {
    const { world } = await setUp();
    forget(world);
    const again = boot(world);
    await again.servers.reconcileOnce();
    await world.clock.advance(60 * MINUTE);
    await again.servers.reconcileOnce();
    expect(await world.engine.list()).toHaveLength(1);
  });
});
