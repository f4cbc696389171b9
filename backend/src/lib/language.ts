import { chooseLanguage, languageOfCookie } from '@perijove/contracts/language-tag';
import type { IncomingHttpHeaders } from 'node:http';
import { languages } from './catalog.js';

/** The language of the reader of an answer, by the headers of the request. */
export type LanguageOf = (request: { readonly headers: IncomingHttpHeaders }) => string;

/** More than a browser sends. */
const MAX_WISHES = 20;

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

/** The first of these tags that is a language of ours; English where none is. */
export const pickLanguage = (tags: readonly (string | null)[]): string =>
  chooseLanguage(
    tags.filter(tag => tag !== null),
    languages,
  );

/**
 * Reads the language of a request: as the user chose it (the cookie), as the browser asks, as the
 * deployment has it. What is no language of ours is ignored.
 *
 * @param deployment - the tag of `PERIJOVE_LANGUAGE`
 */
export const createLanguageOf =
  (deployment: string): LanguageOf =>
  ({ headers }) => {
    const chosen = languageOfCookie(headers.cookie ?? '');
    return pickLanguage([chosen, ...accepted(headers['accept-language'] ?? ''), deployment]);
  };
