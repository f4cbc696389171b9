import { boot, createWorld, startAlice } from '../../../test/helpers/servers.js';

const GB = 2 ** 30;
const setUp = async (groups: readonly string[], settings: Record<string, unknown> = {}) => {
  const world = createWorld();
  world.hub.addUser('alice', { groups });
  for (const [name, value] of Object.entries(settings)) world.hub.addGroup(name, value);
  const booted = boot(world, { PERIJOVE_LAB_MEMORY_LIMIT: '2G', PERIJOVE_LAB_CPU_LIMIT: '1' });
  await booted.directory.refresh();
  await booted.groups.refresh();
  const start = () => startAlice(world, booted, { groups: [...groups], groupSettings: settings });
  const isOutdated = () => booted.servers.queries.outdated('alice').length > 0;
  return { world, booted, start, isOutdated };
};

describe('the policy of a start', () => {
  it('are those of the groups and the settings, and the lab is made under them', async () => {
    const { world, booted, start } = await setUp(['class-a', 'docker-sock'], {
      'class-a': { limits: { memoryBytes: 8 * GB } },
    });
    expect(await start()).toHaveProperty('ready');
    const policy = booted.servers.queries.row('alice', '')?.policy;
    expect(policy).toEqual({
      dockerSocket: true,
      privileged: false,
      limits: { cpuCores: 1, memoryBytes: 8 * GB, pids: 4096 },
      asked: { cpuCores: null, memoryBytes: null },
    });
    const made = world.engine.specOf(booted.servers.queries.row('alice', '')?.lab ?? '');
    expect(made?.limits).toEqual(policy?.limits);
    expect(made?.hostMounts).toHaveLength(1);
  });

  it('leave out what cannot be read, and a start never fails for it', async () => {
    const { booted, start } = await setUp(['class-a'], {
      'class-a': { limits: { memoryBytes: 'a lot' } },
    });
    expect(await start()).toHaveProperty('ready');
    expect(booted.servers.queries.row('alice', '')?.policy?.limits.memoryBytes).toBe(2 * GB);
    expect(booted.audits).toContainEqual(
      expect.objectContaining({ action: 'group.read', subject: 'class-a', result: 'failed' }),
    );
  });
});

describe("limits of the hub's own configuration", () => {
  const asked = { cpuCores: 0.5, memoryBytes: GB };

  it('reach the container in place of the defaults, and behind what a group says', async () => {
    const { world, booted } = await setUp(['class-a'], {
      'class-a': { limits: { memoryBytes: 8 * GB } },
    });
    const groupSettings = { 'class-a': { limits: { memoryBytes: 8 * GB } } };
    await startAlice(world, booted, { groups: ['class-a'], groupSettings, limits: asked });
    const made = world.engine.specOf(booted.servers.queries.row('alice', '')?.lab ?? '');
    expect(made?.limits).toEqual({ cpuCores: 0.5, memoryBytes: 8 * GB, pids: 4096 });
  });

  it('make no lab outdated as long as nothing else changes', async () => {
    const { world, booted, isOutdated } = await setUp([]);
    await startAlice(world, booted, { limits: asked });
    expect(isOutdated()).toBe(false);
    world.hub.addGroup('class-a', { limits: { cpuCores: 4 } });
    world.hub.addUser('alice', { groups: ['class-a'] });
    await booted.directory.refresh();
    await booted.groups.refresh();
    expect(isOutdated()).toBe(true);
  });
});

describe('a running lab', () => {
  it('is up to date as long as nothing changes', async () => {
    const { start, isOutdated } = await setUp(['class-a'], { 'class-a': { limits: { pids: 64 } } });
    await start();
    expect(isOutdated()).toBe(false);
  });

  it.each([
    ['joined a group with power', ['docker-sock'], {}, true],
    ['joined an ordinary group', ['class-b'], {}, false],
    ['joined a group with limits', ['class-b'], { limits: { cpuCores: 4 } }, true],
    ['joined a group that says what it has', ['class-b'], { limits: { cpuCores: 1 } }, false],
  ])('of a user who %s must restart: %#', async (_what, groups, settings, outdated) => {
    const { world, booted, start, isOutdated } = await setUp([]);
    await start();
    for (const group of groups) world.hub.addGroup(group, settings);
    await world.hub.addToGroup(groups[0] ?? '', ['alice']);
    world.hub.setServer('alice', '', { ready: true });
    await booted.directory.refresh();
    await booted.groups.refresh();
    expect(isOutdated()).toBe(outdated);
    expect(booted.servers.view('alice', '', { canExtend: true }).settingsOutdated).toBe(outdated);
  });

  it('is told to those who show it, when the groups changed in the hub alone', async () => {
    const { world, booted, start } = await setUp(['docker-sock']);
    await start();
    const news = async (): Promise<number> => {
      const before = booted.changes.length;
      await booted.directory.refresh();
      return booted.changes.length - before;
    };
    world.hub.setServer('alice', '', { ready: true });
    expect(await news()).toBe(0);
    await world.hub.removeFromGroup('docker-sock', ['alice']);
    expect([await news(), await news()]).toEqual([1, 0]);
    await world.hub.addToGroup('docker-sock', ['alice']);
    expect([await news(), await news()]).toEqual([1, 0]);
  });

  it('is told of when the limits of a group changed in the hub alone', async () => {
    const { world, booted, start } = await setUp(['class-a']);
    await start();
    world.hub.addGroup('class-a', { limits: { pids: 64 } });
    await booted.groups.refresh();
    const before = booted.changes.length;
    booted.bus.emit('group.changed', { group: 'class-a' });
    expect(booted.changes.slice(before)).toEqual([{ user: 'alice', server: '' }]);
  });

  it('of a user who left a group with power must restart, and then it is over', async () => {
    const { world, booted, start, isOutdated } = await setUp(['docker-privileged']);
    await start();
    await world.hub.removeFromGroup('docker-privileged', ['alice']);
    await booted.directory.refresh();
    expect(isOutdated()).toBe(true);
    const again = boot(world, { PERIJOVE_LAB_MEMORY_LIMIT: '2G', PERIJOVE_LAB_CPU_LIMIT: '1' });
    await again.directory.refresh();
    await again.groups.refresh();
    expect(again.servers.queries.outdated('alice')).toHaveLength(1);
    await startAlice(world, again, { env: { JUPYTERHUB_API_TOKEN: 'secret-2' } });
    expect(again.servers.queries.outdated('alice')).toEqual([]);
  });
});
