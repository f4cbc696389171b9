import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const namespaces = readdirSync(join(__dirname, '../locales/en')).map(file =>
  file.replace('.json', ''),
);
/** `'volumes:title'`, or `textOr('volumes', …)`. */
const key = new RegExp(
  `['"\`](${namespaces.join('|')}):|textOr\\('(${namespaces.join('|')})'`,
  'g',
);
const imported = /^(?:import|export)(?! type)[^;]*? from '(\.[^']*)';/gms;

const fileOf = (from: string, name: string): string | undefined =>
  ['.ts', '.tsx'].map(end => join(dirname(from), name) + end).find(existsSync);

/** The files that come with a file, itself among them. */
const withImports = (file: string, found = new Set<string>()): ReadonlySet<string> => {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
    const next = fileOf(file, name);
    if (next !== undefined) withImports(next, found);
  }
  return found;
};

/** The catalogs that the code of a file, and of what it imports, takes texts from. */
const catalogsOf = (file: string): ReadonlySet<string> =>
  new Set(
    [...withImports(file)]
      .filter(one => !one.endsWith('list-texts.ts'))
      .flatMap(one =>
        [...readFileSync(one, 'utf8').matchAll(key)].map(([, name = '', other]) => other ?? name),
      ),
  );

/** What `withTexts` loads anywhere, with the catalogs that it loads beside. */
const parts = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(name => /(?<!\.test)\.tsx?$/.test(name))
  .map(name => join(__dirname, name))
  .flatMap(file =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /withTexts\(\s*async \(\) =>\s*\(await import\('(\.[^']*)'\)\)\s*\.\w+,([^)]*)\)/g,
      ),
    ].map(
      ([, path = '', names = '']) =>
        [fileOf(file, path) ?? '', names.match(/[\w-]+/g) ?? []] as const,
    ),
  );
const first = ['common', 'format', 'home', 'layout'];

it('finds the pages, and what the home page loads later', () => {
  expect(parts).toHaveLength(10);
});

it.each(parts)('%s comes with its texts', (file, loaded) => {
  const said = [...catalogsOf(file)].filter(name => !first.includes(name));
  expect(said.sort()).toEqual([...loaded].sort());
});

it('needs no other texts for the first page', () => {
  const said = catalogsOf(join(__dirname, 'main.tsx'));
  expect([...said].filter(name => !first.includes(name))).toEqual([]);
});
