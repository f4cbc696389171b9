import { eventually, expectFailure } from '../../../../test/engine-contract/tools.js';
import type { EngineHint, ImageProgress } from '../../port.js';
import {
  drop,
  inspected,
  reply,
  startDaemon,
  type ScriptedDaemon,
} from '../../../../test/fakes/docker/daemon.js';

let daemon: ScriptedDaemon;

const open = async (): Promise<void> => {
  daemon = await startDaemon();
};

afterEach(async () => daemon.close());

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
        reply(200, {
          Id: 'sha256:1',
          Config: { User: 'jovyan', Cmd: ['start-notebook.py'], Env: ['A=b=c'], Labels: null },
        })(answer);
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
    expect(infos[0]).toEqual({
      id: 'sha256:1',
      user: 'jovyan',
      command: ['start-notebook.py'],
      env: { A: 'b=c' },
      labels: {},
    });
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
  it('begin again after a break, with a hint that anything may have changed', async () => {
    await open();
    const event = JSON.stringify({
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'abc123', Attributes: { name: 'lab-ada', 'perijove.lab': '1' } },
      timeNano: 1,
    });
    let connections = 0;
    daemon.on('GET', '/events', (answer, { query }) => {
      answer.writeHead(200);
      // Those of the labs' network are followed, too.
      if (!query.toString().includes('container')) return;
      connections += 1;
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

  it('tell of a lab in which a process was ended for want of memory', async () => {
    await open();
    const attributes = { name: 'lab-ada', 'perijove.lab': '1' };
    const event = {
      Type: 'container',
      Action: 'oom',
      Actor: { ID: 'abc', Attributes: attributes },
    };
    daemon.on('GET', '/events', answer => {
      answer.writeHead(200);
      answer.write(`${JSON.stringify(event)}\n`);
    });
    const quiet = new AbortController();
    const hints: EngineHint[] = [];
    daemon.engine().watch(hint => hints.push(hint), quiet.signal);
    await eventually(() => Promise.resolve(hints.length >= 2));
    quiet.abort();
    expect(hints).toEqual([{ name: null }, { name: 'lab-ada', memoryFull: true }]);
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
        // As cgroup v1 words it, and v2.
        blkio_stats: {
          io_service_bytes_recursive: [
            { major: 8, minor: 0, op: 'Read', value: 2 },
            { major: 8, minor: 0, op: 'Write', value: 8 },
            { major: 8, minor: 16, op: 'read', value: 3 },
            { major: 8, minor: 16, op: 'Total', value: 99 },
          ],
        },
        networks: {
          eth0: { rx_bytes: 10, tx_bytes: 20 },
          eth1: { rx_bytes: 4, tx_bytes: 2 },
        },
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
        diskReadBytes: 5,
        diskWrittenBytes: 8,
        networkReceivedBytes: 14,
        networkSentBytes: 22,
      },
    ]);
    expect(daemon.requests.at(-1)?.query.get('one-shot')).toBe('true');
  });
});
