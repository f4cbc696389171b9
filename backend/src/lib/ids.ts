import { randomBytes, timingSafeEqual, createHash } from 'node:crypto';

/** A random identifier of 128 bits, safe in URLs. */
export const newId = (): string => randomBytes(16).toString('base64url');

/** A random secret of 256 bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256, as a key for caches that must not hold the secret itself. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/** Compares secrets in a time that does not tell how much of them agrees. */
export const sameSecret = (left: string, right: string): boolean =>
  timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  );
