import type { Features } from '../../src/create-features.js';
import { createAccountsWorld, root, type AccountsWorld } from '../helpers/accounts-app.js';
import { createCrash } from '../helpers/crashing-db.js';
import { VolumePurgeWorker } from '../../src/features/volumes/trash/purge-worker.js';
import { Bus } from '../../src/lib/bus.js';
import type { DomainEvents } from '../../src/features/domain-events.js';
import { silentLogger } from '../../src/lib/logger.js';

// Dozens of worlds are made and destroyed in one test.
jest.setTimeout(60_000);

/**
 * Runs `work` once for each write and each call of the engine at which the process can die, restarts,
 * and looks at what there is.
 */
const dieEverywhere = async (test: {
  readonly prepare: (world: AccountsWorld, features: Features) => Promise<unknown>;
  readonly work: (features: Features) => Promise<unknown>;
  readonly check: (world: AccountsWorld, features: Features, at: number) => Promise<void>;
}): Promise<number> => {
  let died = 0;
  for (let at = 1; ; at += 1) {
    const world = createAccountsWorld();
    try {
      const features = world.boot();
      await world.useServer(features, 'ada');
      await test.prepare(world, features);
      const crash = createCrash(at);
      await test.work(world.boot(crash, true)).catch(() => undefined);
      const { dead } = crash;
      await test.check(world, world.boot(), at);
      if (!dead) return died;
      died += 1;
    } finally {
      world.remove();
    }
  }
};

const generations = (features: Features, name: string) =>
  features.volumes.repo
    .ofUser('ada')
    .filter(row => row.name === name)
    .map(({ engineName, state }) => `${engineName} ${state}`);

/** What can be used or brought back is there, and the next start mounts what is current. */
const expectWhole = async (world: AccountsWorld, features: Features): Promise<void> => {
  const rows = features.volumes.repo.ofUser('ada').filter(({ state }) => state !== 'purging');
  for (const row of rows.filter(one => one.state === 'retired')) {
    expect([row.engineName, await world.engine.volumeExists(row.engineName)]).toEqual([
      row.engineName,
      true,
    ]);
  }
  const current = rows.filter(({ state }) => state === 'current').map(row => row.engineName);
  expect(current).toHaveLength(3);
  expect((await world.useServer(features, 'ada')).toSorted()).toEqual(current.toSorted());
};

const reset =
  (...names: readonly string[]) =>
  (features: Features) =>
    features.volumes.reset('ada', names, 'ada');

describe('a process that dies in the middle of a reset', () => {
  it('leaves the volume as it was, or emptied and recoverable', async () => {
    const before = ['jupyterlab-ada_home current'];
    const after = ['jupyterlab-ada_home retired', 'jupyterlab-ada_home_g2 current'];
    const seen = new Set<string>();
    const died = await dieEverywhere({
      prepare: () => Promise.resolve(),
      work: reset('home'),
      check: async (world, features) => {
        const now = generations(features, 'home');
        expect([before, after]).toContainEqual(now);
        seen.add(now.join());
        await expectWhole(world, features);
        // A caller without an answer asks again, and loses nothing by it.
        await reset('home')(features);
        expect(generations(features, 'home')).toContain('jupyterlab-ada_home retired');
        await expectWhole(world, features);
      },
    });
    expect(died).toBeGreaterThanOrEqual(4);
    expect([...seen]).toEqual([before.join(), after.join()]);
  });

  it('of several volumes leaves each of them as it was, or emptied', async () => {
    const states = new Set<string>();
    await dieEverywhere({
      prepare: () => Promise.resolve(),
      work: reset('home', 'workspace', 'cache'),
      check: async (world, features) => {
        const count = ['home', 'workspace', 'cache'].map(
          name => generations(features, name).length,
        );
        states.add(count.join());
        await expectWhole(world, features);
      },
    });
    expect([...states]).toEqual(['1,1,1', '2,1,1', '2,2,1', '2,2,2']);
  });
});

describe('a process that dies while a reset is undone', () => {
  it('leaves either contents current and the other recoverable', async () => {
    const before = ['jupyterlab-ada_home retired', 'jupyterlab-ada_home_g2 current'];
    const after = ['jupyterlab-ada_home current', 'jupyterlab-ada_home_g2 retired'];
    const seen = new Set<string>();
    const died = await dieEverywhere({
      prepare: async (world, features) => {
        await reset('home')(features);
        await world.useServer(features, 'ada');
      },
      work: features => features.volumes.restore('ada', 'home', 1, 'ada'),
      check: async (world, features) => {
        const now = generations(features, 'home');
        expect([before, after]).toContainEqual(now);
        seen.add(now.join());
        await expectWhole(world, features);
      },
    });
    expect(died).toBeGreaterThanOrEqual(3);
    expect([...seen]).toEqual([before.join(), after.join()]);
  });
});

describe('a process that dies while earlier contents are purged', () => {
  it('finishes after its restart, and offers nothing that is half gone', async () => {
    const died = await dieEverywhere({
      prepare: (_world, features) => reset('home', 'cache')(features),
      work: features =>
        features.trash.purge([{ user: 'ada', volume: 'home', generation: 1 }], root.name),
      check: async (world, features) => {
        await expectWhole(world, features);
        const doomed = features.volumes.repo.purging().length > 0;
        const purgeWorker = new VolumePurgeWorker({
          clock: world.clock,
          log: silentLogger(),
          engine: world.engine,
          bus: new Bus<DomainEvents>(silentLogger()),
          audit: { record: () => undefined },
          repo: features.volumes.repo,
        });
        await purgeWorker.tick();
        const row = features.volumes.repo.get('ada', 'home', 1);
        const there = await world.engine.volumeExists('jupyterlab-ada_home');
        // Asked for and written down: gone for good. Otherwise nothing has happened.
        expect([row !== null, there]).toEqual(doomed ? [false, false] : [there, there]);
        expect(generations(features, 'cache')).toContain('jupyterlab-ada_cache retired');
      },
    });
    expect(died).toBeGreaterThanOrEqual(4);
  });
});
