import type { LabSpec } from '../../port.js';
import { expectFailure } from '../../../../test/engine-contract/tools.js';
import {
  drop,
  hang,
  haveVolumes,
  inspected,
  reply,
  startDaemon,
  type ScriptedDaemon,
} from '../../../../test/fakes/docker/daemon.js';

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
    haveVolumes(daemon, () => null);
    daemon.on('GET', '/containers/json', reply(200, []));
    daemon.on(
      'POST',
      '/containers/create',
      reply(500, { message: 'mkdir x: no space left on device' }),
    );
    daemon.on('DELETE', /helper/, reply(404, { message: 'No such container' }));
    await expectFailure(daemon.engine().ensureVolume('v', {}, 'any'), 'quota');
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
    haveVolumes(daemon, () => ({ 'perijove.deployment': 'other' }));
    await expectFailure(daemon.engine().removeVolume('v'), 'conflict');
    expect(daemon.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});
