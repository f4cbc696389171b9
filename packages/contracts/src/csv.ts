/** What a field of a table can hold. */
export type Field = string | number | null;

/** What programs begin a formula with: `=`, `+`, `-`, `@`, and the wide and small forms of these. */
const FORMULA = '[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212]';
/** What they skip before it. */
const SKIPPED = '[\\s"\\p{Cc}\\p{Cf}]*';
/**
 * Where a cell can begin: with the text, or inside it, for a program that takes another sign than the
 * comma for the end of a cell. Quotes do not hold there, so nothing may follow that acts.
 */
const begins = new RegExp(`(^|[,;|\\t\\r\\n])(?=${SKIPPED}${FORMULA})`, 'gu');

/**
 * Text that no spreadsheet runs, whatever separator it was told: an apostrophe stands before whatever
 * would begin a formula.
 */
const harmless = (text: string): string =>
  (/^[\t\r\n]/.test(text) ? `'${text}` : text).replace(begins, "$1'");

/** One field. Numbers are written as they are. */
export const csvField = (value: Field): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  const safe = harmless(value);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** One line as RFC 4180 has it. */
export const csvRow = (values: readonly Field[]): string => `${values.map(csvField).join(',')}\r\n`;
