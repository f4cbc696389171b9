// Compares the catalogs of texts: each language has the same texts as English, with the same
// values, and code uses each of them. Languages are found by their files.
//
//   node scripts/locales.mjs
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './setup/root.mjs';

const SOURCE = 'en';

/** Where catalogs are, and the code that uses their texts. */
const CATALOGS = [
  { folder: 'hub-templates/locales', code: ['hub-templates', 'hub/src'] },
  { folder: 'backend/locales', code: ['backend/src', 'packages/contracts/src'] },
  { folder: 'packages/hub-ui/locales', code: ['packages/hub-ui/src'] },
];

const CODE = /(?<!\.test)\.(?:html|py|tsx?)$/;
const PLURAL = /_(?:zero|one|two|few|many|other)$/;
const VALUE = /\{\{\s*-?\s*(\w+)[^{}]*\}\}/g;

/** Signs that must not follow or precede a space at which a line can break, per language. */
const TYPOGRAPHY = { fr: / [:;?!»%]|« / };

/** Every text of a catalog: its key, such as `login.answers.wrong`, and the text. */
export const textsOf = (value, key = '') =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) =>
        textsOf(inner, key === '' ? name : `${key}.${name}`),
      )
    : [[key, value]];

const valuesOf = text => new Set([...String(text).matchAll(VALUE)].map(([, name]) => name));

/** Texts by their base, which is the key without the form of a plural. */
const byBase = texts => {
  const bases = new Map();
  const keys = new Set(texts.map(([key]) => key));
  for (const [key, text] of texts) {
    // `part_one` is a plural only beside `part_other`.
    const base = key.replace(PLURAL, '');
    const plural = base !== key && keys.has(`${base}_other`);
    const found = bases.get(plural ? base : key) ?? { forms: new Map(), values: new Set() };
    found.forms.set(plural ? key.slice(base.length + 1) : '', text);
    for (const name of valuesOf(text)) found.values.add(name);
    bases.set(plural ? base : key, found);
  }
  return bases;
};

const listed = names => [...names].sort().join(', ') || 'none';

/** What is wrong with the texts of one language, whatever the others have. */
const problemsOfTexts = (language, texts) =>
  texts.flatMap(([key, text]) => {
    if (typeof text !== 'string' || text.trim() === '') return [`${key} has no text`];
    const rest = text.replaceAll(VALUE, '');
    return [
      ...(text !== text.trim() ? [`${key} begins or ends with a space`] : []),
      ...(rest.includes('{{') || rest.includes('}}') ? [`${key} has a broken {{value}}`] : []),
      ...(TYPOGRAPHY[language]?.test(text) ? [`${key} needs a no-break space`] : []),
    ];
  });

/** What is wrong with the catalog of a language beside the English one. */
export const problemsOf = (language, texts, english) => {
  const [here, source] = [byBase(texts), byBase(english)];
  const problems = problemsOfTexts(language, texts);
  for (const key of source.keys()) if (!here.has(key)) problems.push(`${key} is missing`);
  for (const [key, { forms, values }] of here) {
    const wanted = source.get(key);
    if (wanted === undefined) {
      problems.push(`${key} is not in ${SOURCE}`);
      continue;
    }
    if (listed(values) !== listed(wanted.values))
      problems.push(`${key} has the values ${listed(values)} instead of ${listed(wanted.values)}`);
    const plural = !wanted.forms.has('');
    const categories = plural
      ? new Intl.PluralRules(language).resolvedOptions().pluralCategories
      : [''];
    if (listed(forms.keys()) !== listed(categories))
      problems.push(
        `${key} has the forms ${listed(forms.keys())} instead of ${listed(categories)}`,
      );
  }
  return problems;
};

const LITERAL = /'([^'\n\\]*)'|"([^"\n\\]*)"|`([^`\\]*)`/g;

/** Every string in code that can be a key, or the beginning of keys (`phases.`). */
export const stringsIn = source => {
  const found = new Set();
  for (const [, single, double, back] of source.matchAll(LITERAL))
    found.add((single ?? double ?? back).split(/\$?\{/)[0]);
  // A string inside the expressions of a template string, or inside an attribute.
  for (const [, inner] of source.matchAll(/['"`]([\w:-]+(?:\.[\w-]+)*\.?)(?:['"`]|\$\{)/g))
    found.add(inner);
  return found;
};

/**
 * Whether code uses a key: by its name, by a group that it is in, or by its beginning. A group or a
 * beginning needs a dot, so that no single word stands for a whole page.
 */
const isUsed = (key, strings) => {
  const base = key.replace(PLURAL, '');
  if (strings.has(key) || strings.has(base)) return true;
  const parts = key.split('.');
  return parts.some((_, count) => {
    const group = parts.slice(0, count).join('.');
    return count > 0 && (strings.has(`${group}.`) || (count > 1 && strings.has(group)));
  });
};

/**
 * Keys that no code uses; a namespace may stand before them, as in `common:save`, or before a key
 * that is not written down, as in `t(`errors:${code}`)`.
 */
export const unused = (texts, strings, namespace = '') => {
  const before = `${namespace}:`;
  if (strings.has(before)) return [];
  const keys = new Set(strings);
  for (const name of strings) if (name.startsWith(before)) keys.add(name.slice(before.length));
  return texts.map(([key]) => key).filter(key => !isUsed(key, keys));
};

const read = path => JSON.parse(readFileSync(path, 'utf8'));

/** The languages in a folder, each with the texts of its namespaces; '' is the only one of a file. */
const languagesIn = folder =>
  readdirSync(folder, { withFileTypes: true }).map(entry => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory())
      return [entry.name.replace(/\.json$/, ''), new Map([['', textsOf(read(path))]])];
    const files = readdirSync(path).filter(name => name.endsWith('.json'));
    const namespaces = files.map(name => [
      name.replace(/\.json$/, ''),
      textsOf(read(join(path, name))),
    ]);
    return [entry.name, new Map(namespaces)];
  });

const stringsOf = folders =>
  stringsIn(
    folders
      .flatMap(folder =>
        readdirSync(join(root, folder), { recursive: true })
          .filter(name => CODE.test(name))
          .map(name => readFileSync(join(root, folder, name), 'utf8')),
      )
      .join('\n'),
  );

const problemsOfFolder = ({ folder, code }) => {
  const languages = new Map(languagesIn(join(root, folder)));
  const english = languages.get(SOURCE);
  if (english === undefined) return [`${folder}: ${SOURCE} is missing`];
  const problems = [];
  for (const [language, namespaces] of languages) {
    const at = namespace => [folder, language, namespace].filter(Boolean).join('/');
    for (const namespace of new Set([...english.keys(), ...namespaces.keys()])) {
      const texts = namespaces.get(namespace) ?? [];
      const source = english.get(namespace) ?? [];
      const found = problemsOf(language, texts, source);
      problems.push(...found.map(problem => `${at(namespace)}: ${problem}`));
    }
  }
  const strings = stringsOf(code);
  for (const [namespace, texts] of english) {
    // A catalog that no code names yet is on its way in.
    if (namespace !== '' && ![...strings].some(name => name.startsWith(`${namespace}:`))) continue;
    const file = [folder, SOURCE, namespace].filter(Boolean).join('/');
    problems.push(...unused(texts, strings, namespace).map(key => `${file}: no code uses ${key}`));
  }
  return problems;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = CATALOGS.filter(({ folder }) => existsSync(join(root, folder))).flatMap(
    problemsOfFolder,
  );
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
