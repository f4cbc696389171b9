import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import tar from 'tar-stream';
import { systemClock, type Clock } from '../../../src/lib/clock.js';
import { silentLogger } from '../../../src/lib/logger.js';
import { createDockerEngine, type DockerEngine } from '../../../src/engine/docker/engine.js';

/** A request as the scripted daemon saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Without the version. */
  readonly path: string;
  readonly version: string | null;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** What the daemon does with a request; null passes it on to the next rule. */
export type Rule = (request: SeenRequest, answer: ServerResponse) => boolean;

/** A Docker daemon that says exactly what a test wrote, over a true socket. */
export interface ScriptedDaemon {
  readonly socketPath: string;
  readonly requests: readonly SeenRequest[];
  /** Later rules go before earlier ones. */
  on(
    method: string,
    path: string | RegExp,
    act: (answer: ServerResponse, request: SeenRequest) => void,
  ): void;
  /** An engine connected to it. */
  engine(clock?: Clock): DockerEngine;
  close(): Promise<void>;
}

/** Answers with JSON. */
export const reply =
  (status: number, body: unknown = {}) =>
  (answer: ServerResponse): void => {
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

/** Answers for each volume by its name; `labelsOf` gives null for one that there is not. */
export const haveVolumes = (
  daemon: ScriptedDaemon,
  labelsOf: (name: string) => Readonly<Record<string, string>> | null,
): void => {
  daemon.on('GET', /^\/volumes\/[^/]+$/, (answer, { path }) => {
    const name = decodeURIComponent(path.slice('/volumes/'.length));
    const labels = labelsOf(name);
    if (labels === null) reply(404, { message: `get ${name}: no such volume` })(answer);
    else reply(200, { Name: name, Mountpoint: `/v/${name}`, Labels: labels })(answer);
  });
};

/** Answers with an archive of a directory that holds empty files of these names. */
export const replyArchive =
  (directory: string, names: readonly string[]) =>
  (answer: ServerResponse): void => {
    const pack = tar.pack();
    pack.entry({ name: `${directory}/`, type: 'directory' });
    names.forEach(name => pack.entry({ name: `${directory}/${name}` }, 'something'));
    pack.finalize();
    answer.writeHead(200, { 'content-type': 'application/x-tar' });
    Readable.from(pack as unknown as AsyncIterable<Buffer>).pipe(answer);
  };

/** Breaks the connection without a word. */
export const drop = (answer: ServerResponse): void => {
  answer.socket?.destroy();
};

/** Never answers. */
export const hang = (): void => undefined;

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export const startDaemon = async (
  version: { ApiVersion: string; MinAPIVersion?: string } = {
    ApiVersion: '1.41',
    MinAPIVersion: '1.12',
  },
): Promise<ScriptedDaemon> => {
  const directory = await mkdtemp(join(tmpdir(), 'perijove-daemon-'));
  const socketPath = join(directory, 'docker.sock');
  const requests: SeenRequest[] = [];
  const rules: Rule[] = [];
  const engines: DockerEngine[] = [];

  const on: ScriptedDaemon['on'] = (method, path, act) => {
    rules.unshift((request, answer) => {
      const matches = typeof path === 'string' ? request.path === path : path.test(request.path);
      if (request.method !== method || !matches) return false;
      act(answer, request);
      return true;
    });
  };

  const server = createServer((incoming, answer) => {
    void readBody(incoming).then(body => {
      const url = new URL(incoming.url ?? '/', 'http://docker');
      const [, prefix, path] = /^(?:\/v(\d+\.\d+))?(\/.*)$/.exec(url.pathname) ?? [];
      const request: SeenRequest = {
        method: incoming.method ?? '',
        path: path ?? '',
        version: prefix ?? null,
        query: url.searchParams,
        body,
      };
      requests.push(request);
      if (!rules.some(rule => rule(request, answer))) {
        reply(404, { message: `the script has no ${request.method} ${request.path}` })(answer);
      }
    });
  });
  await new Promise<void>(resolve => server.listen(socketPath, resolve));

  on('GET', '/version', reply(200, version));
  on('GET', '/_ping', answer => answer.end('OK'));
  on('GET', '/info', reply(200, { ServerVersion: 'scripted', CgroupVersion: '2', NCPU: 2 }));

  return {
    socketPath,
    requests,
    on,
    engine: (clock = systemClock) => {
      const engine = createDockerEngine({
        connection: { socketPath },
        deploymentId: 'd1',
        networkName: 'net',
        isolation: null,
        clock,
        log: silentLogger(),
        cgroupRoot: join(directory, 'no-cgroups'),
      });
      engines.push(engine);
      return engine;
    },
    close: async () => {
      for (const engine of engines) await engine.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
};

/** A container of deployment `d1` as Docker's inspect tells it. */
export const inspected = (
  overrides: { name?: string; status?: string; deployment?: string } = {},
) => ({
  Id: 'abc123',
  Name: `/${overrides.name ?? 'lab-ada'}`,
  State: {
    Status: overrides.status ?? 'running',
    Pid: 0,
    ExitCode: 0,
    OOMKilled: false,
    StartedAt: '2026-01-01T00:00:00.5Z',
  },
  Config: {
    Image: 'stock',
    Labels: {
      'perijove.deployment': overrides.deployment ?? 'd1',
      'perijove.lab': '1',
      'perijove.user': 'ada',
      'perijove.server': '',
      'perijove.spec': 'one',
      'perijove.image': 'stock',
      'perijove.port': '8888',
    },
  },
  NetworkSettings: { Networks: { net: { IPAddress: '172.18.0.2' } } },
});
