// The imports within the Python package, and its cycles.
import { dirname, join, normalize } from 'node:path';

const PACKAGE = 'hub/src/perijove';

/** Files that an import statement may mean: a module, or the package of that name. */
const candidates = (folder, dotted) => {
  const path = normalize(join(folder, ...dotted.split('.').filter(Boolean)));
  return [`${path}.py`, join(path, '__init__.py')];
};

const imported = (file, text) => {
  const found = [];
  const statement = /^\s*from\s+(\.*)([\w.]*)\s+import\s+(\([^)]*\)|[^\n#]*)/gm;
  // Imports for types only do not count.
  const running = text.replace(/^if TYPE_CHECKING:\n(?:[ \t]+.*\n|\n)*/gm, '');
  for (const [, dots, module, names] of running.matchAll(statement)) {
    const own = module.replace(/^perijove\.?/, '');
    if (dots === '' && !/^perijove\b/.test(module)) continue;
    const up = '../'.repeat(Math.max(0, dots.length - 1));
    const base = dots === '' ? PACKAGE : normalize(join(dirname(file), up));
    const target = dots === '' ? own : module;
    for (const name of names.replace(/[()]/g, '').split(',')) {
      const word = name.trim().split(' ')[0];
      found.push(candidates(base, [target, word].join('.')), candidates(base, target));
    }
  }
  return found;
};

/** Files that can reach themselves through imports. */
export const filesInCircles = sources => {
  const known = new Set(sources.map(({ file }) => file));
  const graph = new Map(
    sources.map(({ file, text }) => {
      const targets = imported(file, text).flatMap(paths => paths.filter(path => known.has(path)));
      // A name means the module first, then its package.
      return [file, [...new Set(targets)].filter(to => to !== file && !to.endsWith('__init__.py'))];
    }),
  );
  const reaches = (from, goal) => {
    const seen = new Set();
    const queue = [...(graph.get(from) ?? [])];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === goal) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(...(graph.get(next) ?? []));
    }
    return false;
  };
  return [...known].filter(file => reaches(file, file));
};
