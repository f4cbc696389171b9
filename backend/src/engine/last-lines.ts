/** Longest line that is passed on, in characters. */
const MAX_LINE = 8_192;

/** The last `tail` lines of a text, oldest first. */
export const lastLines = (text: string, tail: number): readonly string[] => {
  if (tail <= 0) return [];
  const lines = text.split('\n').map(line => line.replace(/\r$/, '').slice(0, MAX_LINE));
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(-tail);
};
