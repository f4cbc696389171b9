import { strings } from '@perijove/contracts/strings';
import { statSync } from 'node:fs';
import { messageOf } from '../../lib/errors.js';
import type { Semaphore } from '../../lib/semaphore.js';
import { lastLines } from '../last-lines.js';
import { EngineError, type LabSpec, type LabState } from '../port.js';
import type { Containers } from './containers.js';
import type { DockerDeps } from './deps.js';
import { saidIn } from './errors.js';
import { createBody } from './helper.js';
import { readLog } from './logs.js';
import { labRecipe } from './container-config.js';
import type { Roster } from './container-cache.js';
import { labStateOf, type InspectedContainer } from './state.js';

/** Starting a container on a machine under load. */
const START_TIMEOUT_MS = 120_000;

/** How many containers are inspected side by side. */
const INSPECTS = 8;

const texts = strings.engine.docker;

const gone = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === 'not_found';

const networkGone = (error: unknown): boolean =>
  error instanceof EngineError && error.kind === 'not_found' && /network/i.test(saidIn(error));

/** The life of labs in containers. */
export const createLabs = (
  deps: DockerDeps & {
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
    readonly roster: Roster;
    readonly starts: () => Promise<Semaphore>;
    readonly stops: Semaphore;
    readonly onImageGone: (image: string) => void;
  },
) => {
  const { client, containers, network, networkName, roster } = deps;
  const stateOf = (container: InspectedContainer): LabState => labStateOf(container, networkName);

  const inspect = async (name: string): Promise<LabState | null> => {
    const found = await containers.find(name);
    return found.kind === 'ours' ? stateOf(found.container) : null;
  };

  const list = async (): Promise<readonly LabState[]> => {
    const listed = await containers.list({ all: true });
    roster.keepOnly(new Set(listed.map(container => container.Id)));
    const labs = await mapSome(listed, INSPECTS, async container => {
      const known = roster.recall(container);
      if (known !== null) return known;
      const fresh = await inspect(container.Id);
      if (fresh !== null) roster.learn(fresh);
      return fresh;
    });
    return labs.filter(lab => lab !== null);
  };

  /** Containers that this process made and that were not started yet: nobody else's, for sure. */
  const made = new Map<string, string>();

  const post = async (spec: LabSpec): Promise<string> => {
    await network.ensure();
    const context = {
      deploymentId: deps.deploymentId,
      networkName,
      socketGroups: socketGroups(spec),
    };
    const container = await client.call(
      { what: 'makeServer', of: spec.name, effect: 'write' },
      (docker, signal) =>
        docker.createContainer(createBody(spec.name, labRecipe(spec, context), signal)),
    );
    return container.id;
  };

  const create = async (spec: LabSpec): Promise<LabState> => {
    made.delete(spec.name);
    const id = await post(spec)
      .catch((error: unknown) => {
        if (!networkGone(error)) throw error;
        network.forget();
        return post(spec);
      })
      .catch(async (error: unknown) => {
        throw await explainCreate(spec, error);
      });
    made.set(spec.name, id);
    const { name, user, server, image, specHash } = spec;
    const born = { status: 'created', url: null, startedAtMs: null, exit: null } as const;
    return { id, name, user, server, image, specHash, ...born };
  };

  const explainCreate = async (spec: LabSpec, error: unknown): Promise<unknown> => {
    if (!(error instanceof EngineError)) return error;
    if (error.kind === 'not_found' && error.about === 'image') {
      deps.onImageGone(spec.image);
      const message = strings.engine.images.notHere(spec.image);
      return new EngineError('not_found', message, { cause: error, about: 'image' });
    }
    if (error.kind !== 'conflict') return error;
    const taken = await containers.find(spec.name);
    return taken.kind === 'foreign'
      ? new EngineError('conflict', strings.engine.docker.nameTaken(spec.name), { cause: error })
      : new EngineError('conflict', strings.engine.serverExists(spec.name), { cause: error });
  };

  /** Docker answers 304 for a container that runs; dockerode makes an error of it. */
  const startOnce = (id: string, name: string): Promise<unknown> =>
    client
      .call(
        { what: 'startServer', of: name, effect: 'write', timeoutMs: START_TIMEOUT_MS },
        (docker, signal) => docker.getContainer(id).start({ abortSignal: signal }),
      )
      .catch(unlessUnchanged);

  const start = async (name: string): Promise<LabState> => {
    const id = made.get(name) ?? (await oursNamed(name));
    const release = await (await deps.starts()).acquire();
    try {
      await startOnce(id, name).catch(async (error: unknown) => {
        if (!networkGone(error)) {
          // It was here a moment ago, so somebody has removed it.
          throw gone(error) ? new EngineError('conflict', texts.removedMeanwhile(name)) : error;
        }
        // The network of a container can be removed behind its back, and made again.
        network.forget();
        await network.rejoin(id);
        await startOnce(id, name);
      });
    } finally {
      release();
      made.delete(name);
      roster.forget(name);
    }
    const started = await inspect(id);
    if (started === null) throw new EngineError('conflict', texts.removedMeanwhile(name));
    roster.learn(started);
    return started;
  };

  const oursNamed = async (name: string): Promise<string> => {
    const found = await containers.find(name);
    if (found.kind === 'ours') return found.container.Id;
    throw new EngineError('not_found', strings.common.noServer(name));
  };

  const stop = async (name: string, graceMs: number): Promise<void> => {
    const found = await containers.find(name);
    if (found.kind !== 'ours') return;
    made.delete(name);
    const release = await deps.stops.acquire();
    try {
      await client
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
      roster.forget(name);
    }
  };

  const remove = async (name: string): Promise<void> => {
    const found = await containers.find(name);
    if (found.kind !== 'ours') return;
    const { Id: id } = found.container;
    made.delete(name);
    try {
      await client.stream(
        { what: 'removeServer', of: name, effect: 'write', timeoutMs: 60_000 },
        // `v` takes only the nameless volumes that the image asked for; named ones stay.
        (docker, signal) =>
          docker.getContainer(id).remove({ force: true, v: true, abortSignal: signal }),
      );
    } catch (error) {
      if (gone(error)) return;
      const removing = error instanceof EngineError && /already in progress/i.test(saidIn(error));
      if (!removing) throw error;
      await client
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
      roster.forget(name);
    }
  };

  const logs = async (name: string, tail: number): Promise<readonly string[]> => {
    const found = await containers.find(name);
    if (found.kind !== 'ours') throw new EngineError('not_found', strings.common.noServer(name));
    const { Id: id } = found.container;
    const what = { what: 'readLog', effect: 'read' } as const;
    return lastLines(await readLog(client, what, id, { stdout: true, stderr: true, tail }), tail);
  };

  /** What runs in them goes on: only the way to it was lost, and it is another one now. */
  const reconnect = async (): Promise<void> => {
    const cut = (await list()).filter(lab => lab.status === 'running' && lab.url === null);
    await mapSome(cut, INSPECTS, async ({ id, name }) => {
      await network.join(id).catch((error: unknown) => {
        deps.log.warn(`the lab ${name} stays cut off from the network: ${messageOf(error)}`);
      });
      roster.forget(name);
    });
  };

  return { inspect, list, create, start, stop, remove, logs, reconnect };
};

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
