import { language, locale } from '../i18n';

/** Several things in a sentence, such as `a, b and c`. */
export const formatAnd = (items: readonly string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction', style: 'long' }).format(items);

/** Several things in one line, such as `a, b, c`. */
export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'unit', style: 'short' }).format(items);
