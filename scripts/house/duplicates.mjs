// Duplicated runs of lines.

/** Shorter runs are idioms. */
export const LEAST_LINES = 8;

const isCode = line =>
  line !== '' && !/^(\/\/|\/?\*|#|import\b|from\b|export \{|\}|\)|\])/.test(line);

/** The lines of code, without indentation, each with its number. */
const codeOf = text =>
  text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => isCode(line));

/**
 * Longest runs of at least `LEAST_LINES` equal lines of code, each told once with its two places.
 * @param sources - `{ file, text }`
 */
export const duplicatedRuns = sources => {
  const files = sources.map(({ file, text }) => ({ file, code: codeOf(text) }));
  const windows = new Map();
  const runs = [];
  for (const [at, { code }] of files.entries()) {
    for (let start = 0; start + LEAST_LINES <= code.length; start += 1) {
      const key = code
        .slice(start, start + LEAST_LINES)
        .map(({ line }) => line)
        .join('\n');
      const before = windows.get(key);
      if (before === undefined) {
        windows.set(key, { at, start });
        continue;
      }
      let length = LEAST_LINES;
      const other = files[before.at].code;
      while (
        start + length < code.length &&
        code[start + length].line === other[before.start + length]?.line
      ) {
        length += 1;
      }
      const place = (file, from) => `${file.file}:${file.code[from].number}`;
      runs.push({
        lines: length,
        places: [place(files[before.at], before.start), place(files[at], start)],
      });
      start += length - 1;
    }
  }
  return runs;
};
