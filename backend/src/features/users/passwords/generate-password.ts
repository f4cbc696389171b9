import { randomInt } from 'node:crypto';
import { PASSWORD_WORDS } from './password-words.js';

/** How generated passwords look. */
export interface PasswordShape {
  readonly texts: number;
  readonly delimiter: string;
}

/**
 * A password of random words, each chosen evenly by a cryptographic source. With four words it
 * has `entropyBits(4)`, about 46 bits: far more than anyone can try at a sign-in that pauses.
 * `pick(n)` chooses a whole number below n; tests replace it.
 */
export const generatePassword = (
  shape: PasswordShape,
  pick: (below: number) => number = below => randomInt(below),
): string =>
  Array.from({ length: shape.texts }, () => PASSWORD_WORDS[pick(PASSWORD_WORDS.length)] ?? '').join(
    shape.delimiter,
  );

/** How hard such a password is to guess for a user who knows this list, in bits. */
export const entropyBits = (texts: number): number => texts * Math.log2(PASSWORD_WORDS.length);
