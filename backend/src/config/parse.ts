import { isLanguageTag } from '@perijove/contracts/language-tag';
import { isPlainLine } from '@perijove/contracts/plain-text';

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** Bytes from text such as `512M` or `8G` (powers of 1024). Refuses with words. */
export const parseBytes = (value: string): number | string => {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(value.trim());
  const factor = units[(match?.[2] ?? '?').toLowerCase()];
  if (match === null || factor === undefined) return 'must be a size such as 512M or 8G, or none';
  return Math.round(Number(match[1]) * factor);
};

/** Minutes before a stop, largest first, without doubles. An empty list is `none`. */
export const parseMinutes = (value: string): readonly number[] | string => {
  if (value.trim() === 'none') return [];
  const minutes = value.split(',').map(part => Number(part.trim()));
  return minutes.every(minute => Number.isFinite(minute) && minute > 0)
    ? [...new Set(minutes)].sort((a, b) => b - a)
    : 'must be minutes separated by commas, such as 30,5, or none';
};

/** A time zone that the system knows. */
export const parseZone = (value: string): { readonly zone: string } | string => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return { zone: value };
  } catch {
    return 'must be an IANA time zone such as Europe/Berlin';
  }
};

/** The name of a stage, short enough for a badge. */
export const parseStage = (value: string): { readonly label: string } | string => {
  const label = value.trim();
  return /^.{1,20}$/su.test(label) && isPlainLine(label)
    ? { label }
    : 'must be 1 to 20 characters that can be seen, or none';
};

/** A text of one line whose characters can all be seen. */
export const visible = {
  pattern: { test: isPlainLine },
  form: 'one line of characters that can be seen',
};

/** A tag of a language, as BCP 47 and `Accept-Language` write it. */
export const languageTag = {
  pattern: { test: isLanguageTag },
  form: 'a language tag such as en or fr',
};

/** What Docker takes as the beginning of a volume's name. */
export const volumePrefix = {
  pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,39}$/,
  form: 'at most 40 letters, digits, dots, dashes and underscores, the first a letter or digit',
};

/** As deployments are named; db/deployment.ts. */
export const deploymentName = {
  pattern: /^[0-9a-f]{12}$/,
  form: '12 digits and letters from a to f',
};
