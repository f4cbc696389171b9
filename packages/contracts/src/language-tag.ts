/** A tag of a language as BCP 47 writes it, such as `fr` or `pt-BR`. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i;

/** The cookie that carries the language of a user to every page; its value is a tag. */
export const LANGUAGE_COOKIE = 'perijove-language';

/** Whether this is the tag of a language. */
export const isLanguageTag = (text: string): boolean => LANGUAGE_TAG.test(text);
