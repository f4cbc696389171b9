import { SendRequest } from '@perijove/contracts';
import type { Features } from '../../src/create-features.js';
import { createCrash } from '../helpers/crashing-db.js';
import { createAccountsWorld, root, type AccountsWorld } from '../helpers/accounts-app.js';

jest.setTimeout(60_000);

const adasVolumes = ['home', 'workspace', 'cache'].map(name => `jupyterlab-ada_${name}`).sort();

/** Ada has used a lab and has a message; then the backend goes away. */
const prepare = async (world: AccountsWorld): Promise<void> => {
  const features = world.boot();
  await world.useServer(features, 'ada');
  await features.notifications.outbox.send(
    root,
    SendRequest.parse({ message: 'Hello', audience: { to: 'users', users: ['ada'] } }),
  );
};

/** In JupyterHub's own pages, while nobody here listens. */
const replaceAda = (world: AccountsWorld): void => {
  world.hub.removeUser('ada');
  world.hub.addUser('ada');
};

const rowsOf = (features: Features) =>
  features.volumes.repo.ofUser('ada').map(({ engineName, state, inTrash }) => ({
    engineName,
    state: inTrash === 1 ? 'in trash' : state,
  }));

const expectAllBinned = (world: AccountsWorld, features: Features): Promise<void> =>
  Promise.all(adasVolumes.map(name => world.engine.volumeExists(name))).then(there => {
    expect(there).toEqual([true, true, true]);
    const trashed = rowsOf(features).filter(({ state }) => state === 'in trash');
    expect(trashed.map(({ engineName }) => engineName)).toEqual(adasVolumes);
    expect(features.notifications.inbox.unread('ada')).toBe(0);
  });

describe('a new account that bears the name of one that was deleted while nobody listened', () => {
  let world: AccountsWorld;
  beforeEach(async () => {
    world = createAccountsWorld();
    await prepare(world);
    replaceAda(world);
  });
  afterEach(() => world.remove());

  it('starts with new volumes; the former ones are in the trash', async () => {
    const features = world.boot();
    const fresh = await world.useServer(features, 'ada');
    expect(fresh).toHaveLength(3);
    expect(fresh.filter(name => adasVolumes.includes(name))).toEqual([]);
    await expectAllBinned(world, features);
    expect((await world.useServer(features, 'ada')).toSorted()).toEqual(fresh.toSorted());
  });

  it('is noticed with the next reading of the hub, before anybody starts anything', async () => {
    const features = world.boot();
    await features.directory.refresh();
    await expectAllBinned(world, features);
    const entries = features.audit.list({ limit: 10 }).items;
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'user.delete', subject: 'ada', actor: 'jupyterhub' }),
    );
  });

  it('can have them back from an administrator', async () => {
    const features = world.boot();
    await features.directory.refresh();
    const [entry] = features.volumes.repo.ofUser('ada').filter(({ name }) => name === 'home');
    await features.volumes.restoreFromTrash('ada', 'home', entry?.generation ?? 0, 'root');
    expect(await world.useServer(features, 'ada')).toContain('jupyterlab-ada_home');
  });

  it('gets nothing of it either when the process dies in the middle, wherever that is', async () => {
    let died = 0;
    for (let at = 1; ; at += 1) {
      const own = createAccountsWorld();
      await prepare(own);
      replaceAda(own);
      const crash = createCrash(at);
      await own
        .boot(crash)
        .directory.refresh()
        .catch(() => undefined);
      const { dead } = crash;
      const features = own.boot();
      await features.accounts.finishPending();
      const fresh = await own.useServer(features, 'ada');
      expect([at, fresh.filter(name => adasVolumes.includes(name))]).toEqual([at, []]);
      await expectAllBinned(own, features);
      own.remove();
      if (!dead) break;
      died += 1;
    }
    expect(died).toBeGreaterThanOrEqual(5);
  });
});

describe('the same account', () => {
  it.each([
    ['after a restart of ours', () => undefined],
    ['after it got other groups', (world: AccountsWorld) => world.hub.addToGroup('b', ['ada'])],
  ])('keeps its volumes %s', async (_when, change) => {
    const world = createAccountsWorld();
    await prepare(world);
    world.hub.addGroup('b');
    await change(world);
    const features = world.boot();
    await features.directory.refresh();
    expect((await world.useServer(features, 'ada')).toSorted()).toEqual(adasVolumes);
    world.remove();
  });

  it('keeps its volumes under a new name, and is known by it', async () => {
    const world = createAccountsWorld();
    await prepare(world);
    const features = world.boot();
    await features.accounts.rename('ada', 'bea', root);
    await features.directory.refresh();
    expect((await world.useServer(features, 'bea')).toSorted()).toEqual(adasVolumes);
    const later = world.boot();
    await later.directory.refresh();
    expect((await world.useServer(later, 'bea')).toSorted()).toEqual(adasVolumes);
    world.remove();
  });

  it('keeps its volumes where the hub does not tell when it was made', async () => {
    const world = createAccountsWorld();
    await prepare(world);
    const features = world.boot();
    features.accounts.checkIdentity('ada', null);
    expect(features.volumes.repo.ofUser('ada').every(({ inTrash }) => inTrash === 0)).toBe(true);
    world.remove();
  });
});
