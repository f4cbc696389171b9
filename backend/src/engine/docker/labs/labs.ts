import { text } from '../../../lib/text.js';
import { statSync } from 'node:fs';
import { messageOf } from '../../../lib/errors.js';
import type { Semaphore } from '../../../lib/semaphore.js';
import { lastLines } from '../../last-lines.js';
import { EngineError, type LabSpec, type LabState } from '../../port.js';
import type { Containers } from './containers.js';
import type { DockerDeps } from '../deps.js';
import { saidIn } from '../client/errors.js';
import { createBody } from '../helpers/helper.js';
import { readLog } from '../client/logs.js';
import { labRecipe } from './container-config.js';
import type { ContainerCache } from './container-cache.js';
import { labStateOf, type InspectedContainer } from './state.js';

/** Starting a container on a machine under load. */
const START_TIMEOUT_MS = 120_000;

/** How many containers are inspected side by side. */
const INSPECTS = 8;

const gone = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === 'not_found';

const networkGone = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === 'not_found' && /network/i.test(saidIn(error));

/** The life of labs in containers. */
export class DockerLabs {
  /** Containers that this process made and that were not started yet: nobody else's, for sure. */
  private readonly made = new Map<string, string>();

  constructor(
    private readonly deps: DockerDeps & {
      readonly containers: Containers;
      readonly network: {
        /** Makes sure that the labs' network is there, and closed. */
        ensure(): Promise<void>;
        /** Docker said that it is gone. */
        forget(): void;
        /** Connects a stopped container again whose network was removed behind its back. */
        rejoin(container: string): Promise<void>;
        /** Connects a container that is on no network. */
        join(container: string): Promise<void>;
      };
      readonly cache: ContainerCache;
      readonly starts: () => Promise<Semaphore>;
      readonly stops: Semaphore;
      readonly onImageGone: (image: string) => void;
    },
  ) {}

  async inspect(name: string): Promise<LabState | null> {
    const found = await this.deps.containers.find(name);
    return found.kind === 'ours' ? this.stateOf(found.container) : null;
  }

  async list(): Promise<readonly LabState[]> {
    const listed = await this.deps.containers.list({ all: true });
    this.deps.cache.keepOnly(new Set(listed.map(container => container.Id)));
    const labs = await mapSome(listed, INSPECTS, async container => {
      const known = this.deps.cache.recall(container);
      if (known !== null) return known;
      const fresh = await this.inspect(container.Id);
      if (fresh !== null) this.deps.cache.learn(fresh);
      return fresh;
    });
    return labs.filter(lab => lab !== null);
  }

  async create(spec: LabSpec): Promise<LabState> {
    this.made.delete(spec.name);
    const id = await this.post(spec)
      .catch((error: unknown) => {
        if (!networkGone(error)) throw error;
        this.deps.network.forget();
        return this.post(spec);
      })
      .catch(async (error: unknown) => {
        throw await this.explainCreate(spec, error);
      });
    this.made.set(spec.name, id);
    const { name, user, server, image, specHash } = spec;
    const born = { status: 'created', url: null, startedAtMs: null, exit: null } as const;
    return { id, name, user, server, image, specHash, ...born };
  }

  async start(name: string): Promise<LabState> {
    const id = this.made.get(name) ?? (await this.oursNamed(name));
    const release = await (await this.deps.starts()).acquire();
    try {
      await this.startOnce(id, name).catch(async (error: unknown) => {
        if (!networkGone(error)) {
          // It was here a moment ago, so it was removed meanwhile.
          throw gone(error)
            ? new EngineError('conflict', text('engine.docker.removedMeanwhile', { server: name }))
            : error;
        }
        // The network of a container can be removed behind its back, and made again.
        this.deps.network.forget();
        await this.deps.network.rejoin(id);
        await this.startOnce(id, name);
      });
    } finally {
      release();
      this.made.delete(name);
      this.deps.cache.forget(name);
    }
    const started = await this.inspect(id);
    if (started === null)
      throw new EngineError('conflict', text('engine.docker.removedMeanwhile', { server: name }));
    this.deps.cache.learn(started);
    return started;
  }

  async stop(name: string, graceMs: number): Promise<void> {
    const found = await this.deps.containers.find(name);
    if (found.kind !== 'ours') return;
    this.made.delete(name);
    const release = await this.deps.stops.acquire();
    try {
      await this.deps.client
        .stream(
          { what: 'stopServer', of: name, effect: 'write', timeoutMs: graceMs + 30_000 },
          (docker, signal) =>
            docker
              .getContainer(found.container.Id)
              .stop({ t: Math.ceil(graceMs / 1000), abortSignal: signal } as { t: number }),
        )
        .catch(unlessUnchanged);
    } catch (error) {
      if (!gone(error)) throw error;
    } finally {
      release();
      this.deps.cache.forget(name);
    }
  }

