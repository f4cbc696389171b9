import { readdirSync, readFileSync } from 'node:fs';

const [namespace = '', key = ''] = 'format:noScript'.split(':');

/**
 * What stands where no script runs, in every language of the folder `locales`: nobody can ask there
 * which one is wanted. For the build.
 */
export const noScriptHtml = (locales: URL): string =>
  readdirSync(locales)
    .sort()
    .map(language => {
      const file = new URL(`${language}/${namespace}.json`, locales);
      const texts = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
      return `<p lang="${language}">${texts[key] ?? ''}</p>`;
    })
    .join('');
