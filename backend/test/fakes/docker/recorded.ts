import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One of the recorded files, see the README beside them. */
export const recorded = (file: string): string =>
  readFileSync(join(__dirname, 'recorded', file), 'utf8');

/** A folder that stands for `/sys/fs/cgroup` and `/proc`, of containers that a test makes up. */
export interface FakeKernel {
  readonly cgroups: string;
  readonly proc: string;
  put(path: string, text: string): void;
  /** Lays the recorded files of version 1 where `path` says. */
  v1(path: string): void;
  v2(path: string): void;
  /** A process in a container, with its network. */
  process(pid: number, cgroupPath: string, netDev?: string): void;
  end(pid: number): void;
  /** How many of its files this process holds open. */
  openFiles(): number;
  remove(): void;
}

const v1Controllers = {
  'memory.usage_in_bytes': 'memory',
  'memory.stat': 'memory',
  'memory.limit_in_bytes': 'memory',
  'cgroup.procs': 'memory',
  'cpuacct.usage': 'cpuacct',
  'blkio.throttle.io_service_bytes_recursive': 'blkio',
} as const;

const v2Files = [
  'memory.current',
  'memory.stat',
  'memory.max',
  'cpu.stat',
  'io.stat',
  'cgroup.procs',
] as const;

export const createFakeKernel = (): FakeKernel => {
  const root = mkdtempSync(join(tmpdir(), 'perijove-kernel-'));
  const put = (path: string, text: string): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return {
    cgroups: join(root, 'cgroup'),
    proc: join(root, 'proc'),
    put,
    v1: path => {
      for (const [file, controller] of Object.entries(v1Controllers)) {
        put(`cgroup/${controller}/${path}/${file}`, recorded(`v1/${file}`));
      }
    },
    v2: path => {
      for (const file of v2Files) put(`cgroup/${path}/${file}`, recorded(`v2/${file}`));
    },
    process: (pid, cgroupPath, netDev = recorded('v1/proc-net-dev')) => {
      put(`proc/${pid}/cgroup`, `4:memory:/${cgroupPath}\n0::/${cgroupPath}\n`);
      put(`proc/${pid}/net/dev`, netDev);
    },
    end: pid => {
      rmSync(join(root, 'proc', String(pid)), { recursive: true });
    },
    openFiles: () =>
      readdirSync('/proc/self/fd').filter(name => target(name).startsWith(root)).length,
    remove: () => {
      rmSync(root, { recursive: true });
    },
  };
};

/** What a descriptor of ours stands for; nothing when it is closed meanwhile. */
const target = (descriptor: string): string => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
};
