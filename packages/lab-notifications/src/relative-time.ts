const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;

/** A relative time, and when its text changes. */
export interface RelativeTime {
  readonly text: string;
  /** Epoch milliseconds of the next different text. */
  readonly changesAtMs: number;
}

/** One formatter per locale: creating one is slow, and the list formats every row. */
const formatters = new Map<string | undefined, Intl.RelativeTimeFormat>();

const formatterFor = (locale: string | undefined): Intl.RelativeTimeFormat => {
  const known = formatters.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  formatters.set(locale, known);
  return known;
};

/** How long before `nowMs` the time `atMs` was. */
export const relativeTime = (
  atMs: number,
  nowMs: number,
  locale: string | undefined,
): RelativeTime => {
  const formatter = formatterFor(locale);
  // Clocks differ by a little: a time in the future counts as now.
  const agoMs = Math.max(0, nowMs - atMs);
  for (const [unit, unitMs] of UNITS) {
    const count = Math.floor(agoMs / unitMs);
    if (count > 0) {
      return { text: formatter.format(-count, unit), changesAtMs: atMs + (count + 1) * unitMs };
    }
  }
  return {
    text: formatter.format(0, 'second'),
    changesAtMs: Math.max(atMs, nowMs - agoMs) + MINUTE_MS,
  };
};
