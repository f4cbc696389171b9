import type { LabProgram } from '../../engine/port.js';
import { boot, createWorld, startAlice } from '../../../test/helpers/servers.js';
import { Culler } from './culler.js';
import { english } from '../../../test/helpers/english.js';

const HOUR = 3_600_000;

const setUp = async (env: Record<string, string> = {}) => {
  const world = createWorld();
  const booted = boot(world, { JUPYTERHUB_IDLE_CULLER_ENABLED: '1', ...env });
  const culler = new Culler({
    ...booted,
    clock: world.clock,
    hub: world.hub,
    audit: { record: entry => void booted.audits.push(entry) },
    noteStopReason: (user, server, reason) => booted.servers.noteStopReason(user, server, reason),
    programsOf: ({ user, server }) => booted.servers.queries.programs(user, server),
  });
  await startAlice(world, booted);
  world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
  world.hub.onStop = (user, server) => {
    void booted.servers.spawner
      .stop(user, server)
      .then(() => world.hub.setServer(user, server, null));
  };
  await booted.directory.refresh();
  /** Sets what runs in the foreground of her lab's terminals. */
  const run = (programs: readonly LabProgram[] | null) =>
    world.engine.run(booted.servers.queries.row('alice', '')?.lab ?? '', programs);
  const isRunning = () => booted.servers.queries.row('alice', '')?.phase === 'running';
  return { world, culler, isRunning, run, ...booted };
};

it('stops an idle server through the hub and says why', async () => {
  const { world, culler, servers, isRunning, audits, bus } = await setUp();
  const culled: unknown[] = [];
  bus.on('server.culled', event => culled.push(event));
  await world.clock.advance(24 * HOUR + 10 * 60_000);
  await culler.pass();
  await world.clock.advance(10_000);
  expect(isRunning()).toBe(false);
  expect(world.hub.calls).toContain('stop alice/');
  expect(english(servers.view('alice', '', { canExtend: true })).stopReason).toMatch(
    /^Stopped at 00:10 after 24 h without activity\. Your files are safe\.$/,
  );
  expect(audits.some(entry => entry.actor === 'culler' && entry.result === 'ok')).toBe(true);
  expect(culled).toEqual([{ user: 'alice', server: '', cause: 'idle' }]);
});

it('keeps a server before its deadline without asking anybody', async () => {
  const { world, culler, isRunning } = await setUp();
  await world.clock.advance(23 * HOUR);
  const asked = world.hub.calls.length;
  await culler.pass();
  expect(isRunning()).toBe(true);
  expect(world.hub.calls).toHaveLength(asked);
});

it('keeps a server whose activity the hub has seen since', async () => {
  const { world, culler, isRunning } = await setUp();
  await world.clock.advance(25 * HOUR);
  world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() - HOUR });
  await culler.pass();
  expect(isRunning()).toBe(true);
});

it.each([
  ['works silently', { busy: true, lastActivityMs: null, requestedAtMs: null }],
  ['does not answer', null],
])('keeps a lab that %s', async (_name, lab) => {
  const { world, culler, isRunning } = await setUp();
  const asked: string[] = [];
  world.hub.labActivity = user => Promise.resolve(asked.push(user)).then(() => lab);
  await world.clock.advance(25 * HOUR);
  await culler.pass();
  expect(asked).toEqual(['alice']);
  expect(isRunning()).toBe(true);
});

it('stops a busy lab at the greatest age', async () => {
  const { world, culler, isRunning } = await setUp({
    JUPYTERHUB_IDLE_CULLER_MAX_AGE: String(30 * 3600),
  });
  world.hub.setLab('alice', '', { busy: true, lastActivityMs: null, requestedAtMs: null });
  await world.clock.advance(31 * HOUR);
  await culler.pass();
  await world.clock.advance(10_000);
  expect(isRunning()).toBe(false);
});

it('stops a server at the greatest age although it is in use', async () => {
  const { world, culler, isRunning, servers } = await setUp({
    JUPYTERHUB_IDLE_CULLER_MAX_AGE: String(30 * 3600),
  });
  await world.clock.advance(30 * HOUR + 1000);
  world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
  await culler.pass();
  await world.clock.advance(10_000);
  expect(isRunning()).toBe(false);
  expect(english(servers.view('alice', '', { canExtend: true })).stopReason).toMatch(
    /after 30 h, the longest that a server may run\. Your files are safe\.$/,
  );
});

