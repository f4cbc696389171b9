import { boot, createWorld, IMAGE, startAlice } from '../../../../test/helpers/servers.js';
import { MOST_AT_ONCE } from './batches.js';
import { VolumeSizesWorker } from './sizes-worker.js';
import { setUp } from '../../../../test/helpers/volumes.js';

const DAY = 86_400_000;

describe('sizes', () => {
  const NEVER = new AbortController().signal;

  it('are measured in the background and carry the time of the measurement', async () => {
    const { sizes, volume, world, volumes } = await setUp();
    world.engine.fill('jupyterlab-alice_home', { bytes: 5000, files: 3 });
    expect(volume('home')).toMatchObject({ sizeBytes: null, measuredAt: null });
    await sizes.tick(NEVER);
    expect(volume('home')).toMatchObject({
      sizeBytes: 5000,
      measuredAt: new Date(world.clock.now()).toISOString(),
    });
    expect(volumes.totals().get('alice')).toMatchObject({ bytes: 5000 });
  });

  it('are measured again soon after a stop, and otherwise not while nothing runs', async () => {
    const { sizes, volume, world, booted } = await setUp();
    await sizes.tick(NEVER);
    world.engine.fill('jupyterlab-alice_home', { bytes: 7000, files: 3 });
    await world.clock.advance(30 * DAY);
    await sizes.tick(NEVER);
    expect(volume('home').sizeBytes).toBe(0);
    await startAlice(world, booted);
    await booted.servers.spawner.stop('alice', '');
    await world.clock.advance(5000);
    await sizes.tick(NEVER);
    expect(volume('home').sizeBytes).toBe(7000);
  });

  it('rest for a while where they cannot be had, and do not hold up the others', async () => {
    const { sizes, volume, world } = await setUp();
    // All of them together, and then the first by itself.
    world.engine.faults.next('volumeUsages', { kind: 'denied' });
    world.engine.faults.next('volumeUsages', { kind: 'denied' });
    await sizes.tick(NEVER);
    const measured = ['home', 'workspace', 'cache'].filter(
      name => volume(name).measuredAt !== null,
    );
    expect(measured).toHaveLength(2);
    const calls = world.engine.calls.length;
    await sizes.tick(NEVER);
    expect(world.engine.calls).toHaveLength(calls);
  });

  it('are measured more often while they grow, and less often while they do not', async () => {
    const { sizes, volume, world, booted } = await setUp();
    await startAlice(world, booted);
    await world.clock.advance(5000);
    await sizes.tick(NEVER);
    const grow = async (afterMs: number, bytes: number): Promise<number | null> => {
      world.engine.fill('jupyterlab-alice_home', { bytes, files: 1 });
      await world.clock.advance(afterMs);
      await sizes.tick(NEVER);
      return volume('home').sizeBytes;
    };
    expect(await grow(1_800_000, 1)).toBe(0);
    expect(await grow(1_900_000, 2)).toBe(2);
    expect(await grow(1_000_000, 3)).toBe(3);
    expect(await grow(1_000_000, 3)).toBe(3);
    expect(await grow(1_000_000, 4)).toBe(3);
  });

  it('of 500 volumes take a few calls, one at a time', async () => {
    const world = createWorld();
    const { volumes, bus, config, log } = boot(world);
    for (let userId = 0; userId < 125; userId += 1) {
      const user = `p${userId}`;
      for (const name of ['home', 'workspace', 'cache', 'data']) {
        const engineName = `jupyterlab-${user}_${name}`;
        await world.engine.ensureVolume(engineName, {}, IMAGE);
        world.engine.fill(engineName, { bytes: userId, files: 1 });
        volumes.repo.insert({
          user,
          name,
          generation: 1,
          engineName,
          mount: '/x',
          state: 'current',
          inTrash: 0,
          createdAtMs: 0,
          retiredAtMs: null,
          expiresAtMs: null,
          sizeBytes: null,
          measuredAtMs: null,
        });
      }
    }
    const before = world.engine.calls.length;
    const sizes = new VolumeSizesWorker({
      clock: world.clock,
      engine: world.engine,
      log,
      bus,
      config,
      repo: volumes.repo,
      activeUsers: () => [],
      isStarting: () => false,
    });
    await sizes.tick(NEVER);
    expect(world.engine.calls.length - before).toBe(500 / MOST_AT_ONCE);
    expect([...volumes.totals()].map(([user, { bytes }]) => [user, bytes])).toEqual(
      Array.from({ length: 125 }, (_, userId) => [`p${userId}`, 4 * userId]).sort(),
    );
    await sizes.tick(NEVER);
    expect(world.engine.calls.length - before).toBe(500 / MOST_AT_ONCE);
  });

  it('cost one call for many volumes', async () => {
    const { sizes, world } = await setUp();
    const before = world.engine.calls.length;
    await sizes.tick(NEVER);
    expect(world.engine.calls.slice(before)).toEqual([expect.stringMatching(/^volumeUsages /)]);
  });

  it('are looked for without reading the table again while nothing in it changes', async () => {
    const { sizes, world, booted } = await setUp();
    await startAlice(world, booted);
    await world.clock.advance(5000);
    await sizes.tick(NEVER);
    await sizes.tick(NEVER);
    const { repo } = booted.volumes;
    const reads = ['ofUser', 'unmeasured', 'current'] as const;
    const spies = reads.map(name => jest.spyOn(repo, name));
    for (let look = 0; look < 5; look += 1) {
      await world.clock.advance(5000);
      await sizes.tick(NEVER);
    }
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  it('are measured of a volume that begins between two looks', async () => {
    const { sizes, world, booted } = await setUp();
    await sizes.tick(NEVER);
    await sizes.tick(NEVER);
    const [row] = booted.volumes.repo.ofUser('alice');
    if (row === undefined) throw new Error('alice has no volumes');
    const engineName = 'jupyterlab-bob_home';
    await world.engine.ensureVolume(engineName, {}, IMAGE);
    world.engine.fill(engineName, { bytes: 77, files: 1 });
    booted.volumes.repo.insert({
      ...row,
      user: 'bob',
      engineName,
      sizeBytes: null,
      measuredAtMs: null,
    });
    await sizes.tick(NEVER);
    expect(booted.volumes.repo.ofUser('bob')[0]?.sizeBytes).toBe(77);
  });

  it('are those of the contents in use after a reset, and after a restore', async () => {
    const { sizes, volume, world, booted } = await setUp();
    const { volumes, servers } = booted;
    const measuredAtWork = async (bytes: number): Promise<number | null> => {
      const inUse = volumes.repo.current('alice', 'home')?.engineName ?? '';
      await startAlice(world, booted);
      world.engine.fill(inUse, { bytes, files: 1 });
      await world.clock.advance(5000);
      await sizes.tick(NEVER);
      await servers.spawner.stop('alice', '');
      return volume('home').sizeBytes;
    };
    expect(await measuredAtWork(100)).toBe(100);
    const first = volumes.repo.current('alice', 'home')?.generation ?? 0;
    await volumes.reset('alice', ['home'], 'alice');
    expect(volume('home').sizeBytes).toBe(0);
    expect(await measuredAtWork(7)).toBe(7);
    await volumes.restore('alice', 'home', first, 'alice');
    expect(volume('home').sizeBytes).toBe(100);
    expect(await measuredAtWork(300)).toBe(300);
  });

  it('make way for labs that start, but not for ever', async () => {
    const { sizes, volume, world, starting } = await setUp();
    world.engine.fill('jupyterlab-alice_home', { bytes: 5000, files: 3 });
    starting.push(true);
    await sizes.tick(NEVER);
    await world.clock.advance(59_000);
    await sizes.tick(NEVER);
    expect(volume('home').sizeBytes).toBeNull();
    await world.clock.advance(2000);
    await sizes.tick(NEVER);
    expect(volume('home').sizeBytes).toBe(5000);
  });
});
