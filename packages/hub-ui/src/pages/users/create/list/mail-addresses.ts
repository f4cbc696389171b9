/**
 * `Ann Lee <ann@example.org>`. A name in quotes may hold separators, and so may one that stands the
 * other way round, `Lee, Ann <ann@example.org>`, as long as no address comes before it.
 */
const ONE =
  /(?:"((?:[^"\\]|\\.)*)"\s*|([^"<>,;\n]*)|([^"<>@;\n]*))<\s*([^<>@\s]+@[^<>@\s]+)\s*>\s*(?:[,;\n]|$)/y;
/** The address alone, or nothing between two separators. */
const BARE = /((?:[^"<>@,;\s]+@[^"<>@,;\s]+)?)\s*(?:[,;\n]|$)/y;
const SPACE = /\s*/y;

const at = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/**
 * The users in a list as it stands in the head of a message, as rows of address and name; null for
 * any other text.
 */
export const addressesIn = (given: string): [address: string, name: string][] | null => {
  if (!/<\s*[^<>@\s]+@[^<>@\s]+\s*>/.test(given)) return null;
  const text = given.replace(/\r\n?/g, '\n').replace(/^\s*(?:to|cc|bcc):/i, '');
  const found: [string, string][] = [];
  for (let index = 0; index < text.length;) {
    index += at(SPACE, text, index)?.[0].length ?? 0;
    const one = at(ONE, text, index);
    const match = one ?? at(BARE, text, index);
    if (match === null || (match[0] === '' && index < text.length)) return null;
    if (one !== null) {
      const name = one[1]?.replace(/\\(.)/g, '$1') ?? one[2] ?? one[3] ?? '';
      found.push([one[4] ?? '', name.trim()]);
    } else if (match[1] !== undefined && match[1] !== '') {
      found.push([match[1], '']);
    }
    index += match[0].length;
  }
  return found;
};
