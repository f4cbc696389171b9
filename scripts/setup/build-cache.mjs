// Stamps record which sources were built, so that later starts skip finished steps.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const skipped = new Set(['node_modules', 'lib', 'dist', 'labextension', '__pycache__', '.git']);

const filesBelow = path => {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .filter(name => !skipped.has(name) && !name.endsWith('.tsbuildinfo'))
    .sort()
    .flatMap(name => filesBelow(join(path, name)));
};

/** A hash over the contents of files and folders. */
export const hashOf = paths => {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
};

/** Does `work` unless the stamp says that it was done for this very `hash`. */
export const runOnce = async (stamp, hash, work) => {
  try {
    if (readFileSync(stamp, 'utf8') === hash) return false;
  } catch {
    // No stamp yet.
  }
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
};
