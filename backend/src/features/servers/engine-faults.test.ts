import type { SpawnLine } from '@perijove/contracts';
import {
  startStatefulDaemon,
  type DaemonFault,
  type Shape,
  type StatefulDaemon,
} from '../../../test/fakes/docker/stateful.js';
import { systemClock, type Clock } from '../../lib/clock.js';
import { boot, createWorld, spawnRequest, type Booted } from '../../../test/helpers/servers.js';
import type { Unrendered } from '../../lib/text.js';
import { english } from '../../../test/helpers/english.js';

jest.setTimeout(240_000);

/** So many times as fast: nobody waits half a minute for a call that hangs. */
const fast = (speed: number): Clock => ({
  ...systemClock,
  monotonicMs: () => systemClock.monotonicMs() * speed,
  after: (delayMs, run) => systemClock.after(delayMs / speed, run),
});

/** Only what hangs, or breaks off in the middle of an answer, has to run into a time limit. */
const speedOf = (fault: DaemonFault): number =>
  fault.startsWith('hang') || fault.startsWith('half') ? 30 : 2;

const RIGHTS = { canExtend: true };
const FAULTS: readonly DaemonFault[] = [
  'drop before',
  'drop after',
  '500',
  'half an answer',
  'hang before',
  'hang after',
];

const read = async (
  lines: AsyncGenerator<Unrendered<SpawnLine>, void, void>,
): Promise<SpawnLine | undefined> => {
  let last: SpawnLine | undefined;
  for await (const line of lines) last = english<SpawnLine>(line);
  return last;
};

let daemon: StatefulDaemon;
let booted: Booted;

const open = async (speed: number, shape?: Shape): Promise<void> => {
  daemon = await startStatefulDaemon(shape);
  const clock = fast(speed);
  const engine = daemon.engine(clock);
  booted = boot({ ...createWorld(), clock, engine }, {}, { deploymentId: 'd1' });
};

afterEach(async () => {
  await booted.servers.close();
  await daemon.close();
});

const start = () =>
  read(booted.servers.spawner.spawn('alice', '', spawnRequest({ startTimeoutSeconds: 4000 })));
const labs = () =>
  [...daemon.containers.values()].filter(({ body }) => body.Labels['perijove.lab'] === '1');
const phase = () => booted.servers.queries.row('alice', '')?.phase ?? 'stopped';

/** Looks until nothing is left to be done, as the watch does all the time. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await booted.servers.reconcileOnce();
};

/** What users see is what there is, and nothing of ours is left over. */
const expectOneTruth = async (): Promise<void> => {
  await settle();
  expect(['running', 'failed', 'stopped']).toContain(phase());
  if (phase() === 'running') {
    expect(labs()).toMatchObject([{ status: 'running' }]);
  } else {
    expect(labs()).toEqual([]);
  }
};

describe('a start of which one call goes wrong', () => {
  it.each(FAULTS)('by "%s" ends in one truth, whichever call it is', async fault => {
    await open(1);
    daemon.failCall(0, fault);
    expect(await start()).toHaveProperty('ready');
    const calls = daemon.counted();
    expect(calls).toBeGreaterThan(8);
    await booted.servers.close();
    await daemon.close();

    for (let number = 1; number <= calls; number += 1) {
      await open(speedOf(fault));
      daemon.failCall(number, fault);
      const last = await start();
      daemon.failCall(0, fault);
      await expectOneTruth();
      // Users are told the truth in words, and may try again.
      if (last !== undefined && 'failed' in last) {
        expect(last.failed.message).toMatch(/\w+ \w+/);
        expect(await start()).toHaveProperty('ready');
        await expectOneTruth();
      }
      expect([number, labs().length]).toEqual([number, 1]);
      await booted.servers.close();
      await daemon.close();
    }
    await open(1);
  });
});

describe('a stop of which one call goes wrong', () => {
  it.each(FAULTS)('by "%s" stops or leaves the server as it was', async fault => {
    await open(1);
    await start();
    daemon.failCall(0, fault);
    await booted.servers.spawner.stop('alice', '');
    const calls = daemon.counted();
    expect(calls).toBeGreaterThan(2);
    await booted.servers.close();
    await daemon.close();

    for (let number = 1; number <= calls; number += 1) {
      await open(speedOf(fault));
      await start();
      daemon.failCall(number, fault);
      await booted.servers.spawner.stop('alice', '').catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'engine_unavailable' });
      });
      daemon.failCall(0, fault);
      await expectOneTruth();
      await booted.servers.spawner.stop('alice', '');
      await settle();
      expect([number, phase(), labs()]).toEqual([
        number,
        expect.stringMatching(/stopped|failed/),
        [],
      ]);
      await booted.servers.close();
      await daemon.close();
    }
    await open(1);
  });
});

describe.each(['1.41', '1.44', '1.52'] as const)('a daemon of API %s', shape => {
  it('starts, shows, restarts and stops a lab', async () => {
    await open(1, shape);
    expect(await start()).toEqual({ ready: { url: 'http://172.18.0.2:8888' } });
    expect(daemon.requests.at(-1)?.version).toBe(shape);
    await booted.servers.reconcileOnce();
    expect(phase()).toBe('running');
    await booted.servers.restart('alice', '', 'alice');
    while (phase() !== 'running') await new Promise(resolve => setTimeout(resolve, 5));
    expect(labs()).toHaveLength(1);
    await booted.servers.spawner.stop('alice', '');
    expect(labs()).toEqual([]);
  });

  it('tells of a lab that ran out of memory', async () => {
    await open(1, shape);
    await start();
    Object.assign(labs()[0] ?? {}, { status: 'exited', exitCode: 137, outOfMemory: true });
    await booted.servers.reconcileOnce();
    expect(booted.servers.view('alice', '', RIGHTS)).toMatchObject({
      phase: 'failed',
      failure: { code: 'out_of_memory' },
    });
    expect(labs()).toEqual([]);
  });
});

describe('events', () => {
  const until = async (wanted: string): Promise<void> => {
    for (let tries = 0; phase() !== wanted; tries += 1) {
      if (tries > 2000) throw new Error(`The server is ${phase()}, not ${wanted}.`);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  it('that were lost are made up for', async () => {
    await open(30);
    await start();
    await booted.servers.startReconciling();
    // It ends, and nobody is told.
    Object.assign(labs()[0] ?? {}, { status: 'exited', exitCode: 1 });
    await until('failed');
    expect(labs()).toEqual([]);
  });

  it('in the wrong order, twice, or of labs that never were, change nothing that is true', async () => {
    await open(1);
    await start();
    await booted.servers.startReconciling();
    const name = labs()[0]?.name ?? '';
    for (const action of ['destroy', 'die', 'start', 'create', 'die', 'oom', 'start']) {
      daemon.tell(action, name);
      daemon.tell(action, 'perijove-nobody');
    }
    await booted.servers.reconcileOnce();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(phase()).toBe('running');
    expect(labs()).toMatchObject([{ status: 'running' }]);
  });
});
