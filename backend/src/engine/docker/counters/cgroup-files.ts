import { leadingNumber, type KernelFiles } from './kernel-files.js';

/** Counters of one container, straight from the kernel. */
export interface CgroupCounters {
  readonly cpuMicros: number;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number | null;
  /** Bytes of block devices; null where this kernel does not count them. */
  readonly disk: { readonly read: number; readonly written: number } | null;
}

/** The files of one container, held open from the first reading on. */
export interface CgroupFiles {
  /** Null once the container has ended. */
  read(): CgroupCounters | null;
  /** Reads its limit again with the next reading: it changes seldom. */
  expectLimit(): void;
  /** Where the processes of the container are listed. */
  readonly processes: string;
  close(): void;
}

/** Limits above this are the kernel's way of saying that there is none. */
const NO_LIMIT = 2 ** 60;

/** Where the counters lie in one version of cgroups, and how they are written there. */
interface Version {
  /** Folders below the root, by what is counted. */
  readonly memory: string;
  readonly cpu: string;
  readonly disk: string;
  readonly files: {
    readonly usage: string;
    readonly limit: string;
    readonly cpu: string;
    readonly disk: string;
  };
  readonly cpuMicros: (text: string) => number;
  readonly inactive: string;
  readonly bytes: (text: string) => CgroupCounters['disk'];
}

/** The sum of the numbers behind every place where `name` stands. */
const sumAfter = (text: string, name: string): number => {
  let sum = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    sum += Number.parseInt(text.slice(at + name.length), 10) || 0;
  }
  return sum;
};

/** The number behind a name that begins a line; zero when there is none. */
const field = (text: string, name: string): number => {
  const start = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1;
  if (start === 0 && !text.startsWith(`${name} `)) return 0;
  return Number.parseInt(text.slice(start + name.length + 1), 10) || 0;
};

const versions: Readonly<Record<1 | 2, Version>> = {
  1: {
    memory: 'memory/',
    cpu: 'cpuacct/',
    disk: 'blkio/',
    files: {
      usage: 'memory.usage_in_bytes',
      limit: 'memory.limit_in_bytes',
      cpu: 'cpuacct.usage',
      disk: 'blkio.throttle.io_service_bytes_recursive',
    },
    cpuMicros: text => Math.round((leadingNumber(text) ?? 0) / 1000),
    inactive: 'total_inactive_file',
    // Lines such as `8:0 Read 4096`, for each device. Newer kernels count nothing under version 1
    // and name no device then, which is not the same as no traffic.
    bytes: text =>
      text.includes(' Read ')
        ? { read: sumAfter(text, ' Read '), written: sumAfter(text, ' Write ') }
        : null,
  },
  2: {
    memory: '',
    cpu: '',
    disk: '',
    // The limit says "max" where there is none.
    files: { usage: 'memory.current', limit: 'memory.max', cpu: 'cpu.stat', disk: 'io.stat' },
    cpuMicros: text => field(text, 'usage_usec'),
    inactive: 'inactive_file',
    // Lines such as `8:0 rbytes=4096 wbytes=0 rios=1 …`, for each device.
    bytes: text => ({ read: sumAfter(text, ' rbytes='), written: sumAfter(text, ' wbytes=') }),
  },
};

/**
 * @param path - the container's folder below each controller, or below the root in version 2
 */
export const openCgroup = (
  files: KernelFiles,
  root: string,
  version: 1 | 2,
  path: string,
): CgroupFiles => {
  const { memory, cpu, disk, files: names, cpuMicros, inactive, bytes } = versions[version];
  const memoryFolder = `${root}/${memory}${path}`;
  const usage = files.at(`${memoryFolder}/${names.usage}`);
  const stat = files.at(`${memoryFolder}/memory.stat`);
  const time = files.at(`${root}/${cpu}${path}/${names.cpu}`);
  const moved = files.at(`${root}/${disk}${path}/${names.disk}`);
  const limit = files.at(`${memoryFolder}/${names.limit}`);
  let limitBytes: number | null | undefined;

  const readLimit = (): number | null => {
    const found = leadingNumber(limit.text());
    limit.close();
    return found !== null && found < NO_LIMIT ? found : null;
  };

  return {
    processes: `${memoryFolder}/cgroup.procs`,
    read: () => {
      const used = leadingNumber(usage.text());
      const timeText = time.text();
      const statText = stat.text();
      if (used === null || timeText === null || statText === null) return null;
      const movedText = moved.text();
      if (limitBytes === undefined) limitBytes = readLimit();
      return {
        cpuMicros: cpuMicros(timeText),
        memoryBytes: Math.max(0, used - field(statText, inactive)),
        memoryLimitBytes: limitBytes,
        disk: movedText === null ? null : bytes(movedText),
      };
    },
    expectLimit: () => {
      limitBytes = undefined;
    },
    close: () => {
      for (const file of [usage, stat, time, moved]) file.close();
    },
  };
};
