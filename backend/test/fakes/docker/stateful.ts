import type { ServerResponse } from 'node:http';
import { label } from '../../../src/engine/docker/labels.js';
import { drop, reply, replyArchive, startDaemon, type ScriptedDaemon } from './daemon.js';

/** A container of the daemon. */
export interface DaemonContainer {
  readonly id: string;
  readonly name: string;
  readonly body: {
    readonly Image: string;
    readonly Labels: Readonly<Record<string, string>>;
    readonly HostConfig?: {
      readonly Mounts?: readonly {
        readonly Source: string;
        readonly VolumeOptions?: { readonly Labels?: Readonly<Record<string, string>> };
      }[];
    };
  };
  status: 'created' | 'running' | 'exited';
  exitCode: number;
  outOfMemory: boolean;
}

/** How one call misbehaves. */
export type DaemonFault =
  /** Breaks the connection before anything is done. */
  | 'drop before'
  /** Does it, then breaks the connection. */
  | 'drop after'
  /** Says that something of its own went wrong, and does nothing. */
  | '500'
  /** Does it, and breaks off in the middle of the answer. */
  | 'half an answer'
  /** Does it, and never answers. */
  | 'hang after'
  /** Never answers and does nothing. */
  | 'hang before';

/** A Docker daemon with containers, volumes and events, in memory, over a true socket. */
export interface StatefulDaemon extends ScriptedDaemon {
  readonly containers: Map<string, DaemonContainer>;
  readonly volumes: Map<string, Readonly<Record<string, string>>>;
  /** The `number`-th call from now, from 1, that is no look at a version meets this fault. */
  failCall(number: number, fault: DaemonFault): void;
  /** Calls that were counted since the last `failCall`. */
  counted(): number;
  /** Sends an event, whether true or not. */
  tell(action: string, name: string): void;
}

/** Differences in what versions of the API answer. */
export type Shape = '1.41' | '1.44' | '1.52';

const versions = {
  '1.41': { ApiVersion: '1.41', MinAPIVersion: '1.12' },
  '1.44': { ApiVersion: '1.44', MinAPIVersion: '1.24' },
  '1.52': { ApiVersion: '1.52', MinAPIVersion: '1.44' },
} as const;

const ADDRESS = '172.18.0.2';

/** Fields that came and went over the years; what this code reads must do without them. */
const inspectedAs = (shape: Shape, one: DaemonContainer) => {
  const running = one.status === 'running';
  const network = { NetworkID: 'n1', IPAddress: running ? ADDRESS : '', Gateway: '172.18.0.1' };
  const state = {
    Status: one.status,
    ExitCode: one.exitCode,
    ...(shape === '1.52'
      ? { ...(running ? { Pid: 42 } : {}), ...(one.outOfMemory ? { OOMKilled: true } : {}) }
      : { Pid: running ? 42 : 0, OOMKilled: one.outOfMemory, Dead: false, Error: '' }),
    StartedAt: one.status === 'created' ? '0001-01-01T00:00:00Z' : '2026-01-01T00:00:00.5Z',
  };
  return {
    Id: one.id,
    Name: `/${one.name}`,
    State: state,
    Config: { Image: one.body.Image, Labels: one.body.Labels },
    NetworkSettings:
      shape === '1.52'
        ? { Networks: { net: { ...network, GwPriority: 0 } } }
        : {
            IPAddress: '',
            Bridge: '',
            HairpinMode: false,
            Networks: { net: shape === '1.44' ? { ...network, DNSNames: [one.name] } : network },
          },
  };
};

const listedAs = (shape: Shape, one: DaemonContainer) => ({
  Id: one.id,
  Names: [`/${one.name}`],
  State: one.status,
  Status: one.status === 'running' ? 'Up 2 seconds' : 'Exited',
  Labels: one.body.Labels,
  ...(shape === '1.52' ? { ImageManifestDescriptor: {} } : { Ports: [], Mounts: [] }),
  NetworkSettings: {
    Networks: { net: { IPAddress: one.status === 'running' ? ADDRESS : '' } },
  },
});

const eventAs = (shape: Shape, action: string, one: DaemonContainer) => ({
  ...(shape === '1.52' ? {} : { status: action, id: one.id, from: one.body.Image, time: 1 }),
  Type: 'container',
  Action: action,
  Actor: { ID: one.id, Attributes: { ...one.body.Labels, name: one.name } },
  timeNano: 1_000_000_000,
});

const quiet = (answer: ServerResponse): void => void answer.writeHead(204).end();

