// Which files of this repository are production, and which are tests.
import { readFileSync } from 'node:fs';
import { at, root } from '../setup/root.mjs';
import { run } from '../setup/run.mjs';

const isTest = file =>
  /\.(test|spec)\.(ts|tsx|mjs)$/.test(file) ||
  /^(backend\/test|hub\/tests|ui-tests|images\/test)\//.test(file) ||
  /^packages\/[^/]+\/(test\/|src\/testing\/)/.test(file);

const parts = [
  ['backend', /^backend\/src\/.*\.ts$/],
  ['Python', /^hub\/src\/.*\.py$/],
  ['contracts', /^packages\/contracts\/src\/.*\.ts$/],
  ['hub-ui', /^packages\/hub-ui\/src\/.*\.tsx?$/],
  ...['lab-hub', 'lab-notifications', 'lab-session', 'lab-branding'].map(name => [
    name,
    new RegExp(`^packages/${name}/src/.*\\.tsx?$`),
  ]),
];

/** Lines that are neither empty nor comment nor Python's documentation. */
const codeLines = text =>
  text
    .replace(/^\s*r?"""[\s\S]*?"""$/gm, '')
    .replace(/^\s*\/\*[\s\S]*?\*\/$/gm, '')
    .split('\n')
    .filter(line => !/^\s*(\/\/|#|$)/.test(line)).length;

/**
 * All tracked sources of the product, in the order of their names: `{ file, part, test, text, lines, code }`.
 * `part` is null for tests outside of the parts, such as those of scripts.
 */
export const readSources = async () => {
  const files = (await run('git', ['ls-files'], { cwd: root })).split('\n').filter(Boolean).sort();
  return files.flatMap(file => {
    const part = parts.find(([, pattern]) => pattern.test(file))?.[0] ?? null;
    const test = isTest(file) && /\.(ts|tsx|mjs|py)$/.test(file);
    if (part === null && !test) return [];
    const text = readFileSync(at(file), 'utf8');
    return [{ file, part, test, text, lines: text.split('\n').length - 1, code: codeLines(text) }];
  });
};

export const partNames = parts.map(([name]) => name);
