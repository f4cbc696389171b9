import { english } from '../../../../test/helpers/english.js';
import { inEnglish } from '../../../lib/catalog.js';
import { expectFailure } from '../../../../test/engine-contract/tools.js';
import {
  drop,
  hang,
  reply,
  startDaemon,
  type ScriptedDaemon,
} from '../../../../test/fakes/docker/daemon.js';
import { verdict } from './gpu.js';

const IMAGE = 'nvidia/cuda:test';
let daemon: ScriptedDaemon;

/** A daemon with the runtime, the image, and a probe that starts and ends. */
const open = async (output = 'GPU 0: NVIDIA A100 (UUID: GPU-1)\n', exitCode = 0) => {
  daemon = await startDaemon();
  daemon.on('GET', '/info', reply(200, { NCPU: 2, Runtimes: { runc: {}, nvidia: {} } }));
  daemon.on('GET', `/images/${IMAGE}/json`, reply(200, { Id: 'sha256:1', Config: {} }));
  daemon.on('GET', '/containers/json', reply(200, []));
  daemon.on('POST', '/containers/create', reply(201, { Id: 'probe' }));
  daemon.on('POST', /\/start$/, answer => answer.writeHead(204).end());
  daemon.on('POST', /\/wait$/, reply(200, { StatusCode: exitCode }));
  daemon.on('GET', /\/logs$/, answer => answer.writeHead(200).end(output));
  daemon.on('DELETE', /^\/containers\//, answer => answer.writeHead(204).end());
  return daemon;
};

const removed = () => daemon.requests.filter(({ method }) => method === 'DELETE');

afterEach(async () => daemon.close());

it('asks nobody where the daemon has no nvidia runtime', async () => {
  await open();
  daemon.on('GET', '/info', reply(200, { NCPU: 2, Runtimes: { runc: {} } }));
  expect(english(await daemon.engine().probeGpu(IMAGE))).toEqual({
    found: false,
    reason: 'Docker has no nvidia runtime on this machine.',
  });
  expect(daemon.requests.some(({ path }) => path === '/containers/create')).toBe(false);
});

it('runs nvidia-smi with the devices that labs get, without a network, and removes it', async () => {
  await open();
  expect(english(await daemon.engine().probeGpu(IMAGE))).toEqual({
    found: true,
    reason: 'nvidia-smi found 1 GPU: NVIDIA A100.',
  });
  const made = daemon.requests.find(({ path }) => path === '/containers/create');
  expect(made?.body).toMatchObject({
    Image: IMAGE,
    Entrypoint: ['nvidia-smi'],
    Labels: { 'perijove.deployment': 'd1', 'perijove.probe': '1' },
    HostConfig: {
      NetworkMode: 'none',
      DeviceRequests: [{ Count: -1, Capabilities: [['gpu']] }],
    },
  });
  expect(made?.body).not.toHaveProperty('HostConfig.Mounts');
  const name = made?.query.get('name');
  expect(removed().map(({ path }) => path)).toEqual([`/containers/${name ?? ''}`]);
});

it.each([
  ['create', 'POST', '/containers/create'],
  ['start', 'POST', /\/start$/],
] as const)(
  'takes a refusal at %s for an answer, and removes what is there',
  async (_, method, path) => {
    await open();
    daemon.on(
      method,
      path,
      reply(500, { message: 'could not select device driver "" with capabilities: [[gpu]]' }),
    );
    expect(english(await daemon.engine().probeGpu(IMAGE))).toMatchObject({
      found: false,
      reason: expect.stringContaining('could not select device driver') as string,
    });
    expect(removed()).toHaveLength(1);
  },
);

it('removes what an earlier backend left, and a leftover that resists stops nothing', async () => {
  await open();
  daemon.on(
    'GET',
    '/containers/json',
    reply(200, [{ Id: 'old', Names: ['/perijove-gpu-d1-old'] }]),
  );
  daemon.on('DELETE', '/containers/perijove-gpu-d1-old', reply(500, { message: 'device is busy' }));
  expect(english(await daemon.engine().probeGpu(IMAGE))).toMatchObject({ found: true });
  expect(removed()).toHaveLength(2);
  const list = daemon.requests.find(({ path }) => path === '/containers/json');
  expect(JSON.parse(list?.query.get('filters') ?? '')).toEqual({
    label: ['perijove.deployment=d1', 'perijove.probe=1'],
  });
});

it('knows nothing when the daemon goes away in the middle', async () => {
  await open();
  daemon.on('GET', /\/logs$/, drop);
  await expectFailure(daemon.engine().probeGpu(IMAGE), 'unavailable');
  expect(removed()).toHaveLength(1);
});

it('does not wait for a driver that hangs once nobody wants to know', async () => {
  await open();
  daemon.on('POST', /\/wait$/, hang);
  const ending = new AbortController();
  const probing = daemon.engine().probeGpu(IMAGE, ending.signal);
  while (!daemon.requests.some(({ path }) => path.endsWith('/wait'))) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  ending.abort();
  await expectFailure(probing, 'timeout_unknown');
  expect(removed()).toHaveLength(1);
});

it('says that the image of the probe cannot be had', async () => {
  await open();
  daemon.on('GET', `/images/${IMAGE}/json`, reply(404, { message: 'no such image' }));
  daemon.on('POST', '/images/create', reply(404, { message: 'pull access denied' }));
  const { found, reason } = await daemon.engine().probeGpu(IMAGE);
  expect(found).toBe(false);
  expect(inEnglish(reason)).toContain(IMAGE);
});

it.each([
  [
    0,
    ['GPU 0: NVIDIA A100 (UUID: 1)', 'GPU 1: NVIDIA A100 (UUID: 2)'],
    true,
    '2 GPUs: NVIDIA A100.',
  ],
  [0, ['No devices found.'], false, 'No devices found.'],
  [9, ['NVIDIA-SMI has failed', ''], false, 'code 9. It said: NVIDIA-SMI has failed'],
  [127, [], false, 'code 127.'],
])('reads the code %d and %j', (code, lines, found, words) => {
  const result = verdict(code, lines);
  expect(result.found).toBe(found);
  expect(inEnglish(result.reason)).toContain(words);
});
