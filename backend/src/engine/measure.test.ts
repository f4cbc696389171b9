import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectFailure } from '../../test/engine-contract/tools.js';
import { createMeasurementReader, measureDirectories } from './measure.js';
import type { VolumeUsage } from './port.js';

const measured = async (directories: readonly string[], signal?: AbortSignal) => {
  const found = new Map<string, VolumeUsage>();
  await measureDirectories(directories, (name, usage) => found.set(name, usage), signal);
  return found;
};

describe('measuring directories', () => {
  it('counts bytes and files of each', async () => {
    const directory = await mkdtemp(join(tmpdir(), "perijove it's measured-"));
    const [full, empty] = [join(directory, 'full'), join(directory, '=')];
    try {
      await mkdir(full);
      await mkdir(empty);
      await writeFile(join(full, 'one'), Buffer.alloc(100_000));
      await writeFile(join(full, 'two\nlines'), 'x');
      const found = await measured([full, join(directory, 'missing'), empty]);
      expect([...found.keys()]).toEqual([full, empty]);
      expect(found.get(full)?.files).toBe(2);
      expect(found.get(full)?.bytes).toBeGreaterThanOrEqual(100_000);
      expect(found.get(full)?.bytes).toBeLessThan(200_000);
      expect(found.get(empty)?.files).toBe(0);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('can be given up', async () => {
    await expectFailure(measured(['/'], AbortSignal.timeout(20)), 'timeout_unknown');
  });

  it.each([
    ['12\t/v\n=\n3\t/v\n', [['/v', 12_288, 2]]],
    ['12\t/v\n=\n    3 /v\n', [['/v', 12_288, 2]]],
    [
      '12\t/a b\n4\t/c\n=\n3\t/a b\n1\t/c\n',
      [
        ['/a b', 12_288, 2],
        ['/c', 4096, 0],
      ],
    ],
    ['12\t/v\n=\n', []],
    ['=\n0 /v\n', []],
    ['', []],
    ['sh: du: not found\n=\n', []],
  ])('reads %j, in pieces of any size', (output, expected) => {
    for (const size of [1, 3, 1000]) {
      const found: unknown[] = [];
      const read = createMeasurementReader((name, { bytes, files }) =>
        found.push([name, bytes, files]),
      );
      for (let at = 0; at < output.length; at += size) read(output.slice(at, at + size));
      expect(found).toEqual(expected);
    }
  });
});
