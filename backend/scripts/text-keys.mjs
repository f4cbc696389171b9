// Writes src/lib/text-keys.ts: the key of every text of locales/en.json with the names of its values.
//
//   node backend/scripts/text-keys.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const VALUE = /\{\{(\w+)\}\}/g;

const textsOf = (value, key = '') =>
  typeof value === 'string'
    ? [[key, value]]
    : Object.entries(value).flatMap(([name, inner]) =>
        textsOf(inner, key === '' ? name : `${key}.${name}`),
      );

/** The declaration of all texts of a catalog, in its order. */
export const declared = catalog => {
  const names = new Map();
  const texts = textsOf(catalog);
  const keys = new Set(texts.map(([key]) => key));
  for (const [key, text] of texts) {
    const base = key.replace(PLURAL, '');
    const plural = base !== key && keys.has(`${base}_other`);
    const found = names.get(plural ? base : key) ?? new Set(plural ? ['count'] : []);
    for (const [, name] of text.matchAll(VALUE)) found.add(name);
    names.set(plural ? base : key, found);
  }
  const lines = [...names].map(([key, values]) => {
    const union = [...values].map(name => `'${name}'`).join(' | ');
    return `  '${key}': ${union === '' ? 'never' : union};`;
  });
  return [
    '// Written by scripts/text-keys.mjs from locales/en.json.',
    '',
    '/** Every text that the backend says, with the names of its values. */',
    'export interface Texts {',
    ...lines,
    '}',
    '',
  ].join('\n');
};

const file = at('src/lib/text-keys.ts');
const wanted = declared(JSON.parse(readFileSync(at('locales/en.json'), 'utf8')));
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error(
    'src/lib/text-keys.ts differs from locales/en.json: run node backend/scripts/text-keys.mjs',
  );
  process.exitCode = 1;
}
