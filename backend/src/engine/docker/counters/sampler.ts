import { EngineError, type LabSample } from '../../port.js';
import type { CgroupReader } from './cgroups.js';
import { nameOf, type Containers } from '../labs/containers.js';
import type { DockerDeps } from '../deps.js';
import type { NetworkReader } from './network-counters.js';
import type { ListedContainer } from '../labs/state.js';
import { countersFromStats } from './stats.js';

/**
 * The list of running labs is asked for again after this time, or on a hint. A lab that ended
 * without one cannot be read any more, which tells as much.
 */
const FRESH_MS = 60_000;

/** Labs whose cgroups must prove unreadable before Docker is asked instead. */
const TRIES = 2;

/** Reads the counters of all running labs in one pass. */
export class Sampler {
  private running: readonly ListedContainer[] = [];
  private listedAtMs = -Infinity;
  /** Null until a first try has shown whether this machine's cgroups can be read. */
  private direct: boolean | null = null;
  private asking: Promise<void> | null = null;

  constructor(
    private readonly deps: DockerDeps & {
      readonly containers: Containers;
      readonly cgroups: CgroupReader;
      readonly network: NetworkReader;
    },
  ) {}

  async sample(): Promise<readonly LabSample[]> {
    await this.refresh();
    if (this.direct === null) await this.decideWay();
    if (this.direct !== true) {
      return (await Promise.all(this.running.map(container => this.askDocker(container)))).filter(
        sample => sample !== null,
      );
    }
    const samples = this.running.map(container => this.readDirectly(container, null));
    this.asking ??= this.askForProcesses()
      // The next pass asks again.
      .catch(() => undefined)
      .finally(() => {
        this.asking = null;
      });
    return samples.filter(sample => sample !== null);
  }

  /** Labs came or went: look again before the next pass. */
  stale(): void {
    this.listedAtMs = -Infinity;
  }

  /** Gives the files back that it holds open. */
  close(): void {
    this.deps.cgroups.keep([]);
  }

  private async refresh(): Promise<void> {
    if (this.deps.clock.monotonicMs() - this.listedAtMs < FRESH_MS) return;
    this.listedAtMs = this.deps.clock.monotonicMs();
    const listed = await this.deps.containers.list({ all: false }).catch((error: unknown) => {
      this.listedAtMs = -Infinity;
      throw error;
    });
    this.running = listed.filter(container => container.State === 'running');
    const ids = this.running.map(container => container.Id);
    this.deps.network.keep(ids);
    this.deps.cgroups.keep(ids);
  }

  private async pidOf(id: string): Promise<number | null> {
    const found = await this.deps.containers.find(id);
    return found.kind === 'ours' ? (found.container.State.Pid ?? null) : null;
  }

  private readDirectly(container: ListedContainer, pid: number | null): LabSample | null {
    const monotonicMs = this.deps.clock.monotonicMs();
    const counters = this.deps.cgroups.read(container.Id, pid);
    if (counters === null) return null;
    const moved = this.deps.network.read(container.Id);
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
  }

  private async askDocker(container: ListedContainer): Promise<LabSample | null> {
    try {
      const answer = await this.deps.client.stream(
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
        monotonicMs: this.deps.clock.monotonicMs(),
        ...counters,
      };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'unavailable') throw error;
      return null;
    }
  }

  /** Tries the cgroups of labs that surely run; a lab may end between two looks. */
  private async decideWay(): Promise<void> {
    let unreadable = 0;
    for (const container of this.running) {
      const pid = await this.pidOf(container.Id);
      if (pid === null || pid === 0) continue;
      if (this.readDirectly(container, pid) !== null) {
        this.direct = true;
        return;
      }
      if ((await this.pidOf(container.Id)) === pid) unreadable += 1;
      if (unreadable === TRIES) break;
    }
    if (unreadable === 0) return;
    this.direct = false;
    this.deps.log.info(
      'The cgroups of labs cannot be read here; Docker is asked for their counters.',
    );
  }

  /**
   * Where the cgroup shows no process, Docker is asked for it, once for each lab and beside the
   * passes: two hundred such questions take longer than a pass may.
   */
  private async askForProcesses(): Promise<void> {
    for (const id of this.deps.network.unknown(this.running.map(container => container.Id))) {
      this.deps.network.learn(id, await this.pidOf(id));
    }
  }
}
