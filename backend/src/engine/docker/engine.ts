import { text, type Text } from '../../lib/text.js';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import { messageOf } from '../../lib/errors.js';
import { Semaphore } from '../../lib/semaphore.js';
import { oneUsage } from '../one-usage.js';
import { EngineError, type Engine, type EngineCaps } from '../port.js';
import { CgroupReader } from './counters/cgroups.js';
import { createDockerClient } from './client/client.js';
import { DEFAULT_SOCKET, type DockerConnection } from './client/connection.js';
import { Containers } from './labs/containers.js';
import { createContentVolumes } from './volumes/content.js';
import type { DockerDeps } from './deps.js';
import { watchEvents } from './client/events.js';
import { createGpuProbe } from './labs/gpu.js';
import { Helpers } from './helpers/helper.js';
import { DockerImages } from './images/images.js';
import { strangerOf } from './labels.js';
import { DockerLabs } from './labs/labs.js';
import { createRunOnHost } from './helpers/host-tools.js';
import { LabIsolation, type IsolationOptions } from './network/isolation.js';
import { LabNetwork } from './network/network.js';
import { NetworkReader, hostProc } from './counters/network-counters.js';
import { createNewVolumes } from './volumes/new-volumes.js';
import { createPrograms } from './labs/programs.js';
import { ContainerCache } from './labs/container-cache.js';
import { Sampler } from './counters/sampler.js';
import { createVolumeUsages } from './volumes/usage.js';
import { DockerVolumes } from './volumes/volumes.js';

/** What the Docker engine is told. */
export interface DockerEngineOptions {
  readonly connection?: DockerConnection;
  /** Names this deployment among others on the same daemon. */
  readonly deploymentId: string;
  readonly networkName: string;
  /** A new network gets no way to the Internet; an existing one stays as it is. */
  readonly networkInternal?: boolean;
  /** The hub is no container on the labs' network: Docker itself keeps labs from each other. */
  readonly hubOnHost?: boolean;
  /**
   * The platform's own image. Nothing else is run to measure volumes, for what runs there reads
   * all users' files: a lab's image may be one that its user chose. Absent: that of any lab.
   */
  readonly ownImage?: string;
  /** The host's address on the labs' network that hub and labs know; null when they know another way. */
  readonly gateway?: string | null;
  /** Closes the labs' network; null leaves it to others. */
  readonly isolation: IsolationOptions | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the host's cgroups are seen, for a backend in a container. */
  readonly cgroupRoot?: string;
  /** Where the host's processes are seen; found by itself. */
  readonly procRoot?: string;
}

/** An engine with what only Docker has. */
export interface DockerEngine extends Engine {
  /** The host's address on the labs' network: labs reach there what runs on the host. */
  networkGateway(): Promise<string>;
}

/** Facts of the daemon are asked for again after this time. */
const CAPS_FRESH_MS = 60_000;

const STOPS = 16;
const PULLS = 2;

/**
 * Labs in containers of a Docker daemon. An absent daemon fails calls, never the engine:
 * it comes back by itself, in the same or another version.
 */
