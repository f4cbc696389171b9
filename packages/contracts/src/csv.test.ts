import { csvField, csvRow } from './csv.js';

const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '＋1', '－1', '＠A', '−1', '﹢1'];
const before = ['', ' ', '\u00A0', '\t', '\r', '\n', '"', ' " ', '\u200B', '\u202E', '\uFEFF'];

/** The cells that a program finds which takes this sign for the end of a cell, quotes or not. */
const cells = (line: string, separator: string, quotes: boolean): string[] => {
  if (!quotes) return line.split(/\r\n|[\r\n]/).flatMap(row => row.split(separator));
  const found: string[] = [];
  let cell = '';
  let inside = false;
  for (const sign of line) {
    // As spreadsheets have it: quotes mean something at the beginning of a cell only.
    if (sign === '"' && (inside || cell === '')) inside = !inside;
    else if (!inside && (sign === separator || sign === '\n' || sign === '\r')) {
      found.push(cell);
      cell = '';
    } else cell += sign;
  }
  return [...found, cell];
};

const acts = (cell: string): boolean => /^[\s"\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−]/u.test(cell);

it.each(formulas)('makes no formula of %s, whatever stands before it', formula => {
  for (const skipped of before) {
    for (const text of [
      `${skipped}${formula}`,
      ...[';', '\t', ',', '|', '\n', '\r\n'].map(sign => `a${sign}${skipped}${formula}`),
    ]) {
      const line = csvRow(['first', text, `"${text}"`, 'last']);
      for (const separator of [',', ';', '\t', '|']) {
        for (const quotes of [true, false]) {
          expect(cells(line, separator, quotes).filter(acts)).toEqual([]);
        }
      }
    }
  }
});

it('leaves numbers numbers, and ordinary text as it is', () => {
  expect(csvField(-1.5)).toBe('-1.5');
  expect(csvRow(['ada', 'a-b@c', 'x; y', null, 2])).toBe('ada,a-b@c,"x; y",,2\r\n');
  expect(csvField('say "no"')).toBe('"say ""no"""');
});