it('keeps busy labs only as long as the administrator wants that', async () => {
  const { world, culler, isRunning } = await setUp({ PERIJOVE_CULL_BUSY: '1' });
  world.hub.setLab('alice', '', { busy: true, lastActivityMs: null, requestedAtMs: null });
  await world.clock.advance(25 * HOUR);
  await culler.pass();
  await world.clock.advance(10_000);
  expect(isRunning()).toBe(false);
});

it('looks at all users, four at a time, and one failure keeps nobody else alive', async () => {
  const { world, culler, directory, sessions } = await setUp();
  const names = Array.from({ length: 500 }, (_, index) => `user-${index}`);
  for (const name of names) {
    world.hub.addUser(name);
    world.hub.setServer(name, '', { lastActivityMs: world.clock.now() });
    sessions.begin(name, '', world.clock.now());
  }
  await directory.refresh();
  await world.clock.advance(25 * HOUR);
  let atOnce = 0;
  let most = 0;
  world.hub.labActivity = async () => {
    most = Math.max(most, (atOnce += 1));
    await Promise.resolve();
    atOnce -= 1;
    return { busy: false, lastActivityMs: null, requestedAtMs: null };
  };
  const stopped: string[] = [];
  world.hub.stopServer = user => {
    if (user === 'user-7') return Promise.reject(new Error('The hub stumbled.'));
    stopped.push(user);
    return Promise.resolve();
  };
  await culler.pass();
  expect(stopped).toHaveLength(500);
  expect(stopped).not.toContain('user-7');
  expect(stopped).toContain('user-499');
  expect(most).toBe(4);
});

it('stops nothing while the hub is away', async () => {
  const { world, culler, isRunning } = await setUp();
  await world.clock.advance(25 * HOUR);
  world.hub.setAway(true);
  await culler.pass();
  expect(isRunning()).toBe(true);
});

it('keeps a server that was extended while the lab was asked', async () => {
  const { world, culler, sessions, isRunning } = await setUp();
  await world.clock.advance(25 * HOUR);
  const { labActivity } = world.hub;
  world.hub.labActivity = async (user, server) => {
    sessions.extend('alice', '', 5, { actor: 'alice' });
    return labActivity(user, server);
  };
  await culler.pass();
  expect(isRunning()).toBe(true);
});

it('keeps a server that the hub does not route to', async () => {
  const { world, culler, isRunning } = await setUp();
  await world.clock.advance(25 * HOUR);
  world.hub.setServer('alice', '', { ready: false, pending: 'spawn' });
  await culler.pass();
  expect(isRunning()).toBe(true);
});

describe('with a lab page open', () => {
  const alice = { user: 'alice', server: '', quiet: true };

  it('stops an idle server although the page goes on asking it for kernels', async () => {
    const { world, bus, culler, isRunning } = await setUp();
    bus.emit('lab.opened', alice);
    await world.clock.advance(25 * HOUR);
    world.hub.setServer('alice', '', { lastActivityMs: world.clock.now() });
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(false);
  });

  it('keeps a server whose page a user touched', async () => {
    const { world, bus, culler, isRunning } = await setUp();
    bus.emit('lab.opened', alice);
    await world.clock.advance(20 * HOUR);
    bus.emit('lab.used', alice);
    await world.clock.advance(5 * HOUR);
    await culler.pass();
    expect(isRunning()).toBe(true);
  });

  it('keeps a server whose kernel did something lately', async () => {
    const { world, bus, culler, isRunning } = await setUp();
    bus.emit('lab.opened', alice);
    await world.clock.advance(25 * HOUR);
    world.hub.setLab('alice', '', {
      busy: false,
      lastActivityMs: world.clock.now() - HOUR,
      requestedAtMs: null,
    });
    await culler.pass();
    expect(isRunning()).toBe(true);
  });

  it.each([
    ['an app behind its server was used lately', true, true],
    ['only pages asked for something, of which one does not ask to be left out', false, false],
  ])('decides by what was asked for: %s', async (_name, quiet, kept) => {
    const { world, bus, culler, isRunning } = await setUp();
    bus.emit('lab.opened', alice);
    bus.emit('lab.opened', { ...alice, quiet });
    await world.clock.advance(25 * HOUR);
    world.hub.setLab('alice', '', {
      busy: false,
      lastActivityMs: null,
      requestedAtMs: world.clock.now() - HOUR,
    });
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(kept);
  });
});

