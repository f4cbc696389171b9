// Finds words in texts and identifiers alike: `testKit`, `test-kit` and "test kit" are one word pair.

/** A name of SQLite's that is no word of ours. */
const foreign = /journal_mode/g;

const part = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\n/g;

/** The folder that a file counts for: one package, or one folder at the top. */
export const folderOf = file => {
  const [first, second] = file.split('/');
  if (second === undefined) return '.';
  return first === 'packages' ? `${first}/${second}` : first;
};

/**
 * Where words stand in a text. A word of several parts (`waiting room`) is found across capitals,
 * dashes, underscores and spaces, within one line.
 */
export const findRetired = (text, words) => {
  const byFirst = new Map();
  for (const word of words) {
    const parts = word.split(' ');
    byFirst.set(parts[0], [...(byFirst.get(parts[0]) ?? []), { word, parts }]);
  }
  const tokens = [];
  let line = 1;
  for (const [token] of text.replaceAll(foreign, '').matchAll(part)) {
    if (token === '\n') line += 1;
    tokens.push({ token: token.toLowerCase(), line });
  }
  return tokens.flatMap(({ token, line: here }, index) =>
    (byFirst.get(token) ?? [])
      .filter(({ parts }) => parts.every((word, step) => tokens[index + step]?.token === word))
      .map(({ word }) => ({ word, line: here })),
  );
};
