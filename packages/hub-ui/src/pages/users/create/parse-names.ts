import { normalName } from '@perijove/contracts/user-names';
import { strings } from '../strings';

/** Names read out of what was pasted, and those that stand there twice. */
export interface ParsedNames {
  /** In the order of the text, each once, as the hub will keep them. */
  readonly names: readonly string[];
  readonly twice: readonly string[];
}

const HEADINGS: ReadonlySet<string> = new Set(strings.create.headings);

/** The first cell of a line of CSV; quotes may hold separators and doubled quotes. */
const firstCell = (line: string): string => {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line);
  if (quoted !== null) return (quoted[1] ?? '').replaceAll('""', '"');
  return line.split(/[,;\t]/)[0] ?? '';
};

/**
 * Several lines with separators are a table whose first column counts; one line with separators
 * is a list of names. Spelling becomes that of the hub: lower case, composed letters.
 */
export const parseNames = (text: string): ParsedNames => {
  const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim() !== '');
  const cells =
    lines.length === 1 ? (lines[0] ?? '').split(/[,;\t]/) : lines.map(line => firstCell(line));
  const names = new Set<string>();
  const twice = new Set<string>();
  cells.forEach((cell, index) => {
    const name = normalName(cell);
    if (name === '' || (index === 0 && lines.length > 1 && HEADINGS.has(name))) return;
    if (names.has(name)) twice.add(name);
    names.add(name);
  });
  return { names: [...names], twice: [...twice] };
};
