import { systemClock } from '../../../src/lib/clock.js';
import { expectFailure } from '../../engine-contract/tools.js';
import { describeEngine } from '../../engine-contract/contract.js';
import { createFakeEngine } from './engine.js';
import type { LabSpec } from '../../../src/engine/port.js';

describeEngine('the fake engine', { runs: false, images: true }, () => {
  const engine = createFakeEngine({ clock: systemClock, images: ['stock'] });
  return Promise.resolve({
    engine,
    reopen: () => Promise.resolve(engine),
    image: 'stock',
    serve: ['serve'],
    dispose: () => Promise.resolve(),
  });
});

const spec: LabSpec = {
  name: 'lab-ada',
  user: 'ada',
  server: '',
  image: 'stock',
  command: [],
  env: {},
  workingDir: null,
  homeTarget: '/home/jovyan',
  mounts: [],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: 'one',
};

describe('the strings of the fake engine', () => {
  const open = () => createFakeEngine({ clock: systemClock, images: ['stock'] });

  it('fail one call without effect, and the next goes through', async () => {
    const engine = open();
    engine.faults.next('create', { kind: 'quota' });
    await expectFailure(engine.create(spec), 'quota');
    expect(await engine.list()).toEqual([]);
    expect(await engine.create(spec)).toMatchObject({ status: 'created' });
  });

  it('drop an answer after its effect', async () => {
    const engine = open();
    engine.faults.next('create', { dropAfterEffect: true });
    await expectFailure(engine.create(spec), 'timeout_unknown');
    expect(await engine.inspect('lab-ada')).not.toBeNull();
  });

  it('make a call hang until it is released', async () => {
    const engine = open();
    engine.faults.next('create', { hang: true });
    let done = false;
    const call = engine.create(spec).then(() => (done = true));
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(done).toBe(false);
    engine.faults.release();
    await call;
    expect(await engine.inspect('lab-ada')).not.toBeNull();
  });

  it('end a hanging call when its caller gives up', async () => {
    const engine = open();
    engine.faults.next('ping', { hang: true });
    await expectFailure(engine.ping(AbortSignal.timeout(10)), 'timeout_unknown');
  });

  it('take the whole engine away and bring it back', async () => {
    const engine = open();
    engine.faults.away(true);
    await expectFailure(engine.list(), 'unavailable');
    engine.faults.away(false);
    expect(await engine.list()).toEqual([]);
  });

  it('end a lab, print, consume, and remember what was asked', async () => {
    const engine = open();
    await engine.create(spec);
    await engine.start('lab-ada');
    engine.print('lab-ada', 'one');
    engine.print('lab-ada', 'two');
    engine.consume('lab-ada', { cpuMicros: 7, memoryBytes: 9 });
    expect(await engine.logs('lab-ada', 1)).toEqual(['two']);
    expect(await engine.sample()).toMatchObject([{ cpuMicros: 7, memoryBytes: 9 }]);
    engine.exit('lab-ada', 137, true);
    expect(await engine.inspect('lab-ada')).toMatchObject({
      status: 'exited',
      exit: { code: 137, outOfMemory: true },
    });
    expect(engine.specOf('lab-ada')).toEqual(spec);
    expect(engine.calls).toEqual([
      'create lab-ada',
      'start lab-ada',
      'logs lab-ada',
      'sample',
      'inspect lab-ada',
    ]);
  });
});
