import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from './data-folder.js';

const open = (path: string): boolean => (lstatSync(path).mode & 0o077) !== 0;

/** Everything below that others can use, links aside. */
const openBelow = (path: string): string[] => {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return [];
  const inside = facts.isDirectory() ? readdirSync(path).map(name => join(path, name)) : [];
  return [...(open(path) ? [path] : []), ...inside.flatMap(openBelow)];
};

describe('the data folder', () => {
  let place: string;
  let root: string;
  const put = (path: string, mode: number): string => {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, 'x');
    chmodSync(file, mode);
    return file;
  };

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'perijove-data-'));
    root = join(place, 'data');
    const before = process.umask(0o022);
    mkdirSync(root);
    for (const file of [
      'logs/hub.log',
      'backend/state.db',
      'backend/state.db-wal',
      'backend/state.db.before-7',
      'hub/jupyterhub.sqlite',
      'hub/cookie_secret',
      'certs/server.key',
      'secrets/internal-token',
      'run/left-over',
      'ports.json',
    ])
      put(file, 0o644);
    process.umask(before);
  });

  afterEach(() => rmSync(place, { recursive: true }));

  it('is for this account alone after a start, with all that an earlier version left', () => {
    openDataFolder(root);
    expect(openBelow(root)).toEqual([]);
  });

  it("leaves scripts executable for their owner, and users' own files as they are", () => {
    const script = put('lab-scripts/10-hello.sh', 0o755);
    const theirs = put('engine/volumes/ada_home/notes.txt', 0o644);
    const { labScripts } = openDataFolder(root);
    expect(script.startsWith(labScripts)).toBe(true);
    expect(statSync(script).mode & 0o777).toBe(0o700);
    expect(statSync(theirs).mode & 0o777).toBe(0o644);
    expect(open(join(root, 'engine/volumes'))).toBe(false);
  });

  it('follows no link out of the folder, and changes nothing that is not ours', () => {
    const outside = join(place, 'outside');
    writeFileSync(outside, 'x');
    chmodSync(outside, 0o644);
    symlinkSync(outside, join(root, 'logs/link'));
    symlinkSync(place, join(root, 'backend/folder'));
    const other = put('site/page.html', 0o644);
    openDataFolder(root);
    expect(statSync(outside).mode & 0o777).toBe(0o644);
    expect(statSync(other).mode & 0o777).toBe(0o644);
  });
});
