import { boot, createWorld, finish, spawnRequest } from '../../../test/helpers/servers.js';

const RIGHTS = { canExtend: true };

const setUp = async (
  rules = { allowed: true, limit: 2 as number | null, optionsForm: false, slugs: false },
) => {
  const world = createWorld();
  world.hub.setNamedServerRules(rules);
  const booted = boot(world);
  await booted.directory.refresh();
  // What JupyterHub does when it is asked to start a server.
  world.hub.onStart = (user, server) => {
    world.hub.setServer(user, server, { ready: true });
    void finish(world, booted.servers.spawner.spawn(user, server, spawnRequest())).catch(
      () => undefined,
    );
  };
  const start = async (server: string) => {
    const starting = booted.servers.start('alice', server, {}, 'alice');
    await world.clock.advance(3000);
    await starting;
  };
  return { world, booted, start, names: () => booted.servers.named.namesOf('alice') };
};

it('starts several servers of one user side by side, each with the same files', async () => {
  const { world, booted, start, names } = await setUp();
  for (const server of ['', 'gpu', 'big data']) await start(server);
  expect(names()).toEqual(['big data', 'gpu']);
  for (const server of ['', 'gpu', 'big data']) {
    expect(booted.servers.view('alice', server, RIGHTS)).toMatchObject({ phase: 'running' });
  }
  const labs = await world.engine.list();
  const homes = labs.map(lab => world.engine.specOf(lab.name)?.mounts[0]?.volume);
  expect(labs).toHaveLength(3);
  expect(new Set(homes).size).toBe(1);
});

it('refuses what JupyterHub would refuse, in words, and asks it for nothing', async () => {
  const { world, booted, start } = await setUp();
  await start('one');
  await start('two');
  await expect(booted.servers.start('alice', 'three', {}, 'alice')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Only 2 named servers are allowed. Remove one first.',
  });
  expect(world.hub.calls).not.toContain('start alice/three');
  // One that exists may start again.
  await booted.servers.spawner.stop('alice', 'one');
  await start('one');
  expect(booted.servers.view('alice', 'one', RIGHTS).phase).toBe('running');
});

it('allows none where JupyterHub does not, or cannot be asked', async () => {
  const off = await setUp({ allowed: false, limit: null, optionsForm: false, slugs: false });
  await expect(off.booted.servers.start('alice', 'one', {}, 'alice')).rejects.toMatchObject({
    code: 'conflict',
  });
  const away = await setUp();
  away.world.hub.setAway(true);
  expect(await away.booted.servers.named.rules()).toEqual({
    allowed: false,
    limit: null,
    optionsForm: false,
    slugs: false,
  });
});

it('keeps the last word of a JupyterHub that is away for a moment', async () => {
  const { world, booted } = await setUp();
  await booted.servers.named.rules();
  world.hub.setAway(true);
  await world.clock.advance(120_000);
  expect(await booted.servers.named.rules()).toEqual({
    allowed: true,
    limit: 2,
    optionsForm: false,
    slugs: false,
  });
});

it('gives a JupyterHub that keeps display names what a new server is called, and others only its name', async () => {
  for (const slugs of [true, false]) {
    const { world, booted } = await setUp({
      allowed: true,
      limit: null,
      optionsForm: false,
      slugs,
    });
    const asked = booted.servers.start('alice', 'big-data', {}, 'alice', 'Big data');
    await world.clock.advance(3000);
    await asked;
    expect(world.hub.calls).toContain(
      slugs ? 'start alice/big-data (Big data)' : 'start alice/big-data',
    );
  }
});

it('refuses a new name that is no slug where JupyterHub would, and starts what has one', async () => {
  const { world, booted, start } = await setUp({
    allowed: true,
    limit: null,
    optionsForm: false,
    slugs: true,
  });
  await expect(booted.servers.start('alice', 'Big data', {}, 'alice')).rejects.toMatchObject({
    code: 'invalid_input',
  });
  expect(world.hub.calls).not.toContain('start alice/Big data');
  world.hub.setServer('alice', 'Big data', { ready: false, displayName: 'Big data' });
  await booted.directory.refresh();
  await start('Big data');
  const view = booted.servers.view('alice', 'Big data', RIGHTS);
  expect(view.phase).toBe('running');
  expect(view).not.toHaveProperty('displayName');
});

it('still knows what a stopped server is called, of which JupyterHub says nothing', async () => {
  const { world, booted } = await setUp({
    allowed: true,
    limit: null,
    optionsForm: false,
    slugs: true,
  });
  const request = spawnRequest({ displayName: 'Big data' });
  await finish(world, booted.servers.spawner.spawn('alice', 'big-data', request));
  const after = boot(world).servers.view('alice', 'big-data', RIGHTS);
  expect(after).toMatchObject({ name: 'big-data', displayName: 'Big data' });
  await booted.servers.spawner.stop('alice', 'big-data');
  const { servers } = boot(world);
  expect(servers.view('alice', 'big-data', RIGHTS)).toMatchObject({ displayName: 'Big data' });
});

it('shows what a server is called beside its name', async () => {
  const { world, booted } = await setUp({
    allowed: true,
    limit: null,
    optionsForm: false,
    slugs: true,
  });
  world.hub.setServer('alice', 'big-data', { displayName: 'Big data 日本' });
  await booted.directory.refresh();
  expect(booted.servers.view('alice', 'big-data', RIGHTS)).toMatchObject({
    name: 'big-data',
    displayName: 'Big data 日本',
  });
});

it('removes one for good, and leaves its files and the others alone', async () => {
  const { world, booted, start, names } = await setUp();
  await start('');
  await start('gpu');
  await booted.servers.spawner.stop('alice', 'gpu');
  await booted.servers.remove('alice', 'gpu', 'alice');
  expect(names()).toEqual([]);
  expect(world.hub.calls).toContain('remove alice/gpu');
  expect(await world.engine.volumeExists('jupyterlab-alice_home')).toBe(true);
  expect(booted.servers.view('alice', '', RIGHTS).phase).toBe('running');
  expect(booted.audits.at(-1)).toMatchObject({ action: 'server.remove', subject: 'alice/gpu' });
  await expect(booted.servers.remove('alice', 'gpu', 'alice')).rejects.toMatchObject({
    code: 'server_not_found',
  });
});
