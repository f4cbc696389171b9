import i18next from 'i18next';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { options } from '../i18n';

const folder = join(__dirname, '../../locales/en');

/** Every text in English, as the pages have it; a text that is missing ends the test. */
const english = Object.fromEntries(
  readdirSync(folder).map(file => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>,
  ]),
);

void i18next.init({
  ...options,
  lng: 'en',
  initAsync: false,
  resources: { en: english },
  saveMissing: true,
  missingKeyHandler: (_languages, namespace, key) => {
    throw new Error(`There is no text ${namespace}:${key}.`);
  },
  missingInterpolationHandler: (text: string, [hole]: RegExpMatchArray) => {
    throw new Error(`${hole} has no value in: ${text}`);
  },
});
