import { SendRequest } from '@perijove/contracts';
import type { Features } from '../../src/create-features.js';
import { createCrash, type Crash } from '../helpers/crashing-db.js';
import { AppError } from '../../src/lib/errors.js';
import { createAccountsWorld, root, type AccountsWorld } from '../helpers/accounts-app.js';

// Dozens of worlds are made and destroyed in one test.
jest.setTimeout(60_000);

const files = ['home', 'workspace', 'cache'];
const first = files.map(name => `jupyterlab-ada_${name}`).sort();

/** Ada has used a lab, has emptied her home once, and has a message and a history. */
const prepare = async (world: AccountsWorld): Promise<void> => {
  const features = world.boot();
  await world.useServer(features, 'ada');
  await features.volumes.reset('ada', ['home'], 'ada');
  await world.useServer(features, 'ada');
  await features.notifications.outbox.send(
    root,
    SendRequest.parse({ message: 'Hello', audience: { to: 'users', users: ['ada'] } }),
  );
  features.activity.start();
  await world.clock.advance(1_000);
  await features.activity.stop();
};

/** The hub's side of a change are two more moments to die in: before its effect, and after. */
const connect = (world: AccountsWorld, crash: Crash): void => {
  const moment = (): Promise<void> => {
    crash.step();
    return Promise.resolve();
  };
  world.hub.beforeChange = moment;
  world.hub.afterChange = moment;
};

const restart = async (world: AccountsWorld): Promise<Features> => {
  world.hub.beforeChange = () => Promise.resolve();
  world.hub.afterChange = () => Promise.resolve();
  const features = world.boot();
  await features.accounts.finishPending();
  return features;
};

/** Runs `work` once to count its steps, then once for each step at which it dies. */
const dieEverywhere = async (
  work: (features: Features) => Promise<unknown>,
  check: (world: AccountsWorld, features: Features, steps: number) => Promise<void>,
): Promise<number> => {
  let died = 0;
  for (let at = 1; ; at += 1) {
    const world = createAccountsWorld();
    try {
      await prepare(world);
      const crash = createCrash(at);
      const doomed = world.boot(crash);
      connect(world, crash);
      await work(doomed).catch(() => undefined);
      const { dead } = crash;
      await check(world, await restart(world), at);
      if (!dead) return died;
      died += 1;
    } finally {
      world.remove();
    }
  }
};

/** Where everything of Ada's is found, as one truth; throws when there are two. */
const truthOf = async (world: AccountsWorld, features: Features) => {
  const names = ['ada', 'bea'];
  const accounts = (await Promise.all(names.map(name => world.hub.user(name)))).map(
    (name, index) => (name === null ? null : names[index]),
  );
  const rows = names.flatMap(name => features.volumes.repo.ofUser(name));
  return {
    accounts: accounts.filter(name => name !== null),
    volumes: rows.map(({ user, engineName, state, inTrash }) => ({
      user,
      engineName,
      state: inTrash === 1 ? 'in trash' : state,
    })),
    unread: names.filter(name => features.notifications.inbox.unread(name) > 0),
    measured: world.measured().filter(name => names.includes(name)),
    servers: names.filter(name => features.servers.queries.row(name, '') !== null),
    changing: names.filter(name => features.accounts.isChanging(name)),
  };
};

describe('a process that dies in the middle of a rename', () => {
  it('carries on after its restart: one name for everything, and nothing lost', async () => {
    const died = await dieEverywhere(
      features => features.accounts.rename('ada', 'bea', root),
      async (world, features, at) => {
        const truth = await truthOf(world, features);
        const name = truth.accounts[0] ?? '';
        // Before the first word was written, nobody knows that a rename was wanted.
        expect([at, name]).toEqual([at, at === 1 ? 'ada' : 'bea']);
        expect(truth).toEqual({
          accounts: [name],
          volumes: [
            { user: name, engineName: 'jupyterlab-ada_cache', state: 'current' },
            { user: name, engineName: 'jupyterlab-ada_home', state: 'retired' },
            { user: name, engineName: 'jupyterlab-ada_home_g2', state: 'current' },
            { user: name, engineName: 'jupyterlab-ada_workspace', state: 'current' },
          ],
          unread: [name],
          measured: [name],
          servers: [name],
          changing: [],
        });
        expect((await world.useServer(features, name)).toSorted()).toEqual(
          ['jupyterlab-ada_cache', 'jupyterlab-ada_home_g2', 'jupyterlab-ada_workspace'].sort(),
        );
      },
    );
    expect(died).toBeGreaterThanOrEqual(12);
  });
});

describe('a process that dies in the middle of a deletion', () => {
  it('carries on after its restart: the account gone, every volume in the trash', async () => {
    const died = await dieEverywhere(
      features => features.accounts.remove('ada', root),
      async (world, features, at) => {
        const truth = await truthOf(world, features);
        if (at === 1) {
          expect(truth).toMatchObject({ accounts: ['ada'], unread: ['ada'], changing: [] });
          return;
        }
        expect(truth).toEqual({
          accounts: [],
          volumes: [...first, 'jupyterlab-ada_home_g2']
            .sort()
            .map(engineName => ({ user: 'ada', engineName, state: 'in trash' })),
          unread: [],
          measured: [],
          servers: [],
          changing: [],
        });
        for (const name of first) expect(await world.engine.volumeExists(name)).toBe(true);
        world.hub.addUser('ada');
        const fresh = await world.useServer(features, 'ada');
        expect(fresh.filter(name => truth.volumes.some(row => row.engineName === name))).toEqual(
          [],
        );
      },
    );
    expect(died).toBeGreaterThanOrEqual(9);
  });
});

describe('a hub that is away in the middle', () => {
  it('is waited for, and the change finished', async () => {
    const world = createAccountsWorld();
    await prepare(world);
    const features = world.boot();
    world.hub.afterChange = () => {
      world.hub.setAway(true);
      return Promise.reject(new AppError('hub_unavailable', 'Gone.'));
    };
    await expect(features.accounts.rename('ada', 'bea', root)).rejects.toMatchObject({
      code: 'hub_unavailable',
    });
    await features.accounts.finishPending();
    expect(features.accounts.isChanging('bea')).toBe(true);
    world.hub.setAway(false);
    world.hub.afterChange = () => Promise.resolve();
    await features.accounts.finishPending();
    expect(await truthOf(world, features)).toMatchObject({ accounts: ['bea'], unread: ['bea'] });
    world.remove();
  });

  it('is not fooled by a new account of the old name', async () => {
    const world = createAccountsWorld();
    await prepare(world);
    const features = world.boot();
    world.hub.afterChange = () => {
      world.hub.addUser('ada');
      return Promise.reject(new AppError('hub_unavailable', 'Gone.'));
    };
    await features.accounts.rename('ada', 'bea', root).catch(() => undefined);
    world.hub.afterChange = () => Promise.resolve();
    await features.accounts.finishPending();
    expect(features.volumes.repo.ofUser('ada')).toEqual([]);
    expect(features.volumes.repo.ofUser('bea')).toHaveLength(4);
    world.remove();
  });
});
