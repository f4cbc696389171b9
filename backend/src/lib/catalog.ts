import { createInstance } from 'i18next';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Text, type Message, type Value } from './text.js';

/** What every text is written in first, and what stands in for a text that a language lacks. */
const SOURCE = 'en';

const folder = new URL('../../locales/', import.meta.url);

/** Languages that the backend speaks, by their BCP 47 tags: those whose catalogs it finds. */
export const languages: readonly string[] = readdirSync(fileURLToPath(folder))
  .filter(name => name.endsWith('.json'))
  .map(name => name.replace(/\.json$/, ''));

const catalogOf = (language: string): object =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as object;

const catalogs = createInstance({
  resources: Object.fromEntries(
    languages.map(language => [language, { translation: catalogOf(language) }]),
  ),
  fallbackLng: SOURCE,
  initAsync: false,
  // Texts leave as JSON and as text; where one stands in HTML, it is escaped there.
  interpolation: { escapeValue: false },
});
void catalogs.init();

const translate = (language: string, key: string, replace: Readonly<Record<string, unknown>>) =>
  catalogs.t(key, { lng: language, replace, count: replace['count'] as number | undefined });

/** The tag by which `Intl` writes numbers and times in that language. */
export const localeOf = (language: string): string => translate(language, 'common.locale', {});

const MIB = 1024 * 1024;

const sizeIn = (language: string, bytes: number): string => {
  const gib = bytes / (1024 * MIB);
  return gib >= 1
    ? translate(language, 'common.size.gib', { number: numberIn(language, gib) })
    : translate(language, 'common.size.mib', { number: Math.round(bytes / MIB) });
};

const spanIn = (language: string, ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return translate(language, 'common.span.minutes', { number: minutes });
  const hours = Math.round(minutes / 6) / 10;
  const number = numberIn(language, hours >= 10 ? Math.round(hours) : hours);
  return translate(language, 'common.span.hours', { number });
};

const numberIn = (language: string, value: number): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 }).format(value);

const clockTimeIn = (language: string, atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(atMs);

const written = (value: Value, language: string): string | number => {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Text) return render(value, language);
  if ('bytes' in value) return sizeIn(language, value.bytes);
  if ('spanMs' in value) return spanIn(language, value.spanMs);
  if ('atMs' in value) return clockTimeIn(language, value.atMs, value.timeZone);
  return value.join(', ');
};

/** A message in a language. Words of others stay as they are. */
export const render = (message: Message, language: string): string => {
  if (typeof message === 'string') return message;
  const values = Object.entries(message.values).map(
    ([name, value]) => [name, written(value, language)] as const,
  );
  return translate(language, message.key, Object.fromEntries(values));
};

/** A message for logs and the terminal. */
export const inEnglish = (message: Message): string => render(message, SOURCE);

/** A value with every text in it rendered; the very same value where there is none. */
export const renderDeep = (value: unknown, language: string): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Text) return render(value, language);
  if (Array.isArray(value)) {
    const rendered: unknown[] = value.map(one => renderDeep(one, language));
    return rendered.some((one, index) => one !== value[index]) ? rendered : value;
  }
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const rendered = entries.map(([key, one]) => [key, renderDeep(one, language)] as const);
  const same = rendered.every(([, one], index) => one === entries[index]?.[1]);
  return same ? value : Object.fromEntries(rendered);
};