export const createDockerEngine = (options: DockerEngineOptions): DockerEngine => {
  const { clock, deploymentId, log, networkName } = options;
  const connection = options.connection ?? { socketPath: DEFAULT_SOCKET };
  const client = createDockerClient({ connection, clock });
  const deps: DockerDeps = { client, deploymentId, networkName, clock, log };

  const network = new LabNetwork({
    ...deps,
    internal: options.networkInternal ?? false,
    hubOnHost: options.hubOnHost ?? false,
    gateway: options.gateway ?? null,
  });
  const images = new DockerImages({ ...deps, pulls: new Semaphore(PULLS) });
  const volumes = new DockerVolumes(deps);
  const helpers = new Helpers(deps);
  const isolation =
    options.isolation === null
      ? null
      : new LabIsolation({
          ...deps,
          options: options.isolation,
          run: createRunOnHost({ ...deps, helpers }),
        });
  const containers = new Containers(deps);
  const cache = new ContainerCache(clock, networkName);
  const ensureVolume = createNewVolumes({ ...deps, helpers, volumes });
  const content = createContentVolumes({ ...deps, volumes, helpers });
  const proc = options.procRoot ?? hostProc();
  const cgroups = new CgroupReader(options.cgroupRoot, proc);
  const sampler = new Sampler({
    ...deps,
    containers,
    cgroups,
    network: new NetworkReader(proc, id => cgroups.processOf(id)),
  });

  let facts: { caps: EngineCaps; readAtMs: number } | null = null;
  const caps = async (): Promise<EngineCaps> => {
    if (facts !== null && clock.monotonicMs() - facts.readAtMs < CAPS_FRESH_MS) return facts.caps;
    const info = (await client.call({ what: 'describeItself', effect: 'read' }, (docker, signal) =>
      (docker.info as (call: object) => Promise<unknown>)({ abortSignal: signal }),
    )) as DaemonInfo;
    facts = { caps: capsFrom(info), readAtMs: clock.monotonicMs() };
    return facts.caps;
  };

  let starts: Semaphore | null = null;
  const startLimit = async (): Promise<Semaphore> => {
    starts ??= new Semaphore(2 * (await caps()).cores);
    return starts;
  };
  const labs = new DockerLabs({
    ...deps,
    containers,
    network: {
      forget: () => network.forget(),
      rejoin: container => network.rejoin(container),
      join: container => network.join(container),
      ensure: async () => {
        // No lab is made before the network is as closed as it can be.
        if (await network.ensure()) await isolation?.apply();
        else await isolation?.settled();
      },
    },
    cache,
    starts: startLimit,
    stops: new Semaphore(STOPS),
    onImageGone: image => images.forget(image),
  });

  let lastImage: string | null = null;
  const anyImage = async (): Promise<string> => {
    const { ownImage } = options;
    if (ownImage !== undefined) {
      if ((await images.inspect(ownImage)) !== null) return ownImage;
      throw new EngineError('not_found', text('engine.images.noneToMeasure'));
    }
    if (lastImage !== null && (await images.inspect(lastImage)) !== null) return lastImage;
    const used = (await labs.list())[0]?.image;
    if (used !== undefined && (await images.inspect(used)) !== null) return used;
    throw new EngineError('not_found', text('engine.images.noneToMeasure'));
  };
  const volumeUsages = createVolumeUsages({
    ...deps,
    volumes,
    helpers,
    anyImage,
    sameHost: 'socketPath' in connection,
  });

  const volumeExists = async (name: string): Promise<boolean> => {
    const found = await volumes.find(name);
    return found !== null && strangerOf(found.labels, deploymentId) === null;
  };

  /** Whatever changes labs makes the next sample look again. */
  const changing =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      try {
        return await run(...args);
      } finally {
        sampler.stale();
      }
    };

  const ping = async (signal?: AbortSignal): Promise<void> => {
    await client.call(
      { what: 'answer', effect: 'read', timeoutMs: 5_000, signal },
      (docker, ending) =>
        (docker.ping as (call: object) => Promise<unknown>)({ abortSignal: ending }),
    );
  };

  return {
    caps,
    ping,
    list: () => labs.list(),
    inspect: name => labs.inspect(name),
    ensureImage: async (image, onProgress, signal) => {
      const info = await images.ensure(image, onProgress, signal);
      lastImage = image;
      return info;
    },
    inspectImage: image => images.inspect(image),
    ensureVolume,
    ensureContentVolume: async (prefix, directory, image) => {
      lastImage ??= image;
      return content.ensure(prefix, directory, image);
    },
    removeVolume: name => volumes.remove(name),
    volumeExists,
    volumeUsage: (name, signal) => oneUsage({ volumeExists, volumeUsages }, name, signal),
    volumeUsages,
    create: spec => labs.create(spec),
    start: changing(name => labs.start(name)),
    stop: changing((name, graceMs) => labs.stop(name, graceMs)),
    remove: changing(name => labs.remove(name)),
    watch: (onHint, signal) => {
      const reopen = async (): Promise<void> => {
        await isolation?.apply();
        await labs.reconnect();
        onHint({ name: null });
      };
      network.keep(signal, () => {
        reopen().catch((error: unknown) => {
          log.warn(`labs were not connected again: ${messageOf(error)}`);
        });
      });
      isolation?.watch(signal);
      watchEvents(
        deps,
        hint => {
          cache.forget(hint.name);
          sampler.stale();
          onHint(hint);
        },
        signal,
      );
    },
    probeGpu: createGpuProbe({ ...deps, images, caps }),
    sample: () => sampler.sample(),
    programs: createPrograms({ ...deps, containers }),
    logs: (name, tail) => labs.logs(name, tail),
    networkGateway: () => network.gateway(),
    close: () => {
      sampler.close();
      client.close();
      return Promise.resolve();
    },
  };
};

interface DaemonInfo {
  readonly ServerVersion?: string;
  readonly CgroupVersion?: string;
  readonly NCPU?: number;
  readonly MemoryLimit?: boolean;
  readonly Runtimes?: Readonly<Record<string, unknown>> | null;
}

const describeDocker = (version: string | undefined, cgroup: string): Text =>
  version === undefined
    ? text('engine.docker.descriptionUnknown', { cgroup })
    : text('engine.docker.description', { version, cgroup });

const capsFrom = (info: DaemonInfo): EngineCaps => ({
  description: describeDocker(info.ServerVersion, info.CgroupVersion ?? '1'),
  images: true,
  limits: info.MemoryLimit !== false,
  gpu: Object.hasOwn(info.Runtimes ?? {}, 'nvidia'),
  cores: Math.max(1, info.NCPU ?? 1),
});
