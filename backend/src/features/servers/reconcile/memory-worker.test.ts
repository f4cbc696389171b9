import { boot, createWorld, startAlice } from '../../../../test/helpers/servers.js';

const MINUTE = 60_000;
const MIB = 2 ** 20;

const setUp = async () => {
  const world = createWorld();
  const booted = boot(world, { PERIJOVE_LAB_MEMORY_LIMIT: '512M' });
  await booted.directory.refresh();
  await startAlice(world, booted);
  world.hub.setServer('alice', '', { ready: true });
  await booted.directory.refresh();
  await booted.servers.startReconciling();
  const news: unknown[] = [];
  booted.bus.on('server.memory_full', event => news.push(event));
  const lab = booted.servers.queries.row('alice', '')?.lab ?? '';
  const memoryFullAt = () =>
    booted.servers.view('alice', '', { canExtend: true }).memoryFullAt ?? null;
  return { world, booted, news, lab, memoryFullAt };
};

describe('a process that is ended for want of memory', () => {
  it('in a lab that lives on is told, with the limit', async () => {
    const { world, booted, news, lab, memoryFullAt } = await setUp();
    const atMs = world.clock.now();
    world.engine.runOut(lab);
    await world.clock.advance(5_000);
    expect(news).toEqual([{ user: 'alice', server: '', atMs, limitBytes: 512 * MIB }]);
    expect(memoryFullAt()).toBe(new Date(atMs).toISOString());
    expect(booted.audits).toContainEqual(
      expect.objectContaining({ action: 'server.memory_full', subject: 'alice' }),
    );
    await booted.servers.close();
  });

  it('and takes its lab along is the end of that lab, and nothing else', async () => {
    const { world, booted, news, lab } = await setUp();
    world.engine.runOut(lab);
    world.engine.exit(lab, 137, true);
    await world.clock.advance(5_000);
    expect(news).toEqual([]);
    expect(booted.servers.view('alice', '', { canExtend: true }).failure?.code).toBe(
      'out_of_memory',
    );
    await booted.servers.close();
  });

  it('again and again is told once in a while, and shown with its latest time', async () => {
    const { world, booted, news, lab, memoryFullAt } = await setUp();
    for (let minute = 0; minute < 5; minute += 1) {
      world.engine.runOut(lab);
      world.engine.runOut(lab);
      await world.clock.advance(MINUTE);
    }
    expect(news).toHaveLength(1);
    expect(memoryFullAt()).toBe(new Date(world.clock.now() - MINUTE).toISOString());
    await world.clock.advance(10 * MINUTE);
    world.engine.runOut(lab);
    await world.clock.advance(MINUTE);
    expect(news).toHaveLength(2);
    await booted.servers.close();
  });

  it('is forgotten with the next start', async () => {
    const { world, booted, lab, memoryFullAt } = await setUp();
    world.engine.runOut(lab);
    await world.clock.advance(5_000);
    await booted.servers.spawner.stop('alice', '');
    await startAlice(world, booted);
    expect(memoryFullAt()).toBeNull();
    await booted.servers.close();
  });

  it('in a container that is not a lab of ours concerns nobody', async () => {
    const { world, booted, news, lab } = await setUp();
    const spec = world.engine.specOf(lab);
    if (spec === null) throw new Error('There is no lab.');
    await world.engine.create({ ...spec, name: 'orphan' });
    world.engine.runOut('orphan');
    await world.clock.advance(5_000);
    expect(news).toEqual([]);
    await booted.servers.close();
  });
});
