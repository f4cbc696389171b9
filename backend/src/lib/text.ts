import type { Texts } from './text-keys.js';

/** The key of a text in the catalogs (`locales/`). */
export type TextKey = keyof Texts;

/** What stands in a text. Measures are written as the language of the reader writes them. */
export type Value =
  | string
  | number
  | Text
  /** Written one after the other, with commas. */
  | readonly string[]
  /** A size, such as `512 MiB`. */
  | { readonly bytes: number }
  /** How long, such as `45 min` or `1.5 h`. */
  | { readonly spanMs: number }
  /** A time of day on the clocks of that zone, such as `02:10`. */
  | { readonly atMs: number; readonly timeZone: string };

export type Values = Readonly<Record<string, Value>>;

/**
 * A text that users read, before it is in a language: what happened, not how it is said. It is
 * rendered where it leaves for its reader, and stored as JSON.
 */
export class Text {
  constructor(
    readonly key: string,
    readonly values: Values = {},
  ) {}

  /** As it is stored; `readText` and `reviveTexts` read it. */
  toJSON(): { readonly text: string; readonly values: Values } {
    return { text: this.key, values: this.values };
  }
}

/** A text of ours, or words of others (a user, Docker, an earlier version), which stay as they are. */
export type Message = Text | string;

type ValuesOf<Names extends string> = Readonly<
  Record<Exclude<Names, 'count'>, Value> & Record<Extract<Names, 'count'>, number>
>;
type Args<K extends TextKey> = [Texts[K]] extends [never] ? [] : [values: ValuesOf<Texts[K]>];

/** Says something: the key of a text, and what stands in it. */
export const text = <K extends TextKey>(key: K, ...[values]: Args<K>): Text =>
  new Text(key, values);

/** Fields of the wire that hold texts of ours. */
type TextField =
  'description' | 'engine' | 'message' | 'problem' | 'reason' | 'stopReason' | 'title';

type UnrenderedField<K, T> = K extends TextField
  ? string extends T
    ? T | Text
    : Unrendered<T>
  : Unrendered<T>;

/** A type of the wire before its texts are rendered, each in the language of its reader. */
export type Unrendered<T> = T extends object ? { [K in keyof T]: UnrenderedField<K, T[K]> } : T;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

const isTime = (atMs: unknown, timeZone: unknown): boolean => {
  if (typeof timeZone !== 'string') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format(atMs as number);
    return isNumber(atMs);
  } catch {
    return false;
  }
};

/** Whether this can stand in a text, so that rendering it never fails. */
const isValue = (value: unknown): value is Value => {
  if (typeof value === 'string' || value instanceof Text) return true;
  if (Array.isArray(value)) return value.every(one => typeof one === 'string');
  if (!isObject(value)) return isNumber(value);
  const { bytes, spanMs, atMs, timeZone } = value;
  return isNumber(bytes) || isNumber(spanMs) || isTime(atMs, timeZone);
};

const isValues = (values: Readonly<Record<string, unknown>>): values is Values =>
  Object.values(values).every(isValue);

/**
 * Reads back every text in a value that went through JSON. What only looks like a text, because a
 * value in it cannot be written, stays what it is.
 */
export const reviveTexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reviveTexts);
  if (!isObject(value)) return value;
  const { text: key, values } = value;
  const revived = (of: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, reviveTexts(one)]));
  if (typeof key === 'string' && isObject(values) && Object.keys(value).length === 2) {
    const read = revived(values);
    if (isValues(read)) return new Text(key, read);
  }
  return revived(value);
};

/** How a stored text begins; words of others that begin so are stored behind a space. */
const STORED = '{"text":';
const likeStored = /^ *\{"text":/;

/** A message for a column of text. Words of others never come back as a text of ours. */
export const storedMessage = (message: Message): string => {
  if (message instanceof Text) return JSON.stringify(message);
  return likeStored.test(message) ? ` ${message}` : message;
};

/** Reads what `storedMessage` wrote. What an earlier version wrote is a sentence, and stays one. */
export const readMessage = (stored: string): Message => {
  if (!stored.startsWith(STORED)) return likeStored.test(stored) ? stored.slice(1) : stored;
  try {
    const revived = reviveTexts(JSON.parse(stored));
    return revived instanceof Text ? revived : stored;
  } catch {
    return stored;
  }
};