describe('programs outside of kernels', () => {
  const sleeper = { pid: 7, ageMs: 25 * HOUR, cpuMs: 90_000 };

  it.each([
    ['one that began a moment ago, as in a loop', { pid: 8, ageMs: 3000, cpuMs: 0 }, true],
    ['a shell at its prompt', { pid: 8, ageMs: 25 * HOUR, cpuMs: 300 }, false],
    ['one that sleeps since yesterday', { pid: 8, ageMs: 25 * HOUR, cpuMs: 0 }, false],
  ])('decide in the foreground of a terminal: %s', async (_name, program, kept) => {
    const { world, culler, isRunning, run } = await setUp();
    await world.clock.advance(25 * HOUR);
    run([program]);
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(kept);
  });

  it('are watched for some minutes before their CPU time decides', async () => {
    const { world, culler, isRunning, sessions, run } = await setUp();
    await world.clock.advance(44 * HOUR);
    run([sleeper]);
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(true);
    await world.clock.advance(10 * 60_000);
    const later = { ...sleeper, ageMs: sleeper.ageMs + 610_000 };
    run([{ ...later, cpuMs: later.cpuMs + 10_000 }]);
    await culler.pass();
    expect(isRunning()).toBe(true);
    expect(sessions.lastActivityMs('alice', '')).toBe(world.clock.now());
  });

  it('end with the server when they rest', async () => {
    const { world, culler, isRunning, run } = await setUp();
    await world.clock.advance(44 * HOUR);
    run([sleeper]);
    await culler.pass();
    await world.clock.advance(10 * 60_000);
    run([{ ...sleeper, ageMs: sleeper.ageMs + 600_000 }]);
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(false);
  });

  it.each([
    ['the administrator wants only kernels to count', { PERIJOVE_WORK_CPU_PERCENT: '0' }],
    ['the administrator wants no work to count', { PERIJOVE_CULL_BUSY: '1' }],
  ])('count for nothing where %s', async (_name, env) => {
    const { world, culler, isRunning, run } = await setUp(env);
    await world.clock.advance(25 * HOUR);
    run([{ pid: 8, ageMs: 3000, cpuMs: 0 }]);
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(false);
  });

  it('count for nothing where they cannot be seen, and do not keep a server', async () => {
    const { world, culler, isRunning, run } = await setUp();
    await world.clock.advance(25 * HOUR);
    run(null);
    await culler.pass();
    await world.clock.advance(10_000);
    expect(isRunning()).toBe(false);
  });

  it('are asked for before users are warned', async () => {
    const { world, culler, sessions, run } = await setUp();
    await world.clock.advance(23 * HOUR + 20 * 60_000);
    run([{ pid: 8, ageMs: 3000, cpuMs: 0 }]);
    await culler.pass();
    expect(sessions.lastActivityMs('alice', '')).toBe(world.clock.now() - 3000);
  });

  it('count when the lab computes, and a moment does not', async () => {
    const { world, culler, bus, sessions } = await setUp();
    culler.start();
    const use = async (cpuPercent: number, minutes: number) => {
      for (let second = 0; second < minutes * 60; second += 10) {
        await world.clock.advance(10_000);
        const usage = {
          at: '2030-01-01T00:00:00.000Z',
          cpuPercent,
          cpuLimitCores: null,
          memoryBytes: 1,
          memoryLimitBytes: null,
        };
        bus.emit('usage.sampled', {
          atMs: world.clock.now(),
          usage: [{ user: 'alice', server: '', usage }],
        });
      }
    };
    await use(1, 60);
    const before = sessions.lastActivityMs('alice', '');
    await use(100, 0.2);
    await use(1, 20);
    expect(sessions.lastActivityMs('alice', '')).toBe(before);
    await use(30, 11);
    expect(sessions.lastActivityMs('alice', '')).toBeGreaterThan(world.clock.now() - 6 * 60_000);
    await culler.stop();
  });
});
