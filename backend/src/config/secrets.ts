import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';

/** A secret file that cannot be used, in words for the operator. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}

/** Reads a secret from a file, without the newline that editors leave. */
export const readSecret = (file: string): string => {
  const secret = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (secret === '') throw new SecretError(`${file} is missing or empty; it should hold a secret.`);
  return secret;
};

/** Reads a secret, or makes one up, whole or not at all, for this account only. */
export const ensureSecret = (file: string, bytes = 32): string => {
  if (existsSync(file)) return readSecret(file);
  const secret = randomBytes(bytes).toString('base64url');
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'wx', 0o600);
  writeSync(handle, `${secret}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, file);
  return secret;
};
