import type { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import tar from 'tar-stream';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import type { Helpers } from './helper.js';
import { label } from '../labels.js';
import { readLog } from '../client/logs.js';
import { asBytes, readNdjson } from '../client/ndjson.js';

/** How a program of the host ended, and what it said. */
export interface HostRun {
  readonly status: number;
  readonly output: string;
}

/**
 * Runs a script with the programs of Docker's own host, in the host's network, and nothing else of
 * it: the container's image is empty, `/usr` of the host is its `/usr`. So no image that a user
 * else made ever gets near the host's network, and iptables is the one that Docker itself uses.
 */
export type RunOnHost = (script: string, args: readonly string[]) => Promise<HostRun>;

const IMAGE = 'perijove/host-tools:1';
const call = { what: 'closeNetwork', effect: 'write' } as const;

/** Folders, and the links that point into `/usr` since distributions have merged it. */
const FOLDERS = ['usr', 'run', 'proc', 'sys', 'dev', 'etc', 'tmp'];
const LINKS = ['bin', 'sbin', 'lib', 'lib64'];

const emptyRoot = (): Readable => {
  const pack = tar.pack();
  for (const name of FOLDERS) pack.entry({ name, type: 'directory', mode: 0o755 });
  for (const name of LINKS) pack.entry({ name, type: 'symlink', linkname: `usr/${name}` });
  pack.finalize();
  return pack as unknown as Readable;
};

/** The body of Docker's create call. Pure. */
export const hostToolsRecipe = (
  image: string,
  deploymentId: string,
  command: readonly string[],
): Dockerode.ContainerCreateOptions => ({
  Image: image,
  User: '0:0',
  Entrypoint: [...command],
  Cmd: [],
  WorkingDir: '/',
  Labels: { [label.deployment]: deploymentId, [label.helper]: '1' },
  Healthcheck: { Test: ['NONE'] },
  HostConfig: {
    NetworkMode: 'host',
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    SecurityOpt: ['no-new-privileges'],
    CapDrop: ['ALL'],
    CapAdd: ['NET_ADMIN', 'NET_RAW'],
    Memory: 128 * 1024 * 1024,
    MemorySwap: 128 * 1024 * 1024,
    PidsLimit: 32,
    Mounts: ['/usr', '/run'].map(path => ({
      Type: 'bind' as const,
      Source: path,
      Target: path,
      // The lock of iptables is in /run; taking it needs no writing.
      ReadOnly: true,
    })),
  },
});

export const createRunOnHost = (deps: DockerDeps & { readonly helpers: Helpers }): RunOnHost => {
  const { client, deploymentId, helpers } = deps;

  const find = async (): Promise<string | null> => {
    try {
      const found = await client.call({ ...call, effect: 'read' }, (docker, signal) =>
        docker.getImage(IMAGE).inspect({ abortSignal: signal } as object),
      );
      return (found as { Id: string }).Id;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  };

  const ensureImage = async (): Promise<string> => {
    const found = await find();
    if (found !== null) return found;
    const [repo = '', tag = ''] = IMAGE.split(':');
    const answer = await client.stream(call, docker =>
      docker.importImage(emptyRoot(), { repo, tag }),
    );
    for await (const line of readNdjson(asBytes(answer))) void line;
    const made = await find();
    if (made === null) throw new Error('the empty image for programs of the host was not created');
    return made;
  };

  return async (script, args) => {
    const image = await ensureImage();
    const recipe = hostToolsRecipe(image, deploymentId, ['/bin/sh', '-c', script, 'sh', ...args]);
    return helpers.withRecipe(recipe, async id => {
      await client.call(call, (docker, signal) =>
        docker.getContainer(id).start({ abortSignal: signal }),
      );
      const { StatusCode: status } = (await client.stream(
        { ...call, timeoutMs: 30_000 },
        (docker, signal) => docker.getContainer(id).wait({ abortSignal: signal }),
      )) as { StatusCode: number };
      const told = { ...call, effect: 'read' } as const;
      const output = await readLog(client, told, id, { stdout: true, stderr: true });
      return { status, output: output.trim() };
    });
  };
};
