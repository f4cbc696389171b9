import { Readable } from 'node:stream';
import tar from 'tar-stream';
import { holdsNothing } from './in-archive.js';

const archiveOf = (...names: readonly string[]): Readable => {
  const pack = tar.pack();
  pack.entry({ name: 'volume/', type: 'directory' });
  names.forEach(name => pack.entry({ name: `volume/${name}` }, 'something'));
  pack.finalize();
  return Readable.from(pack);
};

describe('an archive of a directory', () => {
  it('holds nothing when there is only the directory', async () => {
    expect(await holdsNothing(archiveOf())).toBe(true);
  });

  it.each([[['.hidden']], [['a', 'b', 'c']]])('holds something: %j', async names => {
    const archive = archiveOf(...names);
    expect(await holdsNothing(archive)).toBe(false);
    expect(archive.destroyed).toBe(true);
  });

  it('that breaks off is an error, never an empty directory', async () => {
    const broken = new Readable({ read: () => undefined });
    const answer = holdsNothing(broken);
    broken.destroy(new Error('the connection broke'));
    await expect(answer).rejects.toThrow('the connection broke');
  });

  it('that ends in the middle of an entry is an error as well', async () => {
    await expect(holdsNothing(Readable.from([Buffer.alloc(700, 'x')]))).rejects.toThrow();
  });
});
