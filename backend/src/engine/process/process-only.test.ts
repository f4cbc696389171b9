import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../lib/clock.js';
import { silentLogger } from '../../lib/logger.js';
import { eventually, expectFailure } from '../../../test/engine-contract/tools.js';
import type { Engine, LabSpec } from '../port.js';
import { createProcessEngine } from './engine.js';
import { trimLog } from './log-file.js';
import { latestRun } from './runs.js';

const HOME = '/home/jovyan';

const specOf = (script: string, overrides: Partial<LabSpec> = {}): LabSpec => ({
  name: 'lab-ada',
  user: 'ada',
  server: '',
  image: '',
  command: ['sh', '-c', script],
  env: {},
  workingDir: HOME,
  homeTarget: HOME,
  mounts: [{ volume: 'home', target: HOME, readOnly: false }],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: 'one',
  ...overrides,
});

describe('what only local processes have', () => {
  let dataDir: string;
  let engine: Engine;
  const open = () =>
    createProcessEngine({ dataDir, env: process.env, clock: systemClock, log: silentLogger() });
  const directory = () => join(dataDir, 'labs', 'lab-ada');

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'perijove-process-'));
    engine = await open();
  });
  afterEach(async () => {
    for (const { name } of await engine.list()) await engine.remove(name);
    await rm(dataDir, { recursive: true, force: true });
  });

  const begin = async (spec: LabSpec) => {
    await engine.create(spec);
    return engine.start(spec.name);
  };

  it('keeps the tokens of a lab for the eyes of its owner', async () => {
    await engine.create(specOf('true', { env: { JPY_API_TOKEN: 'secret' } }));
    expect((await stat(join(directory(), 'lab.json'))).mode & 0o077).toBe(0);
    expect((await stat(directory())).mode & 0o077).toBe(0);
  });

  it('runs one lab when two backends start it at once', async () => {
    await engine.create(specOf('echo $$ >> started; sleep 60'));
    const other = await open();
    const [first, second] = await Promise.all([engine.start('lab-ada'), other.start('lab-ada')]);
    expect(second).toEqual(first);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await engine.logs('lab-ada', 10)).toEqual([]);
    const { readFile } = await import('node:fs/promises');
    const started = await readFile(join(dataDir, 'volumes', 'home', 'started'), 'utf8');
    expect(started.trim().split('\n')).toHaveLength(1);
  });

  it('tells an end by force from outside, whose code nobody knows, as a failure', async () => {
    await begin(specOf('sleep 60'));
    const pid = latestRun(directory())?.identity.pid ?? 0;
    process.kill(-pid, 'SIGKILL');
    const lab = await eventually(async () => {
      const seen = await engine.inspect('lab-ada');
      return seen?.status === 'exited' ? seen : null;
    });
    expect(lab.exit).toEqual({ code: 1, outOfMemory: false });
  });

  it('ends kernels in sessions of their own together with their lab', async () => {
    await begin(specOf('setsid sleep 61.5 & echo $!; wait; sleep 60'));
    const [kernel] = await eventually(async () => {
      const lines = await engine.logs('lab-ada', 5);
      return lines.length > 0 ? lines.map(Number) : null;
    });
    await engine.stop('lab-ada', 1_000);
    expect(kernel).toBeGreaterThan(0);
    await eventually(() => Promise.resolve(!lives(kernel ?? 0)));
  });

  it('does not take a later process with the same number for the lab', async () => {
    await begin(specOf('exit 0'));
    await eventually(async () => (await engine.inspect('lab-ada'))?.status === 'exited');
    // The number of this very process, which started at another time.
    await writeFile(
      join(directory(), 'run-2'),
      `4000 ${process.pid} (sh) S ${'0 '.repeat(18)}12 0\n`,
    );
    expect(await engine.inspect('lab-ada')).toMatchObject({ status: 'exited', url: null });
    await engine.stop('lab-ada', 100);
    expect(lives(process.pid)).toBe(true);
  });

  it('says which command is missing, before anything starts', async () => {
    await engine.create({ ...specOf(''), command: ['no-such-server'] });
    await expect(engine.start('lab-ada')).rejects.toThrow('no-such-server');
    await expectFailure(engine.start('lab-ada'), 'invalid');
    expect(await engine.inspect('lab-ada')).toMatchObject({ status: 'created' });
  });

  it('refuses to start over files in the way of a volume, and keeps them', async () => {
    await engine.ensureVolume('home', {}, 'any');
    const file = join(dataDir, 'volumes', 'home', 'work');
    await writeFile(file, 'mine');
    const mounts = [
      { volume: 'home', target: HOME, readOnly: false },
      { volume: 'work', target: `${HOME}/work`, readOnly: false },
    ];
    await engine.create(specOf('true', { mounts }));
    await expectFailure(engine.start('lab-ada'), 'conflict');
    expect((await stat(file)).isFile()).toBe(true);
  });

  it.each(['../escape', 'a/b', '', '.hidden'])('refuses the name %j', async name => {
    await expectFailure(engine.create(specOf('true', { name })), 'invalid');
    await expectFailure(engine.ensureVolume(name, {}, 'any'), 'invalid');
    await expectFailure(engine.removeVolume(name), 'invalid');
  });

  it('cuts a log that grows without end', async () => {
    const file = join(dataDir, 'big.log');
    await writeFile(file, `${'x'.repeat(99)}\n`.repeat(110_000) + 'the end\n');
    await trimLog(file);
    expect((await stat(file)).size).toBeLessThan(1_000_000);
    const { readTail } = await import('./log-file.js');
    expect(await readTail(file, 1)).toEqual(['the end']);
  });
});

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