export const startStatefulDaemon = async (shape: Shape = '1.41'): Promise<StatefulDaemon> => {
  const daemon = await startDaemon(versions[shape]);
  const containers = new Map<string, DaemonContainer>();
  const volumes = new Map<string, Readonly<Record<string, string>>>();
  const listeners = new Set<ServerResponse>();
  let made = 0;
  let failing: { number: number; fault: DaemonFault } | null = null;
  let counted = 0;

  const find = (key: string): DaemonContainer | undefined =>
    containers.get(key) ?? [...containers.values()].find(({ id }) => id === key);
  const send = (action: string, one: DaemonContainer): void => {
    for (const answer of listeners) {
      answer.write(`${JSON.stringify(eventAs(shape, action, one))}\n`);
    }
  };

  /** Wraps a rule so that its calls are counted and meet their fault. */
  const on = (
    method: string,
    path: string | RegExp,
    act: (
      subject: string,
      body: unknown,
      query: URLSearchParams,
    ) => (answer: ServerResponse) => void,
  ): void => {
    daemon.on(method, path, (answer, request) => {
      counted += 1;
      const fault = failing?.number === counted ? failing.fault : null;
      const subject = typeof path === 'string' ? '' : (path.exec(request.path)?.[1] ?? '');
      if (fault === 'drop before') {
        drop(answer);
        return;
      }
      if (fault === 'hang before') return;
      if (fault === '500') {
        reply(500, { message: 'something broke inside' })(answer);
        return;
      }
      const finish = act(decodeURIComponent(subject), request.body, request.query);
      if (fault === 'drop after') {
        drop(answer);
        return;
      }
      if (fault === 'hang after') return;
      if (fault === 'half an answer') {
        answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
        answer.write('{"Id":');
        setTimeout(() => drop(answer), 5);
        return;
      }
      finish(answer);
    });
  };
  const missing = (what: string) => reply(404, { message: `No such container: ${what}` });

  on('GET', '/networks/net', () => reply(200, { Id: 'n1', IPAM: { Config: [] } }));
  on('GET', /^\/images\/(.+)\/json$/, () =>
    reply(200, { Id: 'sha256:1', Config: { User: 'jovyan', Env: null, Labels: null } }),
  );
  const volumeAs = (name: string) => ({
    Name: name,
    Mountpoint: '',
    ...(shape === '1.52' ? {} : { Driver: 'local', Scope: 'local', Options: null }),
    Labels: volumes.get(name) ?? null,
  });
  on('GET', /^\/volumes\/([^/]+)$/, name =>
    volumes.has(name)
      ? reply(200, volumeAs(name))
      : reply(404, { message: `no such volume: ${name}` }),
  );
  on('DELETE', /^\/volumes\/([^/]+)$/, name => {
    volumes.delete(name);
    return quiet;
  });
  on('POST', '/containers/create', (_, body, query) => {
    const name = query.get('name') ?? '';
    if (containers.has(name)) return reply(409, { message: `The name ${name} is in use.` });
    made += 1;
    const one: DaemonContainer = {
      id: `id${made}`,
      name,
      body: body as DaemonContainer['body'],
      status: 'created',
      exitCode: 0,
      outOfMemory: false,
    };
    containers.set(name, one);
    for (const { Source: volume, VolumeOptions: options } of one.body.HostConfig?.Mounts ?? []) {
      if (!volumes.has(volume)) volumes.set(volume, options?.Labels ?? {});
    }
    send('create', one);
    return reply(201, { Id: one.id, Warnings: null });
  });
  on('GET', /^\/containers\/([^/]+)\/json$/, key => {
    const one = find(key);
    return one === undefined ? missing(key) : reply(200, inspectedAs(shape, one));
  });
  on('GET', '/containers/json', (_, __, query) => {
    const { label: wanted = [] } = JSON.parse(query.get('filters') ?? '{}') as { label?: string[] };
    const all = [...containers.values()].filter(({ body }) =>
      wanted.every(
        text => body.Labels[text.slice(0, text.indexOf('='))] === text.slice(text.indexOf('=') + 1),
      ),
    );
    return reply(
      200,
      all.map(one => listedAs(shape, one)),
    );
  });
  on('POST', /^\/containers\/([^/]+)\/start$/, key => {
    const one = find(key);
    if (one === undefined) return missing(key);
    if (one.status === 'running') return answer => void answer.writeHead(304).end();
    one.status = 'running';
    send('start', one);
    return quiet;
  });
  on('POST', /^\/containers\/([^/]+)\/stop$/, key => {
    const one = find(key);
    if (one === undefined) return missing(key);
    if (one.status !== 'running') return answer => void answer.writeHead(304).end();
    one.status = 'exited';
    send('die', one);
    send('stop', one);
    return quiet;
  });
  on('POST', /^\/containers\/([^/]+)\/wait$/, () => reply(200, { StatusCode: 0 }));
  on('PUT', /^\/containers\/([^/]+)\/archive$/, () => reply(200));
  on('GET', /^\/containers\/([^/]+)\/archive$/, () => replyArchive('perijove-volume', []));
  on('GET', /^\/containers\/([^/]+)\/logs$/, key =>
    find(key) === undefined ? missing(key) : answer => void answer.writeHead(200).end('a line\n'),
  );
  on('DELETE', /^\/containers\/([^/]+)$/, key => {
    const one = find(key);
    if (one === undefined) return missing(key);
    containers.delete(one.name);
    send('destroy', one);
    return quiet;
  });
  daemon.on('GET', '/events', answer => {
    answer.writeHead(200, { 'content-type': 'application/json' });
    answer.flushHeaders();
    listeners.add(answer);
    answer.on('close', () => listeners.delete(answer));
  });

  return Object.assign(daemon, {
    containers,
    volumes,
    failCall: (number: number, fault: DaemonFault) => {
      counted = 0;
      failing = { number, fault };
    },
    tell: (action: string, name: string) => {
      const one = find(name) ?? {
        id: 'gone',
        name,
        body: {
          Image: 'stock',
          Labels: { [label.deployment]: 'd1', [label.lab]: '1' },
        },
        status: 'exited' as const,
        exitCode: 0,
        outOfMemory: false,
      };
      send(action, one);
    },
    counted: () => counted,
  });
};
