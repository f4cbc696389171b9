import type { SpawnLine } from '@perijove/contracts';
import {
  boot,
  createWorld,
  finish,
  spawnRequest,
  type World,
} from '../../../../test/helpers/servers.js';
import type { Unrendered } from '../../../lib/text.js';
import { english } from '../../../../test/helpers/english.js';

const RIGHTS = { canExtend: true };

/** The fake engine has two cores: eight starts are prepared at once. */
const AT_ONCE = 8;

/** Starts that stay in the middle of `create` until the engine is released. */
const setUp = () => {
  const world = createWorld();
  const booted = boot(world);
  const lines = new Map<string, AsyncGenerator<Unrendered<SpawnLine>, void, void>>();
  const start = (user: string, server = '') => {
    if (lines.size < AT_ONCE) world.engine.faults.next('create', { hang: true });
    lines.set(`${user}/${server}`, booted.servers.spawner.spawn(user, server, spawnRequest()));
  };
  const positionOf = (user: string, server = '') =>
    booted.servers.view(user, server, RIGHTS).queuePosition;
  return { world, booted, lines, start, positionOf };
};

const messages = (read: readonly SpawnLine[]) =>
  read.flatMap(line => ('progress' in line ? [line.progress.message] : []));

const readAll = (
  world: World,
  lines: ReadonlyMap<string, AsyncGenerator<Unrendered<SpawnLine>, void, void>>,
) => Promise.all([...lines.values()].map(stream => finish(world, stream)));

describe('the queue of starts', () => {
  it('shows all who wait their place, and moves them up', async () => {
    const { world, booted, lines, start, positionOf } = setUp();
    for (let number = 1; number <= AT_ONCE; number += 1) start(`early${number}`);
    for (const user of ['alice', 'bob', 'cyd']) start(user);
    await world.clock.advance(1000);
    expect(['early1', 'alice', 'bob', 'cyd'].map(user => positionOf(user))).toEqual([
      undefined,
      1,
      2,
      3,
    ]);
    expect(english(booted.servers.view('cyd', '', RIGHTS))).toMatchObject({
      phase: 'queued',
      progress: [{ message: 'The start is under way' }, { message: 'Position 3 in the queue' }],
    });
    // Bob gives up, and who stands behind him moves up.
    await booted.servers.spawner.stop('bob', '');
    await world.clock.advance(1000);
    expect(positionOf('cyd')).toBe(2);
    expect(booted.servers.view('cyd', '', RIGHTS).progress).toHaveLength(2);
    world.engine.faults.release();
    const read = await readAll(world, lines);
    expect(messages(read.at(-1) ?? [])).toEqual(
      expect.arrayContaining([
        'Position 3 in the queue',
        'Position 2 in the queue',
        'Creating the server',
      ]),
    );
    expect(positionOf('cyd')).toBeUndefined();
    expect(await world.engine.list()).toHaveLength(AT_ONCE + 2);
  });

  it('lets one with ten named servers keep nobody waiting', async () => {
    const { world, lines, start, positionOf } = setUp();
    for (let number = 1; number <= AT_ONCE + 4; number += 1) start('greedy', `s${number}`);
    start('alice');
    await world.clock.advance(1000);
    expect(positionOf('alice')).toBe(1);
    expect(positionOf('greedy', `s${AT_ONCE + 1}`)).toBe(2);
    world.engine.faults.release();
    await readAll(world, lines);
    // Her turn begins with her volumes; one that is new takes a moment longer than the lab of
    // a user who has theirs.
    const { calls } = world.engine;
    const before = calls.slice(
      0,
      calls.findIndex(call => call.includes('jupyterlab-alice_')),
    );
    expect(before.filter(call => call.startsWith('create '))).toHaveLength(AT_ONCE);
  });

  it('keeps nobody waiting behind those who wait for an image', async () => {
    const { world, booted, start, lines } = setUp();
    world.engine.faults.next('ensureImage', { hang: true });
    start('slow');
    for (let number = 1; number <= AT_ONCE; number += 1) start(`user${number}`);
    await world.clock.advance(1000);
    expect(booted.servers.view(`user${AT_ONCE}`, '', RIGHTS).queuePosition).toBeUndefined();
    world.engine.faults.release();
    await readAll(world, lines);
  });

  it('gives the places of failed starts to others', async () => {
    const { world, booted } = setUp();
    for (let number = 0; number < 3 * AT_ONCE; number += 1) {
      world.engine.faults.next('create', { kind: 'invalid' });
    }
    const streams = Array.from({ length: 3 * AT_ONCE }, (_, index) =>
      booted.servers.spawner.spawn(`user${index}`, '', spawnRequest()),
    );
    const ends = await Promise.all(streams.map(stream => finish(world, stream)));
    expect(ends.every(read => 'failed' in (read.at(-1) ?? {}))).toBe(true);
    const last = booted.servers.spawner.spawn('alice', '', spawnRequest());
    expect((await finish(world, last)).at(-1)).toHaveProperty('ready');
  });
});
