import { EngineError, type LabSample } from '../port.js';
import type { CgroupReader } from './cgroups.js';
import { nameOf, type Containers } from './containers.js';
import type { DockerDeps } from './deps.js';
import type { NetworkReader } from './network-counters.js';
import type { ListedContainer } from './state.js';
import { countersFromStats } from './stats.js';

/**
 * The list of running labs is asked for again after this time, or on a hint. A lab that ended
 * without one cannot be read any more, which tells as much.
 */
const FRESH_MS = 60_000;

/** Labs whose cgroups must prove unreadable before Docker is asked instead. */
const TRIES = 2;

/** Reads the counters of all running labs in one pass. */
export interface Sampler {
  sample(): Promise<readonly LabSample[]>;
  /** Labs came or went: look again before the next pass. */
  stale(): void;
  /** Gives the files back that it holds open. */
  close(): void;
}

export const createSampler = (
  deps: DockerDeps & {
    readonly containers: Containers;
    readonly cgroups: CgroupReader;
    readonly network: NetworkReader;
  },
): Sampler => {
  const { cgroups, client, clock, containers, network } = deps;
  let running: readonly ListedContainer[] = [];
  let listedAtMs = -Infinity;
  /** Null until a first try has shown whether this machine's cgroups can be read. */
  let direct: boolean | null = null;

  const refresh = async (): Promise<void> => {
    if (clock.monotonicMs() - listedAtMs < FRESH_MS) return;
    listedAtMs = clock.monotonicMs();
    const listed = await containers.list({ all: false }).catch((error: unknown) => {
      listedAtMs = -Infinity;
      throw error;
    });
    running = listed.filter(container => container.State === 'running');
    const ids = running.map(container => container.Id);
    network.keep(ids);
    cgroups.keep(ids);
  };

  const pidOf = async (id: string): Promise<number | null> => {
    const found = await containers.find(id);
    return found.kind === 'ours' ? (found.container.State.Pid ?? null) : null;
  };

  const readDirectly = (container: ListedContainer, pid: number | null): LabSample | null => {
    const monotonicMs = clock.monotonicMs();
    const counters = cgroups.read(container.Id, pid);
    if (counters === null) return null;
    const moved = network.read(container.Id);
    return {
      id: container.Id,
      name: nameOf(container),
      monotonicMs,
      cpuMicros: counters.cpuMicros,
      memoryBytes: counters.memoryBytes,
      memoryLimitBytes: counters.memoryLimitBytes,
      diskReadBytes: counters.disk?.read ?? null,
      diskWrittenBytes: counters.disk?.written ?? null,
      networkReceivedBytes: moved?.received ?? null,
      networkSentBytes: moved?.sent ?? null,
    };
  };

  const askDocker = async (container: ListedContainer): Promise<LabSample | null> => {
    try {
      const answer = await client.stream(
        { what: 'measureServer', effect: 'read', timeoutMs: 10_000 },
        (docker, signal) =>
          docker.getContainer(container.Id).stats({
            stream: false,
            ...{ 'one-shot': true, abortSignal: signal },
          }),
      );
      const counters = countersFromStats(answer);
      if (counters === null) return null;
      return {
        id: container.Id,
        name: nameOf(container),
        monotonicMs: clock.monotonicMs(),
        ...counters,
      };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'unavailable') throw error;
      return null;
    }
  };

  /** Tries the cgroups of labs that surely run; a lab may end between two looks. */
  const decideWay = async (): Promise<void> => {
    let unreadable = 0;
    for (const container of running) {
      const pid = await pidOf(container.Id);
      if (pid === null || pid === 0) continue;
      if (readDirectly(container, pid) !== null) {
        direct = true;
        return;
      }
      if ((await pidOf(container.Id)) === pid) unreadable += 1;
      if (unreadable === TRIES) break;
    }
    if (unreadable === 0) return;
    direct = false;
    deps.log.info('The cgroups of labs cannot be read here; Docker is asked for their counters.');
  };

  /**
   * Where the cgroup shows no process, Docker is asked for it, once for each lab and beside the
   * passes: two hundred such questions take longer than a pass may.
   */
  const askForProcesses = async (): Promise<void> => {
    for (const id of network.unknown(running.map(container => container.Id))) {
      network.learn(id, await pidOf(id));
    }
  };
  let asking: Promise<void> | null = null;

  return {
    sample: async () => {
      await refresh();
      if (direct === null) await decideWay();
      if (direct !== true) {
        return (await Promise.all(running.map(askDocker))).filter(sample => sample !== null);
      }
      const samples = running.map(container => readDirectly(container, null));
      asking ??= askForProcesses()
        // The next pass asks again.
        .catch(() => undefined)
        .finally(() => {
          asking = null;
        });
      return samples.filter(sample => sample !== null);
    },
    stale: () => {
      listedAtMs = -Infinity;
    },
    close: () => cgroups.keep([]),
  };
};
