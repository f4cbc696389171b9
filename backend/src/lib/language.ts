import { LANGUAGE_COOKIE } from '@perijove/contracts/language-tag';
import type { IncomingHttpHeaders } from 'node:http';
import { languages } from './catalog.js';

/** The language of the reader of an answer, by the headers of the request. */
export type LanguageOf = (request: { readonly headers: IncomingHttpHeaders }) => string;

/** More than a browser sends. */
const MAX_WISHES = 20;

const inCookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=([A-Za-z0-9-]{2,35})\\s*(?=;|$)`);

/** What `Accept-Language` asks for, most wanted first. */
const accepted = (header: string): readonly string[] =>
  header
    .split(',', MAX_WISHES)
    .map(part => {
      const [tag = '', ...parameters] = part.split(';').map(piece => piece.trim());
      const quality = parameters.find(parameter => parameter.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);

/** The language of ours that a tag means: itself, or one of the same language (`fr-CA`: `fr`). */
const known = (tag: string): string | undefined => {
  const wanted = tag.toLowerCase();
  const [language = ''] = wanted.split('-');
  return (
    languages.find(one => one.toLowerCase() === wanted) ??
    languages.find(one => one.toLowerCase().split('-')[0] === language)
  );
};

/** The first of these tags that is a language of ours; English where none is. */
export const pickLanguage = (tags: readonly (string | null)[]): string => {
  for (const tag of tags) {
    const found = tag === null ? undefined : known(tag);
    if (found !== undefined) return found;
  }
  return 'en';
};

/**
 * Reads the language of a request: as the user chose it (the cookie), as the browser asks, as the
 * deployment has it. What is no language of ours is ignored.
 *
 * @param deployment - the tag of `PERIJOVE_LANGUAGE`
 */
export const createLanguageOf =
  (deployment: string): LanguageOf =>
  ({ headers }) => {
    const chosen = inCookie.exec(headers.cookie ?? '')?.[1] ?? null;
    return pickLanguage([chosen, ...accepted(headers['accept-language'] ?? ''), deployment]);
  };
