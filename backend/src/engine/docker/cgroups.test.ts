import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createCgroupReader } from './cgroups.js';

const id = 'c'.repeat(64);
let root: string;

const put = (path: string, text: string): void => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const v1 = (path: string): void => {
  put(`cgroup/memory/${path}/memory.usage_in_bytes`, '1000\n');
  put(`cgroup/memory/${path}/memory.stat`, 'cache 5\ninactive_file 1\ntotal_inactive_file 300\n');
  put(`cgroup/memory/${path}/memory.limit_in_bytes`, '9223372036854771712\n');
  put(`cgroup/cpuacct/${path}/cpuacct.usage`, '5000000\n');
};

const v2 = (path: string): void => {
  put(`cgroup/${path}/memory.current`, '1000\n');
  put(`cgroup/${path}/memory.stat`, 'inactive_file 300\nactive_file 7\n');
  put(`cgroup/${path}/memory.max`, '4096\n');
  put(`cgroup/${path}/cpu.stat`, 'usage_usec 5000\nuser_usec 1\n');
};

const reader = () => createCgroupReader(join(root, 'cgroup'), join(root, 'proc'));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perijove-cgroups-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('reading cgroups', () => {
  it.each([`docker/${id}`, `system.slice/docker-${id}.scope`])('finds version 1 at %s', path => {
    v1(path);
    expect(reader().read(id, null)).toEqual({
      cpuMicros: 5000,
      memoryBytes: 700,
      memoryLimitBytes: null,
    });
  });

  it.each([`docker/${id}`, `system.slice/docker-${id}.scope`])('finds version 2 at %s', path => {
    v2(path);
    expect(reader().read(id, null)).toEqual({
      cpuMicros: 5000,
      memoryBytes: 700,
      memoryLimitBytes: 4096,
    });
  });

  it('knows no limit where the kernel says max', () => {
    v2(`docker/${id}`);
    put(`cgroup/docker/${id}/memory.max`, 'max\n');
    expect(reader().read(id, null)?.memoryLimitBytes).toBeNull();
  });

  it('asks the kernel where a daemon with a parent of its own keeps them', () => {
    v2(`machine.slice/${id}/inner`);
    put('proc/42/cgroup', `0::/machine.slice/${id}/inner\n`);
    const cgroups = reader();
    expect(cgroups.read(id, null)).toBeNull();
    expect(cgroups.read(id, 42)?.cpuMicros).toBe(5000);
    // From now on it knows the pattern.
    expect(cgroups.read(id, null)?.cpuMicros).toBe(5000);
    const other = 'd'.repeat(64);
    v2(`machine.slice/${other}/inner`);
    expect(cgroups.read(other, null)?.cpuMicros).toBe(5000);
  });

  it('asks the kernel under version 1 as well', () => {
    v1(`kube/${id}`);
    put('proc/42/cgroup', `5:cpuacct,cpu:/kube/${id}\n4:memory:/kube/${id}\n`);
    expect(reader().read(id, 42)?.memoryBytes).toBe(700);
  });

  it('reads nothing of a container that has ended, and still reads the others', () => {
    v1(`docker/${id}`);
    const cgroups = reader();
    expect(cgroups.read(id, null)).not.toBeNull();
    expect(cgroups.read('e'.repeat(64), null)).toBeNull();
    expect(cgroups.read(id, null)).not.toBeNull();
  });

  it('does not believe a process that lives in another container', () => {
    put('proc/42/cgroup', '0::/docker/somebody-else\n');
    expect(reader().read(id, 42)).toBeNull();
  });
});
