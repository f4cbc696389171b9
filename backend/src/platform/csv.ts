/** What a field of a table can hold. */
export type Field = string | number | null;

/**
 * One field. Spreadsheets run text that begins like a formula, so such text gets an apostrophe
 * before it, as OWASP's page on CSV injection advises. Numbers are written as they are.
 */
export const csvField = (value: Field): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  const harmless = /^[\s]*[=+\-@]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** One line as RFC 4180 has it. */
export const csvRow = (values: readonly Field[]): string => `${values.map(csvField).join(',')}\r\n`;
