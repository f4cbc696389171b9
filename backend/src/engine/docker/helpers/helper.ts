import { randomBytes } from 'node:crypto';
import type Dockerode from 'dockerode';
import { messageOf } from '../../../lib/errors.js';
import { EngineError } from '../../port.js';
import type { Call } from '../client/client.js';
import type { DockerDeps } from '../deps.js';
import { helpersOf, label } from '../labels.js';
import { nameOf } from '../labs/containers.js';

/** Where a helper has its volumes: places where images have nothing of their own. */
export const helperTarget = (index: number): string => `/perijove-volume-${index}`;

/** A volume that a helper reaches into. */
export interface HelperVolume {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a helper is made of. */
export interface HelperSpec {
  readonly image: string;
  /** At `helperTarget(0)` and so on. One that does not exist is made, with these labels. */
  readonly volumes: readonly HelperVolume[];
  readonly readOnly: boolean;
  readonly command: readonly string[];
}

/** The body of Docker's create call for a helper. Pure. */
export const helperRecipe = (
  spec: HelperSpec,
  deploymentId: string,
): Dockerode.ContainerCreateOptions => ({
  Image: spec.image,
  // Root inside, or files that only their owner may read would not be counted.
  User: '0:0',
  Entrypoint: [...spec.command],
  Cmd: [],
  WorkingDir: '/',
  Labels: { [label.deployment]: deploymentId, [label.helper]: '1' },
  Healthcheck: { Test: ['NONE'] },
  HostConfig: {
    NetworkMode: 'none',
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    SecurityOpt: ['no-new-privileges'],
    CapDrop: ['ALL'],
    CapAdd: ['DAC_READ_SEARCH'],
    Memory: 128 * 1024 * 1024,
    MemorySwap: 128 * 1024 * 1024,
    NanoCpus: 500_000_000,
    CpuShares: 64,
    PidsLimit: 16,
    Mounts: spec.volumes.map((volume, index) => ({
      Type: 'volume' as const,
      Source: volume.name,
      Target: helperTarget(index),
      ReadOnly: spec.readOnly,
      // An image's own files at the target must never be copied into a user's volume.
      VolumeOptions: {
        NoCopy: true,
        Labels: { ...volume.labels },
        DriverConfig: { Name: '', Options: {} },
      },
    })),
  },
});

/**
 * Short-lived containers that reach into volumes: no network, little memory, last in line
 * for the CPU. Whatever happens, they are removed.
 */
export class Helpers {
  /** Names of helpers that are at work for this very process. */
  private readonly working = new Set<string>();
  private swept = false;

  constructor(private readonly deps: DockerDeps) {}

  with<T>(spec: HelperSpec, use: (id: string) => Promise<T>): Promise<T> {
    return this.withRecipe(helperRecipe(spec, this.deps.deploymentId), use);
  }

  /** As `with`, for a container of another make; it must carry the label of helpers. */
  async withRecipe<T>(
    recipe: Dockerode.ContainerCreateOptions,
    use: (id: string) => Promise<T>,
  ): Promise<T> {
    if (!this.swept) await this.sweep();
    // The name is known before the call, so a lost answer leaves nothing behind either.
    const name = `perijove-helper-${this.deps.deploymentId.slice(0, 12)}-${randomBytes(6).toString('hex')}`;
    this.working.add(name);
    try {
      await this.deps.client.call({ what: 'createHelper', effect: 'write' }, (docker, signal) =>
        docker.createContainer(createBody(name, recipe, signal)),
      );
      return await use(name);
    } finally {
      await this.remove(name);
      this.working.delete(name);
    }
  }

  private async remove(id: string): Promise<void> {
    const call: Call = { what: 'removeHelper', effect: 'write' };
    try {
      await this.deps.client.call(call, (docker, signal) =>
        docker.getContainer(id).remove({ force: true, v: true, abortSignal: signal }),
      );
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return;
      this.deps.log.warn(
        { err: error, id },
        `a helper container stays behind for now: ${messageOf(error)}`,
      );
    }
  }

  /** Removes what a crash left behind; a failure only postpones it. */
  private async sweep(): Promise<void> {
    const left = await this.deps.client.call(
      { what: 'listHelpers', effect: 'read' },
      (docker, signal) =>
        docker.listContainers({
          all: true,
          filters: helpersOf(this.deps.deploymentId),
          abortSignal: signal,
        }),
    );
    for (const container of left)
      if (!this.working.has(nameOf(container))) await this.remove(container.Id);
    this.swept = true;
  }
}

/**
 * Arguments of dockerode's create call. Left to itself it repeats the whole body, secrets of
 * the environment included, in the query of the URL.
 */
export const createBody = (
  name: string,
  body: Dockerode.ContainerCreateOptions,
  signal: AbortSignal,
): Dockerode.ContainerCreateOptions =>
  ({ _query: { name }, _body: body, abortSignal: signal }) as Dockerode.ContainerCreateOptions;
