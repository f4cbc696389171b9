/** A tag of a language as BCP 47 writes it, such as `fr` or `pt-BR`. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

/** The cookie that carries the language of a user to every page; its value is a tag. */
export const LANGUAGE_COOKIE = 'perijove-language';

/** Whether this is the tag of a language. */
export const isLanguageTag = (text: string): boolean => LANGUAGE_TAG.test(text);

/** The language in which every text is written first. */
const SOURCE = 'en';

/** A tag without its last part, such as `pt` for `pt-BR`; null for `pt`. */
const wider = (tag: string): string | null => {
  const end = tag.lastIndexOf('-');
  return end === -1 ? null : tag.slice(0, end);
};

/**
 * The first of the wanted languages that there is, else English. A tag that names none is passed
 * over, whatever stands in it.
 */
export const chooseLanguage = (wanted: readonly string[], available: readonly string[]): string => {
  for (const tag of wanted.filter(isLanguageTag)) {
    for (let kind: string | null = tag; kind !== null; kind = wider(kind)) {
      const sought = kind.toLowerCase();
      const found = available.find(one => one.toLowerCase() === sought);
      if (found !== undefined) return found;
    }
  }
  return SOURCE;
};

/** The language that these cookies name, as a browser sends or keeps them; null without one. */
export const languageOfCookie = (cookies: string): string | null => {
  for (const pair of cookies.split(/;\s*/)) {
    const [name, value = ''] = pair.split('=');
    if (name === LANGUAGE_COOKIE && isLanguageTag(value)) return value;
  }
  return null;
};
