import { CgroupReader } from './cgroups.js';
import { createFakeKernel, type FakeKernel } from '../../../../test/fakes/docker/recorded.js';

const id = 'c'.repeat(64);
const drivers = [
  ['cgroupfs', `docker/${id}`],
  ['systemd', `system.slice/docker-${id}.scope`],
] as const;
/** What the recorded container used: 43,974,656 bytes, 41,979,904 of them cache. */
const used = { cpuMicros: 68_346, memoryBytes: 1_994_752, memoryLimitBytes: 536_870_912 };

let kernel: FakeKernel;
const reader = (): CgroupReader => new CgroupReader(kernel.cgroups, kernel.proc);

beforeEach(() => {
  kernel = createFakeKernel();
});
afterEach(() => {
  kernel.remove();
});

describe('reading cgroups', () => {
  it.each(drivers)('finds the files of version 1 with the %s driver', (_, path) => {
    kernel.v1(path);
    // A file that names no device says that nothing is counted: that is no zero.
    expect(reader().read(id, null)).toEqual({ ...used, disk: null });
  });

  it.each(drivers)('finds the files of version 2 with the %s driver', (_, path) => {
    kernel.v2(path);
    expect(reader().read(id, null)).toEqual({
      ...used,
      disk: { read: 1_064_960 + 4096, written: 52_445_184 },
    });
  });

  it('adds up the devices of version 1', () => {
    kernel.v1(`docker/${id}`);
    const devices =
      '8:16 Read 100\n8:16 Write 30\n8:16 Sync 0\n8:16 Async 130\n8:16 Total 130\n' +
      '8:0 Read 4096\n8:0 Write 2\n8:0 Total 4098\nTotal 4228\n';
    const file = 'blkio.throttle.io_service_bytes_recursive';
    kernel.put(`cgroup/blkio/docker/${id}/${file}`, devices);
    expect(reader().read(id, null)?.disk).toEqual({ read: 4196, written: 32 });
  });

  it('takes a container of version 2 that has read nothing for one that read nothing', () => {
    kernel.v2(`docker/${id}`);
    kernel.put(`cgroup/docker/${id}/io.stat`, '');
    expect(reader().read(id, null)?.disk).toEqual({ read: 0, written: 0 });
  });

  it.each([
    ['1', '9223372036854771712\n', `cgroup/memory/docker/${id}/memory.limit_in_bytes`],
    ['2', 'max\n', `cgroup/docker/${id}/memory.max`],
  ])('knows no limit where version %s has none', (version, text, file) => {
    if (version === '1') kernel.v1(`docker/${id}`);
    else kernel.v2(`docker/${id}`);
    kernel.put(file, text);
    expect(reader().read(id, null)?.memoryLimitBytes).toBeNull();
  });

  it('asks the kernel where a daemon with a parent of its own keeps them', () => {
    kernel.v2(`machine.slice/${id}/inner`);
    kernel.put('proc/42/cgroup', `0::/machine.slice/${id}/inner\n`);
    const cgroups = reader();
    expect(cgroups.read(id, null)).toBeNull();
    expect(cgroups.read(id, 42)?.cpuMicros).toBe(used.cpuMicros);
    // From now on it knows the pattern.
    const other = 'd'.repeat(64);
    kernel.v2(`machine.slice/${other}/inner`);
    expect(cgroups.read(other, null)?.cpuMicros).toBe(used.cpuMicros);
  });

  it('asks the kernel under version 1 as well', () => {
    kernel.v1(`kube/${id}`);
    kernel.put('proc/42/cgroup', `5:cpuacct,cpu:/kube/${id}\n4:memory:/kube/${id}\n`);
    expect(reader().read(id, 42)?.memoryBytes).toBe(used.memoryBytes);
  });

  it('reads nothing of a container that has ended, and still reads the others', () => {
    kernel.v1(`docker/${id}`);
    const cgroups = reader();
    expect(cgroups.read(id, null)).not.toBeNull();
    expect(cgroups.read('e'.repeat(64), null)).toBeNull();
    expect(cgroups.read(id, null)).not.toBeNull();
  });

  it('does not believe a process that lives in another container', () => {
    kernel.put('proc/42/cgroup', '0::/docker/another\n');
    expect(reader().read(id, 42)).toBeNull();
  });

  it('names a process of the container, and none where they cannot be seen', () => {
    kernel.v1(`docker/${id}`);
    const cgroups = reader();
    expect(cgroups.processOf(id)).toBeNull();
    cgroups.read(id, null);
    expect(cgroups.processOf(id)).toBe(9951);
    // What the kernel writes for processes of another namespace.
    kernel.put(`cgroup/memory/docker/${id}/cgroup.procs`, '0\n0\n');
    expect(cgroups.processOf(id)).toBeNull();
  });

  it.each([
    ['1', `cgroup/memory/docker/${id}/memory.usage_in_bytes`],
    ['2', `cgroup/docker/${id}/memory.current`],
  ])('holds no file of version %s of a container that has ended', (version, file) => {
    if (version === '1') kernel.v1(`docker/${id}`);
    else kernel.v2(`docker/${id}`);
    const cgroups = reader();
    cgroups.read(id, null);
    expect(kernel.openFiles()).toBe(4);
    kernel.put(file, '');
    expect(cgroups.read(id, null)).toBeNull();
    expect(kernel.openFiles()).toBe(0);
  });

  it('gives back what it holds of containers that are not listed any more', () => {
    const other = 'd'.repeat(64);
    for (const name of [id, other]) kernel.v2(`docker/${name}`);
    const cgroups = reader();
    for (const name of [id, other]) cgroups.read(name, null);
    cgroups.keep([other]);
    expect(kernel.openFiles()).toBe(4);
    expect(cgroups.read(other, null)).not.toBeNull();
    cgroups.keep([]);
    expect(kernel.openFiles()).toBe(0);
  });

  it('reads every time what is written there now, and a new limit after the next list', () => {
    kernel.v2(`docker/${id}`);
    const cgroups = reader();
    cgroups.read(id, null);
    kernel.put(`cgroup/docker/${id}/cpu.stat`, 'usage_usec 99000000\nuser_usec 1\n');
    kernel.put(`cgroup/docker/${id}/memory.max`, '1073741824\n');
    expect(cgroups.read(id, null)?.cpuMicros).toBe(99_000_000);
    cgroups.keep([id]);
    expect(cgroups.read(id, null)?.memoryLimitBytes).toBe(1024 ** 3);
  });
});
