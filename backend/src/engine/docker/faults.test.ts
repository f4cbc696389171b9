import type { EngineHint, ImageProgress, LabSpec } from '../port.js';
import { eventually, expectFailure } from '../contract-tools.testkit.js';
import {
  drop,
  hang,
  inspected,
  reply,
  startDaemon,
  type ScriptedDaemon,
} from './daemon.testkit.js';

const spec: LabSpec = {
  name: 'lab-ada',
  user: 'ada',
  server: '',
  image: 'stock',
  command: ['serve'],
  env: { JPY_API_TOKEN: 'very-secret' },
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

let daemon: ScriptedDaemon;

const open = async (version?: {
  ApiVersion: string;
  MinAPIVersion?: string;
}): Promise<ScriptedDaemon> => {
  daemon = await startDaemon(version);
  daemon.on('GET', '/networks/net', reply(200, { Id: 'n1', IPAM: { Config: [] } }));
  return daemon;
};

afterEach(async () => daemon.close());

describe('a connection that breaks', () => {
  it('makes a read unavailable', async () => {
    await open();
    daemon.on('GET', '/containers/json', drop);
    await expectFailure(daemon.engine().list(), 'unavailable');
  });

  it('leaves the outcome of a write unknown, and looking again tells it', async () => {
    await open();
    let made = false;
    daemon.on('POST', '/containers/create', answer => {
      made = true;
      drop(answer);
    });
    daemon.on('GET', '/containers/lab-ada/json', answer => {
      if (made) reply(200, inspected({ status: 'created' }))(answer);
      else reply(404, { message: 'No such container: lab-ada' })(answer);
    });
    const engine = daemon.engine();
    await expectFailure(engine.create(spec), 'timeout_unknown');
    expect(await engine.inspect('lab-ada')).toMatchObject({ status: 'created' });
  });

  it('leaves it unknown as well when the call never arrived', async () => {
    await open();
    daemon.on('POST', '/containers/create', drop);
    daemon.on('GET', '/containers/lab-ada/json', reply(404, { message: 'No such container' }));
    const engine = daemon.engine();
    await expectFailure(engine.create(spec), 'timeout_unknown');
    expect(await engine.inspect('lab-ada')).toBeNull();
  });

  it('in the middle of an answer ends the call, too', async () => {
    await open();
    daemon.on('GET', '/_ping', answer => {
      answer.writeHead(200, { 'content-length': '100' });
      answer.write('half');
      setTimeout(() => {
        drop(answer);
      }, 20);
    });
    await expectFailure(
      daemon.engine().ping(AbortSignal.timeout(300)),
      'timeout_unknown',
      'unavailable',
    );
  });
});

describe('a daemon that is away', () => {
  it('makes calls unavailable, and they work again when it is back', async () => {
    await open();
    daemon.on('GET', '/containers/json', reply(200, []));
    const engine = daemon.engine();
    await engine.ping();
    daemon.on('GET', '/_ping', reply(503, { message: 'shutting down' }));
    await expectFailure(engine.ping(), 'unavailable');
    daemon.on('GET', '/_ping', answer => answer.end('OK'));
    await engine.ping();
    expect(await engine.list()).toEqual([]);
    // Whatever came back may be another version: it is asked again.
    expect(daemon.requests.filter(({ path }) => path === '/version')).toHaveLength(2);
  });

  it('is told from one that hangs', async () => {
    await open();
    daemon.on('GET', '/_ping', hang);
    await expectFailure(daemon.engine().ping(AbortSignal.timeout(50)), 'timeout_unknown');
  });

  it('blames itself for an error of its own, in its own words', async () => {
    await open();
    daemon.on('GET', '/containers/json', reply(500, { message: 'the database is on fire' }));
    await expect(daemon.engine().list()).rejects.toThrow('the database is on fire');
    await expectFailure(daemon.engine().list(), 'unavailable');
  });

  it('that has no room left says so', async () => {
    await open();
    daemon.on(
      'POST',
      '/volumes/create',
      reply(500, { message: 'mkdir x: no space left on device' }),
    );
    await expectFailure(daemon.engine().ensureVolume('v', {}), 'quota');
  });
});

describe('versions of the API', () => {
  it.each([
    [{ ApiVersion: '1.41', MinAPIVersion: '1.12' }, '1.41'],
    [{ ApiVersion: '1.44', MinAPIVersion: '1.24' }, '1.44'],
    [{ ApiVersion: '1.52', MinAPIVersion: '1.44' }, '1.52'],
    [{ ApiVersion: '1.60', MinAPIVersion: '1.44' }, '1.52'],
    [{ ApiVersion: '1.60', MinAPIVersion: '1.54' }, '1.54'],
  ])('with %j it speaks %s', async (version, spoken) => {
    await open(version);
    daemon.on('GET', '/containers/json', reply(200, []));
    await daemon.engine().list();
    expect(daemon.requests.at(-1)?.version).toBe(spoken);
  });

  it('refuses a daemon that is too old, in words', async () => {
    await open({ ApiVersion: '1.40' });
    await expectFailure(daemon.engine().list(), 'invalid');
    await expect(daemon.engine().list()).rejects.toThrow('20.10');
  });

  it('reads a lab as 1.41 tells it, with the address at the top as well', async () => {
    await open();
    const lab = inspected();
    const old = { ...lab, NetworkSettings: { ...lab.NetworkSettings, IPAddress: '' } };
    daemon.on('GET', '/containers/lab-ada/json', reply(200, old));
    expect(await daemon.engine().inspect('lab-ada')).toMatchObject({
      url: 'http://172.18.0.2:8888',
      startedAtMs: Date.parse('2026-01-01T00:00:00.500Z'),
    });
  });

  it('reads a lab as 1.52 tells it, without fields that are empty', async () => {
    await open({ ApiVersion: '1.52', MinAPIVersion: '1.44' });
    const { Config: config, ...lab } = inspected({ status: 'exited' });
    daemon.on(
      'GET',
      '/containers/lab-ada/json',
      reply(200, {
        ...lab,
        State: { Status: 'exited', ExitCode: 137, OOMKilled: true },
        Config: config,
        NetworkSettings: { Networks: { net: { IPAddress: '' } } },
      }),
    );
    expect(await daemon.engine().inspect('lab-ada')).toMatchObject({
      status: 'exited',
      url: null,
      startedAtMs: null,
      exit: { code: 137, outOfMemory: true },
    });
  });
});

describe('creating', () => {
  it('keeps secrets out of the URL', async () => {
    await open();
    daemon.on('POST', '/containers/create', reply(201, { Id: 'abc123' }));
    daemon.on('GET', '/containers/lab-ada/json', reply(200, inspected({ status: 'created' })));
    await daemon.engine().create(spec);
    const request = daemon.requests.find(({ path }) => path === '/containers/create');
    expect([...(request?.query.keys() ?? [])]).toEqual(['name']);
    expect(JSON.stringify(request?.body)).toContain('very-secret');
  });

  it('explains a name that a stranger took', async () => {
    await open();
    daemon.on(
      'POST',
      '/containers/create',
      reply(409, { message: 'Conflict. The name is in use.' }),
    );
    daemon.on('GET', '/containers/lab-ada/json', reply(200, inspected({ deployment: 'other' })));
    await expect(daemon.engine().create(spec)).rejects.toThrow(
      'does not belong to this deployment',
    );
  });
});

describe('a lab of another deployment', () => {
  it('is neither seen nor touched', async () => {
    await open();
    daemon.on('GET', '/containers/lab-ada/json', reply(200, inspected({ deployment: 'other' })));
    const engine = daemon.engine();
    expect(await engine.inspect('lab-ada')).toBeNull();
    await engine.stop('lab-ada', 1000);
    await engine.remove('lab-ada');
    await expectFailure(engine.start('lab-ada'), 'not_found');
    await expectFailure(engine.logs('lab-ada', 1), 'not_found');
    expect(daemon.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('keeps its volumes', async () => {
    await open();
    daemon.on(
      'GET',
      '/volumes/v',
      reply(200, { Name: 'v', Mountpoint: '', Labels: { 'perijove.deployment': 'other' } }),
    );
    await expectFailure(daemon.engine().removeVolume('v'), 'conflict');
    expect(daemon.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});

describe('bringing an image', () => {
  const lines = (...all: object[]) => all.map(line => JSON.stringify(line)).join('\r\n') + '\r\n';

  it('fails on an error inside an answer that says 200', async () => {
    await open();
    daemon.on('GET', '/images/stock/json', reply(404, { message: 'No such image: stock' }));
    daemon.on('POST', '/images/create', answer =>
      answer.end(
        lines(
          { status: 'Pulling from x' },
          { errorDetail: { message: 'manifest unknown' }, error: 'manifest unknown' },
        ),
      ),
    );
    await expect(daemon.engine().ensureImage('stock', () => undefined)).rejects.toThrow(
      'The image stock was not found',
    );
    await expectFailure(
      daemon.engine().ensureImage('stock', () => undefined),
      'not_found',
    );
  });

  it('is not fooled by a pull that ends well without an image', async () => {
    await open();
    daemon.on('GET', '/images/stock/json', reply(404, { message: 'No such image: stock' }));
    daemon.on('POST', '/images/create', answer => answer.end(lines({ status: 'done' })));
    await expectFailure(
      daemon.engine().ensureImage('stock', () => undefined),
      'not_found',
    );
  });

  it('asks for one tag, pulls once for all who wait, and tells each how far it is', async () => {
    await open();
    let present = false;
    daemon.on('GET', '/images/stock/json', answer => {
      if (present)
        reply(200, { Id: 'sha256:1', Config: { User: 'jovyan', Env: ['A=b=c'], Labels: null } })(
          answer,
        );
      else reply(404, { message: 'No such image' })(answer);
    });
    daemon.on('POST', '/images/create', answer => {
      const text = lines(
        { id: 'l1', status: 'Downloading', progressDetail: { current: 5e6, total: 1e7 } },
        { id: 'l1', status: 'Download complete' },
        { id: 'l1', status: 'Pull complete' },
      );
      // Cut where it hurts: in the middle of a line.
      answer.write(text.slice(0, 30));
      setTimeout(() => {
        present = true;
        answer.end(text.slice(30));
      }, 50);
    });
    const engine = daemon.engine();
    const heard: ImageProgress[][] = [[], []];
    const infos = await Promise.all(
      heard.map(list => engine.ensureImage('stock', step => list.push(step))),
    );
    expect(infos[0]).toEqual({ id: 'sha256:1', user: 'jovyan', env: { A: 'b=c' }, labels: {} });
    const pulls = daemon.requests.filter(({ path }) => path === '/images/create');
    expect(pulls).toHaveLength(1);
    expect(pulls[0]?.query.get('fromImage')).toBe('stock:latest');
    for (const list of heard) {
      expect(list.flatMap(({ percent }) => percent ?? [])).toEqual([25, 50, 99]);
    }
  });

  it('goes on for others when one gives up, and ends when nobody waits', async () => {
    await open();
    daemon.on('GET', '/images/stock/json', reply(404, { message: 'No such image' }));
    let ended = false;
    daemon.on('POST', '/images/create', answer => {
      answer.writeHead(200);
      answer.write(lines({ status: 'Waiting' }));
      answer.on('close', () => (ended = true));
    });
    const engine = daemon.engine();
    const first = new AbortController();
    const second = new AbortController();
    const calls = [first, second].map(({ signal }) =>
      engine.ensureImage('stock', () => undefined, signal),
    );
    const failures = calls.map(call => expectFailure(call, 'timeout_unknown'));
    await eventually(() =>
      Promise.resolve(daemon.requests.some(({ path }) => path === '/images/create')),
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    first.abort();
    await failures[0];
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(ended).toBe(false);
    second.abort();
    await failures[1];
    await eventually(() => Promise.resolve(ended));
  });
});

describe('events', () => {
  it('begin anew after a break, with a hint that anything may have changed', async () => {
    await open();
    const event = JSON.stringify({
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'abc123', Attributes: { name: 'lab-ada', 'perijove.lab': '1' } },
      timeNano: 1,
    });
    let connections = 0;
    daemon.on('GET', '/events', answer => {
      connections += 1;
      answer.writeHead(200);
      answer.write(`${event}\n`);
      setTimeout(() => {
        drop(answer);
      }, 20);
    });
    const quiet = new AbortController();
    const hints: EngineHint[] = [];
    daemon.engine().watch(hint => hints.push(hint), quiet.signal);
    await eventually(() => Promise.resolve(hints.length >= 4));
    quiet.abort();
    expect(hints.slice(0, 4)).toEqual([
      { name: null },
      { name: 'lab-ada' },
      { name: null },
      { name: 'lab-ada' },
    ]);
    expect(connections).toBe(2);
  });
});

describe('listing', () => {
  const listed = (state = 'running', address = '172.18.0.2') => ({
    Id: 'abc123',
    Names: ['/lab-ada'],
    State: state,
    Status: 'Up 3 minutes',
    Labels: {},
    NetworkSettings: { Networks: { net: { IPAddress: address } } },
  });
  const inspections = () =>
    daemon.requests.filter(({ path }) => path.endsWith('/json') && path.includes('abc123')).length;

  it('reads a lab once and again only when the list shows a change', async () => {
    await open();
    daemon.on('GET', '/containers/json', reply(200, [listed()]));
    daemon.on('GET', '/containers/abc123/json', reply(200, inspected()));
    const engine = daemon.engine();
    await engine.list();
    expect(await engine.list()).toMatchObject([{ name: 'lab-ada', status: 'running' }]);
    expect(inspections()).toBe(1);
    daemon.on('GET', '/containers/json', reply(200, [listed('exited', '')]));
    daemon.on('GET', '/containers/abc123/json', reply(200, inspected({ status: 'exited' })));
    expect(await engine.list()).toMatchObject([{ status: 'exited' }]);
    expect(inspections()).toBe(2);
  });

  it('asks only for labs of this deployment', async () => {
    await open();
    daemon.on('GET', '/containers/json', reply(200, []));
    await daemon.engine().list();
    expect(JSON.parse(daemon.requests.at(-1)?.query.get('filters') ?? '')).toEqual({
      label: ['perijove.deployment=d1', 'perijove.lab=1'],
    });
  });

  it('samples through Docker where cgroups cannot be read, and leaves out who has stopped', async () => {
    await open();
    daemon.on(
      'GET',
      '/containers/json',
      reply(200, [listed(), { ...listed(), Id: 'def', Names: ['/lab-bob'] }]),
    );
    daemon.on(
      'GET',
      '/containers/abc123/json',
      reply(200, { ...inspected(), State: { ...inspected().State, Pid: 999_999_999 } }),
    );
    daemon.on(
      'GET',
      '/containers/abc123/stats',
      reply(200, {
        cpu_stats: { cpu_usage: { total_usage: 5_000_000 } },
        memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 300 } },
      }),
    );
    daemon.on(
      'GET',
      '/containers/def/stats',
      reply(200, { cpu_stats: { cpu_usage: { total_usage: 0 } }, memory_stats: {} }),
    );
    expect(await daemon.engine().sample()).toEqual([
      {
        id: 'abc123',
        name: 'lab-ada',
        monotonicMs: expect.any(Number) as number,
        cpuMicros: 5000,
        memoryBytes: 700,
        memoryLimitBytes: 5000,
      },
    ]);
    expect(daemon.requests.at(-1)?.query.get('one-shot')).toBe('true');
  });
});
