import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectFailure } from './contract-tools.testkit.js';
import { measureDirectory, parseMeasurement } from './measure.js';

describe('measuring a directory', () => {
  it('counts bytes and files', async () => {
    const directory = await mkdtemp(join(tmpdir(), "perijove it's measured-"));
    try {
      await writeFile(join(directory, 'one'), Buffer.alloc(100_000));
      await writeFile(join(directory, 'two\nlines'), 'x');
      const usage = await measureDirectory(directory);
      expect(usage.files).toBe(2);
      expect(usage.bytes).toBeGreaterThanOrEqual(100_000);
      expect(usage.bytes).toBeLessThan(200_000);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('can be given up', async () => {
    await expectFailure(measureDirectory('/', AbortSignal.timeout(20)), 'timeout_unknown');
  });

  it('fails for a directory that is not there', async () => {
    await expectFailure(measureDirectory('/no/such/directory'), 'unavailable');
  });

  it.each([
    ['12\t/v\n3\t/v\n', { bytes: 12_288, files: 2 }],
    ['12\t/v\n 3\n', { bytes: 12_288, files: 2 }],
    ['12\t/v\n', null],
    ['', null],
    ['sh: du: not found\n', null],
  ])('reads %j', (output, usage) => {
    expect(parseMeasurement(output)).toEqual(usage);
  });
});
