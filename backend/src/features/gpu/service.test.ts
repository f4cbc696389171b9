import { text } from '../../lib/text.js';
import { english } from '../../../test/helpers/english.js';
import { openDb } from '../../db/open.js';
import { createFakeEngine } from '../../../test/fakes/engine/engine.js';
import { createFakeClock } from '../../../test/fakes/clock.js';
import { silentLogger } from '../../lib/logger.js';
import {
  boot,
  configOf,
  createWorld,
  startAlice,
  type World,
} from '../../../test/helpers/servers.js';
import { GpuService } from './service.js';

const FOUND = { found: true, reason: 'nvidia-smi found 1 GPU: NVIDIA A100.' };
const NONE = { found: false, reason: 'Docker has no nvidia runtime on this machine.' };

const setUp = (mode: '0' | '1' | '2') => {
  const clock = createFakeClock();
  const core = { clock, db: openDb(':memory:', 'state'), engine: createFakeEngine({ clock }) };
  const open = () =>
    new GpuService({
      ...core,
      config: configOf({ JUPYTERHUB_GPU_ENABLED: mode }),
      log: silentLogger(),
    });
  return { ...core, open };
};

describe('the state of the GPU', () => {
  it.each([
    ['0', FOUND, { enabled: false, detected: false, reason: 'Switched off.', checkedAtMs: null }],
    ['1', FOUND, { enabled: true, detected: true, reason: FOUND.reason }],
    ['1', NONE, { enabled: true, detected: false, reason: expect.stringContaining(NONE.reason) }],
    ['2', FOUND, { enabled: true, detected: true, reason: FOUND.reason }],
    ['2', NONE, { enabled: false, detected: false, reason: NONE.reason }],
  ] as const)('with %s and %j', async (mode, probe, expected) => {
    const { engine, open } = setUp(mode);
    engine.setGpu(probe);
    const gpu = open();
    await gpu.check();
    expect(english(gpu.state())).toMatchObject(expected);
  });

  it('is off until it was looked for, and says so', () => {
    expect(english(setUp('2').open().state())).toEqual({
      enabled: false,
      detected: false,
      reason: 'The first check is in progress.',
      checkedAtMs: null,
    });
  });

  it('is remembered by the next backend, which need not look first', async () => {
    const { clock, engine, open } = setUp('2');
    engine.setGpu({ found: true, reason: text('gpu.probe.found', { count: 1, models: ['A100'] }) });
    await open().check();
    engine.faults.away(true);
    await clock.advance(1000);
    const again = open();
    await again.check();
    expect(english(again.state())).toMatchObject({
      enabled: true,
      reason: 'nvidia-smi found 1 GPU: A100.',
      checkedAtMs: clock.now() - 1000,
    });
  });

  it('says that nobody could look, and looks again by itself', async () => {
    const { clock, engine, open } = setUp('2');
    engine.setGpu(FOUND);
    engine.faults.next('probeGpu', { kind: 'unavailable', message: 'Docker does not answer.' });
    const gpu = open();
    gpu.start();
    expect(engine.calls).toEqual([]);
    await clock.advance(6_000);
    expect(english(gpu.state())).toMatchObject({
      enabled: false,
      reason: 'The check has not succeeded yet: Docker does not answer.',
    });
    await clock.advance(5 * 60_000);
    expect(gpu.state()).toMatchObject({ enabled: true });
    await gpu.stop();
  });

  it('does not look at all when it is switched off', async () => {
    const { engine, open } = setUp('0');
    await open().check();
    expect(engine.calls).toEqual([]);
  });

  it('gives up a look that hangs when the backend ends', async () => {
    const { clock, engine, open } = setUp('2');
    engine.faults.next('probeGpu', { hang: true });
    const gpu = open();
    gpu.start();
    await clock.advance(6_000);
    await gpu.stop();
    expect(gpu.state().checkedAtMs).toBeNull();
  });
});

describe('a start', () => {
  const specOfAlice = async (world: World) =>
    world.engine.specOf((await world.engine.list())[0]?.name ?? '');

  it('asks for a GPU that was found', async () => {
    const world = createWorld();
    world.engine.setGpu(FOUND);
    const booted = boot(world, { JUPYTERHUB_GPU_ENABLED: '2' });
    await booted.gpu.check();
    expect(await startAlice(world, booted)).toHaveProperty('ready');
    expect(await specOfAlice(world)).toMatchObject({
      gpu: true,
      env: { ENABLE_GPU_SUPPORT: '1', ENABLE_GPUSTAT: '1', NVIDIA_DETECTED: '1' },
    });
  });

  it('never waits for a detection', async () => {
    const world = createWorld();
    const booted = boot(world, { JUPYTERHUB_GPU_ENABLED: '2' });
    world.engine.faults.next('probeGpu', { hang: true });
    void booted.gpu.check();
    expect(await startAlice(world, booted)).toHaveProperty('ready');
  });

  it.each(['1', '2'])(
    'with %s goes on without a GPU that was there yesterday, in words, with one lab',
    async mode => {
      const world = createWorld();
      world.engine.setGpu(FOUND);
      const booted = boot(world, { JUPYTERHUB_GPU_ENABLED: mode });
      await booted.gpu.check();
      world.engine.setGpu({ found: false, reason: 'could not select device driver' });
      expect(await startAlice(world, booted)).toHaveProperty('ready');
      expect(await world.engine.list()).toHaveLength(1);
      expect(await specOfAlice(world)).toMatchObject({
        gpu: false,
        env: { ENABLE_GPU_SUPPORT: '0', NVIDIA_DETECTED: '0' },
      });
      const { progress } = english(booted.servers.view('alice', '', { canExtend: true }));
      expect(progress.map(step => step.message)).toContain(
        'No GPU can be had now; starting without one',
      );
      expect(english(booted.gpu.state())).toMatchObject({
        detected: false,
        enabled: mode === '1',
        reason: expect.stringContaining('could not select device driver'),
      });
    },
  );
});
