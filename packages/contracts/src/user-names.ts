import { isPlainName } from './plain-text.js';

/** What is wrong with a name. `character` is the one that is at fault. */
export type NameProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'long' }
  /** Characters that cannot be seen, or that change how their neighbours are shown. */
  | { readonly kind: 'hidden' }
  /** Marks without a letter below them, or too many upon one. */
  | { readonly kind: 'marks' }
  | { readonly kind: 'character'; readonly character: string }
  /** A sign that stands inside names only. */
  | { readonly kind: 'edge'; readonly character: string };

const LETTER = /^[\p{L}\p{N}_]$/u;
const MARK = /^[\p{Mn}\p{Mc}]$/u;
const FLAT_MARK = /^\p{Mn}$/u;
const INSIDE: ReadonlySet<string> = new Set('.@+-');
/** Marks that take no room of their own, one upon another; see Unicode's UTS 39, section 5.4. */
const MOST_MARKS = 4;

/** A dot above a letter that has one already is not seen: `İ` in lower case is `i` with such a dot. */
const DOT_ON_A_DOT = /([ij\u012f\u0249\u0268\u029d\u0456\u0458\u1e2d\u1ecb])\u0307+/g;

/** The one spelling of a name: nothing around it, lower case, composed (NFC). */
export const normalName = (given: string): string =>
  given
    .trim()
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(DOT_ON_A_DOT, '$1')
    .normalize('NFC');

/** Letters, with their marks upon them, and something else only between them. */
const outOfOrder = (characters: readonly string[]): NameProblem | null => {
  let base = false;
  let marks = 0;
  for (const character of characters) {
    if (LETTER.test(character)) {
      base = true;
      marks = 0;
    } else if (MARK.test(character)) {
      marks = FLAT_MARK.test(character) ? marks + 1 : 0;
      if (!base || marks > MOST_MARKS) return { kind: 'marks' };
    } else if (INSIDE.has(character)) {
      base = false;
    } else {
      return { kind: 'character', character };
    }
  }
  const edge = [characters.at(0), characters.at(-1)].find(end => end && INSIDE.has(end));
  return edge === undefined ? null : { kind: 'edge', character: edge };
};

/**
 * What is wrong with a name in its normal spelling; null when an account kept by the hub can have it.
 * Letters, marks and digits of any script, `_`, and inside also `. @ + -`. Python has the same rule
 * in `user_names.py`, and `hub/tests/user_names.json` holds both to it. The hub has the last word.
 */
export const nameProblem = (name: string, longest: number): NameProblem | null => {
  if (name === '') return { kind: 'empty' };
  const characters = Array.from(name);
  if (characters.length > longest) return { kind: 'long' };
  return isPlainName(name) ? outOfOrder(characters) : { kind: 'hidden' };
};
