import type { IncomingMessage, ServerResponse } from 'node:http';
import { answered, fakeHubApi } from '../../test/helpers/hub-api.js';
import { openStranger, type Stranger } from '../../test/helpers/hostile-server.js';
import { createLabActivity } from './lab-activity.js';

const SECRETS = ['service-token', 'internal-token'];
type Say = (request: IncomingMessage, response: ServerResponse) => void;

let lab: Stranger | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const saying =
  (kernels: unknown, terminals: unknown = [], status: unknown = null): Say =>
  (request, response) => {
    const { url = '' } = request;
    const said = url.includes('kernels') ? kernels : url.includes('status') ? status : terminals;
    if (said === null) response.writeHead(404).end();
    else response.end(JSON.stringify(said));
  };

const ask = async (say: Say, hub = answered(201, { token: 'for-this-lab-alone' })) => {
  lab = await openStranger(SECRETS, say);
  const base = `${lab.url}/user/ada/`;
  const api = fakeHubApi(() => hub);
  const labActivity = createLabActivity({ api, labUrlOf: () => Promise.resolve(base) });
  return { answer: await labActivity('ada', 'b c'), api, lab };
};

it.each([
  [[{ execution_state: 'idle' }], [], { busy: false, lastActivityMs: null, requestedAtMs: null }],
  [
    [{ execution_state: 'idle' }, { execution_state: 'busy' }],
    [],
    { busy: true, lastActivityMs: null, requestedAtMs: null },
  ],
  [
    [{ execution_state: 'idle', last_activity: '2026-01-01T00:00:00Z' }],
    [{ last_activity: '2026-01-01T00:00:05Z' }],
    { busy: false, lastActivityMs: Date.UTC(2026, 0, 1, 0, 0, 5), requestedAtMs: null },
  ],
  [[], [], { busy: false, lastActivityMs: null, requestedAtMs: null }],
  // Terminals can be switched off.
  [[{ execution_state: 'busy' }], null, { busy: true, lastActivityMs: null, requestedAtMs: null }],
])('understands what a lab says: %j %j', async (kernels, terminals, expected) => {
  const { answer } = await ask(saying(kernels, terminals));
  expect(answer).toEqual(expected);
});

it('asks with a token for that server alone, and without counting as activity', async () => {
  const { api, lab: asked } = await ask(saying([]));
  expect(api.asked).toEqual([{ method: 'POST', path: '/perijove/lab-tokens/ada/b%20c' }]);
  expect(asked.heard.map(({ url }) => url)).toEqual([
    '/user/ada/api/kernels?no_track_activity=1',
    '/user/ada/api/terminals?no_track_activity=1',
    '/user/ada/api/status?no_track_activity=1',
  ]);
  for (const { headers } of asked.heard) {
    expect(headers).toMatchObject({ authorization: 'token for-this-lab-alone' });
  }
});

it.each([
  ['no such server, or an earlier Perijove', answered(404, { message: 'no' })],
  ['no right to ask', answered(403, { message: 'no' })],
  ['something else', answered(201, { token: 7 })],
  ['no JSON', answered(201, '<html>')],
])('does not ask the lab when the hub says %s', async (_what, hub) => {
  const { answer, lab: asked } = await ask(saying([]), hub);
  expect(answer).toBeNull();
  expect(asked.heard).toEqual([]);
});

const kernel = { execution_state: 'idle', last_activity: '2026-01-01T00:00:00Z' };
it.each([
  ['an error', ((_request, response) => response.writeHead(500).end('[]')) satisfies Say],
  ['no list', saying({ kernels: [] })],
  ['no JSON', ((_request, response) => response.end('<html>')) satisfies Say],
  ['more kernels than anybody has', saying(Array.from({ length: 1001 }, () => kernel))],
  [
    'more terminals than anybody has',
    saying(
      [],
      Array.from({ length: 1001 }, () => kernel),
    ),
  ],
  ['a list instead of its status', saying([], [], [])],
  ['a number for its last activity', saying([], [], { last_activity: 7 })],
  ['a novel instead of a state', saying([{ execution_state: 'x'.repeat(65) }])],
  ['two megabytes', saying([{ ...kernel, padding: 'x'.repeat(2_000_000) }])],
  ['a number for a time', saying([{ ...kernel, last_activity: 7 }])],
  [
    'the way to another user',
    ((_request, response) =>
      response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()) satisfies Say,
  ],
  ['nothing', (request => request.socket.destroy()) satisfies Say],
] as const)('does not guess when a lab says %s', async (_what, say) => {
  expect((await ask(say)).answer).toBeNull();
});

it('takes a time that is none for no time', async () => {
  const { answer } = await ask(saying([{ ...kernel, last_activity: 'never' }]));
  expect(answer).toEqual({ busy: false, lastActivityMs: null, requestedAtMs: null });
});

it('hears when the lab was asked for something', async () => {
  const { answer } = await ask(saying([], [], { last_activity: '2026-01-01T00:00:05.5Z' }));
  expect(answer?.requestedAtMs).toBe(Date.UTC(2026, 0, 1, 0, 0, 5, 500));
});

it('asks nobody when the lab does not run', async () => {
  const api = fakeHubApi(() => answered(201, { token: 'for-this-lab-alone' }));
  const labActivity = createLabActivity({ api, labUrlOf: () => Promise.resolve(null) });
  expect(await labActivity('ada', '')).toBeNull();
  const broken = createLabActivity({ api, labUrlOf: () => Promise.reject(new Error('engine')) });
  expect(await broken('ada', '')).toBeNull();
});
