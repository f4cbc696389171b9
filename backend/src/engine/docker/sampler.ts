import { z } from 'zod';
import { EngineError, type LabSample } from '../port.js';
import type { CgroupReader } from './cgroups.js';
import { nameOf, type Containers } from './containers.js';
import type { DockerDeps } from './deps.js';
import type { ListedContainer } from './state.js';

/** The list of running labs is asked for again after this time, or on a hint. */
const FRESH_MS = 15_000;

/** Labs whose cgroups must prove unreadable before Docker is asked instead. */
const TRIES = 2;

const Stats = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number().nullish(),
    limit: z.number().nullish(),
    stats: z.record(z.string(), z.number()).nullish(),
  }),
});

/** Reads the counters of all running labs in one pass. */
export interface Sampler {
  sample(): Promise<readonly LabSample[]>;
  /** Labs came or went: look again before the next pass. */
  stale(): void;
}

export const createSampler = (
  deps: DockerDeps & { readonly containers: Containers; readonly cgroups: CgroupReader },
): Sampler => {
  const { cgroups, client, clock, containers } = deps;
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
  };

  const pidOf = async (id: string): Promise<number | null> => {
    const found = await containers.find(id);
    return found.kind === 'ours' ? (found.container.State.Pid ?? null) : null;
  };

  const readDirectly = (container: ListedContainer, pid: number | null): LabSample | null => {
    const monotonicMs = clock.monotonicMs();
    const counters = cgroups.read(container.Id, pid);
    return counters === null
      ? null
      : { id: container.Id, name: nameOf(container), monotonicMs, ...counters };
  };

  const askDocker = async (container: ListedContainer): Promise<LabSample | null> => {
    try {
      const answer = await client.stream(
        { what: 'measure a server', effect: 'read', timeoutMs: 10_000 },
        (docker, signal) =>
          docker.getContainer(container.Id).stats({
            stream: false,
            ...{ 'one-shot': true, abortSignal: signal },
          }),
      );
      const stats = Stats.parse(answer);
      const { usage, limit, stats: details } = stats.memory_stats;
      // A container that has just stopped answers with zeros.
      if (!usage) return null;
      const cache = details?.inactive_file ?? details?.total_inactive_file ?? 0;
      return {
        id: container.Id,
        name: nameOf(container),
        monotonicMs: clock.monotonicMs(),
        cpuMicros: Math.round(stats.cpu_stats.cpu_usage.total_usage / 1000),
        memoryBytes: Math.max(0, usage - cache),
        memoryLimitBytes: limit ?? null,
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

  return {
    sample: async () => {
      await refresh();
      if (direct === null) await decideWay();
      const samples =
        direct === true
          ? running.map(container => readDirectly(container, null))
          : await Promise.all(running.map(askDocker));
      return samples.filter(sample => sample !== null);
    },
    stale: () => {
      listedAtMs = -Infinity;
    },
  };
};
