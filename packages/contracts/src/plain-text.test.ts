import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isClearName, isPlainName, isPlainText } from './plain-text.js';

type Ranges = readonly (readonly [first: string, last: string])[];

/** `hub/tests/test_hidden_characters.py` holds Python to the same table. */
const file = fileURLToPath(new URL('../../../hub/tests/hidden_characters.json', import.meta.url));
const table = JSON.parse(readFileSync(file, 'utf8')) as { texts: Ranges; namesAsWell: Ranges };

const within = (ranges: Ranges, code: number): boolean =>
  ranges.some(([first, last]) => code >= parseInt(first, 16) && code <= parseInt(last, 16));

it('refuses just the characters of the shared table, in names and in texts', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const text = `a${String.fromCodePoint(code)}b`;
    const hidden = within(table.texts, code);
    const space = code === 0x0a || code === 0x09;
    if (isPlainText(text) === (hidden && !space)) wrong.push(`text ${code.toString(16)}`);
    if (isPlainName(text) === (hidden || within(table.namesAsWell, code))) {
      wrong.push(`name ${code.toString(16)}`);
    }
  }
  expect(wrong).toEqual([]);
});

it.each(['Ada', 'Übung 3', 'דנה', 'علي', '陈', 'a.b-c@d'])('takes %s for a name', name => {
  expect(isPlainName(name)).toBe(true);
});

const names = JSON.parse(
  readFileSync(
    fileURLToPath(new URL('../../../hub/tests/clear_names.json', import.meta.url)),
    'utf8',
  ),
) as [string, boolean][];

it.each(names)('knows whether %j looks like no other name', (name, clear) => {
  expect(isClearName(name)).toBe(clear);
});

it('takes emoji and joined letters in a sentence', () => {
  expect(isPlainText('Well done 👩‍🔬 ❤️\nمی‌خواهم')).toBe(true);
});