  async remove(name: string): Promise<void> {
    const found = await this.deps.containers.find(name);
    if (found.kind !== 'ours') return;
    const { Id: id } = found.container;
    this.made.delete(name);
    try {
      await this.deps.client.stream(
        { what: 'removeServer', of: name, effect: 'write', timeoutMs: 60_000 },
        // `v` takes only the nameless volumes that the image asked for; named ones stay.
        (docker, signal) =>
          docker.getContainer(id).remove({ force: true, v: true, abortSignal: signal }),
      );
    } catch (error) {
      if (gone(error)) return;
      const removing = error instanceof EngineError && /already in progress/i.test(saidIn(error));
      if (!removing) throw error;
      await this.deps.client
        .stream(
          { what: 'removeServer', of: name, effect: 'write', timeoutMs: 60_000 },
          (docker, signal) =>
            docker
              .getContainer(id)
              .wait({ condition: 'removed', abortSignal: signal }) as Promise<unknown>,
        )
        .catch((failure: unknown) => {
          if (!gone(failure)) throw failure;
        });
    } finally {
      this.deps.cache.forget(name);
    }
  }

  async logs(name: string, tail: number): Promise<readonly string[]> {
    const found = await this.deps.containers.find(name);
    if (found.kind !== 'ours')
      throw new EngineError('not_found', text('common.noServer', { server: name }));
    const { Id: id } = found.container;
    const what = { what: 'readLog', effect: 'read' } as const;
    return lastLines(
      await readLog(this.deps.client, what, id, { stdout: true, stderr: true, tail }),
      tail,
    );
  }

  /** What runs in them goes on: only the way to it was lost, and it is another one now. */
  async reconnect(): Promise<void> {
    const cut = (await this.list()).filter(lab => lab.status === 'running' && lab.url === null);
    await mapSome(cut, INSPECTS, async ({ id, name }) => {
      await this.deps.network.join(id).catch((error: unknown) => {
        this.deps.log.warn(`the lab ${name} stays cut off from the network: ${messageOf(error)}`);
      });
      this.deps.cache.forget(name);
    });
  }

  private stateOf(container: InspectedContainer): LabState {
    return labStateOf(container, this.deps.networkName);
  }

  private async post(spec: LabSpec): Promise<string> {
    await this.deps.network.ensure();
    const context = {
      deploymentId: this.deps.deploymentId,
      networkName: this.deps.networkName,
      socketGroups: socketGroups(spec),
    };
    const container = await this.deps.client.call(
      { what: 'createServer', of: spec.name, effect: 'write' },
      (docker, signal) =>
        docker.createContainer(createBody(spec.name, labRecipe(spec, context), signal)),
    );
    return container.id;
  }

  private async explainCreate(spec: LabSpec, error: unknown): Promise<unknown> {
    if (!(error instanceof EngineError)) return error;
    if (error.kind === 'not_found' && error.about === 'image') {
      this.deps.onImageGone(spec.image);
      const message = text('engine.images.notHere', { image: spec.image });
      return new EngineError('not_found', message, { cause: error, about: 'image' });
    }
    if (error.kind !== 'conflict') return error;
    const taken = await this.deps.containers.find(spec.name);
    return taken.kind === 'foreign'
      ? new EngineError('conflict', text('engine.docker.nameTaken', { container: spec.name }), {
          cause: error,
        })
      : new EngineError('conflict', text('engine.serverExists', { server: spec.name }), {
          cause: error,
        });
  }

  /** Docker answers 304 for a container that runs; dockerode makes an error of it. */
  private startOnce(id: string, name: string): Promise<unknown> {
    return this.deps.client
      .call(
        { what: 'startServer', of: name, effect: 'write', timeoutMs: START_TIMEOUT_MS },
        (docker, signal) => docker.getContainer(id).start({ abortSignal: signal }),
      )
      .catch(unlessUnchanged);
  }

  private async oursNamed(name: string): Promise<string> {
    const found = await this.deps.containers.find(name);
    if (found.kind === 'ours') return found.container.Id;
    throw new EngineError('not_found', text('common.noServer', { server: name }));
  }
}

const unlessUnchanged = (error: unknown): void => {
  const cause = error instanceof EngineError ? error.cause : undefined;
  if ((cause as { statusCode?: unknown } | undefined)?.statusCode === 304) return;
  throw error;
};

/** The groups of the sockets that the spec mounts: without them a lab's user may not open any. */
const socketGroups = (spec: LabSpec): number[] => {
  const groups = spec.hostMounts.flatMap(mount => {
    const facts = statSync(mount.source, { throwIfNoEntry: false });
    return facts?.isSocket() ? [facts.gid] : [];
  });
  return [...new Set(groups)];
};

/** As `Promise.all(items.map(work))`, at most `width` at a time. */
const mapSome = async <T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
};
