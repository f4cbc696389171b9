const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;

/** How long ago something was, and when those words stop being true. */
export interface RelativeTime {
  readonly text: string;
  /** Epoch milliseconds of the next different text. */
  readonly changesAtMs: number;
}

/** Making one takes longer than using it, and a list of messages asks for each of its lines. */
const made = new Map<string | undefined, Intl.RelativeTimeFormat>();

const wordsIn = (locale: string | undefined): Intl.RelativeTimeFormat => {
  const known = made.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  made.set(locale, known);
  return known;
};

/** Says how long ago `atMs` was, by the clock that says it is `nowMs`. */
export const relativeTime = (
  atMs: number,
  nowMs: number,
  locale: string | undefined,
): RelativeTime => {
  const words = wordsIn(locale);
  // A stamp from the future is a clock that is off by a little, not a prophecy.
  const agoMs = Math.max(0, nowMs - atMs);
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(agoMs / unitMs);
    if (count > 0) {
      return { text: words.format(-count, unit), changesAtMs: atMs + (count + 1) * unitMs };
    }
  }
  return {
    text: words.format(0, 'second'),
    changesAtMs: Math.max(atMs, nowMs - agoMs) + MINUTE_MS,
  };
};
