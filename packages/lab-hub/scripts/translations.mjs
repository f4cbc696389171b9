#!/usr/bin/env node
/**
 * Keeps the translations of the lab packages.
 *
 *   node scripts/translations.mjs             writes locale/perijove.pot and adds new texts to the languages
 *   node scripts/translations.mjs --check     fails when a text cannot be extracted or is not translated
 *   node scripts/translations.mjs --compile   writes the JSON that the extensions load
 *
 * A language is a folder: locale/fr_FR/LC_MESSAGES/perijove.po. It needs no code.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { problemsOf, templateOf, toJson, updateCatalog } from './catalogs.mjs';

/** The domain of all texts of the four packages, as JupyterLab's language packs know it. */
const DOMAIN = 'perijove';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = join(root, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const template = join(root, 'locale', `${DOMAIN}.pot`);
const read = path => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const languages = readdirSync(join(root, 'locale'), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => ({ name, path: join(root, 'locale', name, 'LC_MESSAGES', `${DOMAIN}.po`) }));

const compile = () => {
  for (const { path } of languages) {
    writeFileSync(path.replace(/\.po$/, '.json'), toJson(read(path), DOMAIN));
  }
};

/** The extractor needs the test tools, which a build does not have. */
const extract = async () => {
  const { extractTexts } = await import('./extract-texts.mjs');
  return extractTexts(packages);
};

const update = async () => {
  const { texts } = await extract();
  writeFileSync(template, templateOf(texts, DOMAIN, version));
  for (const { path } of languages) writeFileSync(path, updateCatalog(read(path), texts));
};

const check = async () => {
  const { texts, unseen, counts } = await extract();
  const problems = unseen.map(call => `${call}: the text is not extracted; call the bundle trans`);
  if (read(template) !== templateOf(texts, DOMAIN, version))
    problems.push(`locale/${DOMAIN}.pot is not of today`);
  for (const { name, path } of languages) {
    problems.push(...problemsOf(read(path), texts).map(problem => `${name}: ${problem}`));
  }
  if (problems.length > 0) {
    console.error([...problems, 'npm run translations -w @perijove/lab-hub'].join('\n'));
    process.exit(1);
  }
  const found = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  console.log(`${texts.length} texts (${found.join(', ')}), ${languages.length} translations`);
};

const [task] = process.argv.slice(2);
if (task === '--check') await check();
else if (task === '--compile') compile();
else await update();
