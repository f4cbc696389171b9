import { csvRow } from '@perijove/contracts/csv';

/** A name and the password that goes with it. */
export interface Credential {
  readonly name: string;
  readonly password: string;
}

const HEAD = ['name', 'password'];

/** All of them as CSV with a heading. */
export const csvOf = (credentials: readonly Credential[]): string =>
  [HEAD, ...credentials.map(({ name, password }) => [name, password])].map(csvRow).join('');

/** One per line, for reading and for mail. */
export const textOf = (credentials: readonly Credential[]): string =>
  credentials.map(({ name, password }) => `${name}  ${password}\n`).join('');
