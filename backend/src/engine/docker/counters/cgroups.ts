import { openCgroup, type CgroupCounters, type CgroupFiles } from './cgroup-files.js';
import { KernelFiles, kernelText, leadingNumber } from './kernel-files.js';

/** Where the files of a container lie, for each version of cgroups and driver of Docker. */
interface Layout {
  readonly version: 1 | 2;
  readonly path: (id: string) => string;
}

const placements: readonly ((id: string) => string)[] = [
  id => `docker/${id}`,
  id => `system.slice/docker-${id}.scope`,
];

/**
 * Reads the counters of containers from the cgroup files, synchronously, for promised reads cost
 * three times as much.
 * It finds by itself which layout this machine has, and believes a layout only once it has
 * read a container's counters there.
 */
export class CgroupReader {
  private readonly files = new KernelFiles();
  private readonly held = new Map<string, CgroupFiles>();
  private trusted: Layout | null = null;

  constructor(
    private readonly root = '/sys/fs/cgroup',
    private readonly proc = '/proc',
  ) {}

  /** Counters of the container; null when they cannot be read. */
  read(id: string, pid: number | null): CgroupCounters | null {
    const known = this.held.get(id)?.read() ?? null;
    if (known !== null) return known;
    this.release(id);
    return this.search(id, pid);
  }

  /** A process of a container that was read; null when none can be seen from here. */
  processOf(id: string): number | null {
    const cgroup = this.held.get(id);
    // The kernel writes 0 for processes of a namespace that is not ours.
    return (cgroup && leadingNumber(kernelText(cgroup.processes))) || null;
  }

  /** Closes the files of containers that are not among these. */
  keep(ids: readonly string[]): void {
    const running = new Set(ids);
    for (const [id, cgroup] of this.held) {
      if (running.has(id)) cgroup.expectLimit();
      else this.release(id);
    }
  }

  /** Reads at that place, and goes on there if there is something. */
  private tryAt(layout: Layout, id: string): CgroupCounters | null {
    const cgroup = openCgroup(this.files, this.root, layout.version, layout.path(id));
    const found = cgroup.read();
    if (found === null) {
      cgroup.close();
      return null;
    }
    this.held.set(id, cgroup);
    this.trusted = layout;
    return found;
  }

  private search(id: string, pid: number | null): CgroupCounters | null {
    const known = this.trusted === null ? [] : [this.trusted];
    for (const layout of [...known, ...wellKnown, ...fromProcess(this.proc, id, pid)]) {
      const found = this.tryAt(layout, id);
      if (found !== null) return found;
    }
    return null;
  }

  private release(id: string): void {
    this.held.get(id)?.close();
    this.held.delete(id);
  }
}

const wellKnown: readonly Layout[] = ([2, 1] as const).flatMap(version =>
  placements.map(path => ({ version, path })),
);

/**
 * What the kernel says of the container's first process, for daemons with a cgroup parent of
 * their own. Readable only where its process can be seen.
 */
const fromProcess = (proc: string, id: string, pid: number | null): Layout[] => {
  const lines = pid === null || pid <= 0 ? null : kernelText(`${proc}/${pid}/cgroup`);
  if (lines === null) return [];
  return lines.split('\n').flatMap(line => {
    const [hierarchy = '', controllers = '', path = ''] = line.split(':');
    if (!path.includes(id)) return [];
    const version = hierarchy === '0' ? 2 : controllers.split(',').includes('memory') ? 1 : null;
    if (version === null) return [];
    const pattern = path.replace(/^\//, '');
    return [{ version, path: (other: string) => pattern.replaceAll(id, other) } as const];
  });
};
