import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders that are results of a build, never its input. */
const RESULTS = new Set([
  'node_modules',
  'lib',
  'dist',
  'labextension',
  'coverage',
  '__pycache__',
  '.git',
  '.venv',
  '.perijove',
  '.mypy_cache',
  '.ruff_cache',
  '.pytest_cache',
  '.nx',
]);

/**
 * A hash over everything that decides what an image contains: file names and contents, build
 * arguments, and the hashes of the images it stands on. Two equal hashes mean that there is
 * nothing to build.
 *
 * @param {{ root: string, inputs: string[], facts?: Record<string, string> }} recipe
 *   `inputs` are files or folders below `root`
 */
export function recipeHash({ root, inputs, facts = {} }) {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(input => filesBelow(join(root, input))).sort()) {
    hash
      .update(`file ${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  for (const name of Object.keys(facts).sort()) hash.update(`fact ${name}=${facts[name]}\0`);
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path) {
  if (!statSync(path, { throwIfNoEntry: false })) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => !RESULTS.has(entry.name) && !entry.name.endsWith('.egg-info'))
    .filter(entry => entry.isFile() || entry.isDirectory())
    .flatMap(entry => filesBelow(join(path, entry.name)));
}
