import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boot, createWorld, IMAGE, startAlice } from '../../../../test/helpers/servers.js';

const folder = mkdtempSync(join(tmpdir(), 'adoption-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'volumes.yaml');
writeFileSync(
  file,
  "- { suffix: home, mount: /home/jovyan, name: 'jupyterhub-user-{username}' }\n",
);
const WITH_NAME = { PERIJOVE_VOLUMES_FILE: file };
const THEIRS = 'jupyterhub-user-alice';

const start = async (world: ReturnType<typeof createWorld>, env: Record<string, string>) => {
  const booted = boot(world, env);
  await startAlice(world, booted);
  const [lab] = await world.engine.list();
  const mounts = world.engine.specOf(lab?.name ?? '')?.mounts ?? [];
  const home = mounts.find(({ target }) => target === '/home/jovyan')?.volume;
  const adopted = booted.audits.filter(({ action }) => action === 'volume.adopt');
  await booted.servers.spawner.stop('alice', '');
  return { booted, home, adopted };
};

const withVolume = async (name: string) => {
  const world = createWorld();
  await world.engine.ensureVolume(name, {}, IMAGE);
  return world;
};

describe('a volume of DockerSpawner', () => {
  it("is its user's first one, and that is told", async () => {
    const { home, adopted, booted } = await start(await withVolume(THEIRS), WITH_NAME);
    expect(home).toBe(THEIRS);
    expect(adopted).toMatchObject([
      { subject: 'alice', details: { volume: 'home', generation: 1, name: THEIRS } },
    ]);
    expect(booted.volumes.repo.current('alice', 'home')).toMatchObject({ engineName: THEIRS });
  });

  it('is told of once', async () => {
    const world = await withVolume(THEIRS);
    await start(world, WITH_NAME);
    expect((await start(world, WITH_NAME)).adopted).toEqual([]);
  });

  it('of the usual name is told of, too', async () => {
    const world = await withVolume('jupyterlab-alice_home');
    const { home, adopted } = await start(world, {});
    expect(home).toBe('jupyterlab-alice_home');
    expect(adopted).toHaveLength(1);
  });

  it('is never spoken of when there was none', async () => {
    const { home, adopted } = await start(createWorld(), WITH_NAME);
    expect(home).toBe(THEIRS);
    expect(adopted).toEqual([]);
  });

  it('takes the place of the empty one that its user found before the name was written', async () => {
    const world = await withVolume(THEIRS);
    expect((await start(world, {})).home).toBe('jupyterlab-alice_home');
    const { home, adopted, booted } = await start(world, WITH_NAME);
    expect(home).toBe(THEIRS);
    expect(adopted).toHaveLength(1);
    const [view] = booted.volumes.list('alice');
    expect(view).toMatchObject({ generation: 2, recoverable: [{ generation: 1 }] });
  });

  it('takes no place while another server of its user has the one that stands in', async () => {
    const world = await withVolume(THEIRS);
    const booted = boot(world, {});
    await startAlice(world, booted);
    const later = boot(world, WITH_NAME);
    const info = await world.engine.inspectImage(IMAGE);
    if (info === null) throw new Error('no image');
    const { mounts } = await later.volumes.ensure('alice', IMAGE, info);
    expect(mounts[0]?.volume).toBe('jupyterlab-alice_home');
  });

  it('of a name that another user bore before is not given to who bears it now', async () => {
    const world = await withVolume(THEIRS);
    const { booted } = await start(world, {});
    await booted.servers.spawner.deleteForever('alice', '');
    const { home, adopted } = await start(world, WITH_NAME);
    expect(home).toBe('jupyterlab-alice_home_g2');
    expect(adopted).toEqual([]);
  });

  it('is not given to a user who was renamed to its name', async () => {
    const world = await withVolume('jupyterhub-user-bob');
    const { booted } = await start(world, {});
    booted.volumes.records.rename('alice', 'bob');
    const later = boot(world, WITH_NAME);
    const info = await world.engine.inspectImage(IMAGE);
    if (info === null) throw new Error('no image');
    const { mounts } = await later.volumes.ensure('bob', IMAGE, info);
    expect(mounts[0]?.volume).toBe('jupyterlab-alice_home');
  });
});

it('a reset before the first start empties what was there before, and it can be undone', async () => {
  const booted = boot(await withVolume(THEIRS), WITH_NAME);
  await booted.volumes.reset('alice', ['home'], 'alice');
  const [view] = booted.volumes.list('alice');
  expect(view).toMatchObject({ generation: 2, recoverable: [{ generation: 1 }] });
  // What begins is named by the platform: a template names what was there, and nothing later.
  expect(booted.volumes.repo.current('alice', 'home')?.engineName).toBe('jupyterlab-alice_home_g2');
});

it('a name that another deployment has is given up, so another one in the settings helps', async () => {
  const world = createWorld();
  for (let at = 0; at < 3; at += 1) world.engine.faults.next('ensureVolume', { kind: 'conflict' });
  const refused = await start(world, {});
  expect(refused.booted.volumes.repo.ofUser('alice')).toEqual([]);
  const { home } = await start(world, { PERIJOVE_VOLUME_PREFIX: 'other' });
  expect(home).toBe('other-alice_home');
});
