/** A name and the password that goes with it. */
export interface Credential {
  readonly name: string;
  readonly password: string;
}

const HEAD = 'name,password';

/** A cell for CSV. What a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** All of them as CSV with a heading. */
export const csvOf = (credentials: readonly Credential[]): string =>
  [HEAD, ...credentials.map(({ name, password }) => `${cell(name)},${cell(password)}`)]
    .map(line => `${line}\r\n`)
    .join('');

/** One per line, for reading and for mail. */
export const textOf = (credentials: readonly Credential[]): string =>
  credentials.map(({ name, password }) => `${name}  ${password}\n`).join('');
