import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectFailure } from '../../../test/engine-contract/tools.js';
import { linkNestedMounts, nestedMounts } from './mounts.js';

describe('mounts below other mounts', () => {
  it('are links in the nearest one above', () => {
    expect(
      nestedMounts([
        { target: '/home', real: '/v/home' },
        { target: '/home/lab/work', real: '/v/work' },
        { target: '/home/lab/work/cache', real: '/v/cache' },
        { target: '/homely', real: '/v/other' },
      ]),
    ).toEqual([
      { link: '/v/home/lab/work', real: '/v/work' },
      { link: '/v/work/cache', real: '/v/cache' },
    ]);
  });
});

describe('linking them', () => {
  let root: string;
  let link: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'perijove-links-'));
    for (const name of ['home', 'work', 'newer']) await mkdir(join(root, name));
    link = join(root, 'home', 'deep', 'work');
    await mkdir(join(root, 'home', 'deep'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const run = (to: string) => linkNestedMounts([{ link, real: join(root, to) }], [root]);

  it('makes them, keeps them, and redirects them to a newer volume', async () => {
    await rm(join(root, 'home', 'deep'), { recursive: true });
    await run('work');
    await run('work');
    expect(await readlink(link)).toBe(join(root, 'work'));
    await run('newer');
    expect(await readlink(link)).toBe(join(root, 'newer'));
  });

  it('takes the place of an empty directory', async () => {
    await mkdir(link);
    await run('work');
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('never removes what a user put there', async () => {
    await mkdir(link);
    await writeFile(join(link, 'thesis.tex'), 'all of it');
    await expectFailure(run('work'), 'conflict');
    expect(await readFile(join(link, 'thesis.tex'), 'utf8')).toBe('all of it');
    await rm(link, { recursive: true });
    await writeFile(link, 'a file');
    await expectFailure(run('work'), 'conflict');
    await rm(link);
    await symlink('/somewhere/else', link);
    await expectFailure(run('work'), 'conflict');
    expect(await readlink(link)).toBe('/somewhere/else');
  });
});
