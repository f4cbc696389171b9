import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentFiles, contentHash } from './content-hash.js';

describe('the hash of a directory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'perijove-hash-'));
    await mkdir(join(directory, 'sub'));
    await writeFile(join(directory, 'sub', 'b'), 'bc');
    await writeFile(join(directory, 'a'), '');
  });
  afterEach(() => rm(directory, { recursive: true }));

  const hash = async () => contentHash(await contentFiles(directory));

  it('lists files in a fixed order, below their directories', async () => {
    expect((await contentFiles(directory)).map(file => file.path)).toEqual(['a', 'sub/b']);
  });

  it('stays while nothing changes, and changes with contents, names and modes', async () => {
    const seen = new Set([await hash()]);
    expect(await hash()).toBe([...seen][0]);
    await writeFile(join(directory, 'a'), 'x');
    seen.add(await hash());
    await chmod(join(directory, 'a'), 0o755);
    seen.add(await hash());
    await rename(join(directory, 'a'), join(directory, 'c'));
    seen.add(await hash());
    expect(seen.size).toBe(4);
  });

  it('tells apart files whose texts join to the same', async () => {
    const of = async (a: string, b: string) => {
      await writeFile(join(directory, 'a'), a);
      await writeFile(join(directory, 'sub', 'b'), b);
      return hash();
    };
    expect(await of('ab', 'c')).not.toBe(await of('a', 'bc'));
  });
});
