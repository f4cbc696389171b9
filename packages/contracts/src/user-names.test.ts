import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameProblem, normalName } from './user-names.js';

/** `hub/tests/test_user_names.py` holds Python to the same table. */
const file = fileURLToPath(new URL('../../../hub/tests/user_names.json', import.meta.url));
const table = JSON.parse(readFileSync(file, 'utf8')) as {
  names: readonly { what: string; given: string; name: string }[];
  refused: readonly { what: string; given: string; problem: string }[];
};

it.each(table.names)('has one spelling for a name: $what', ({ given, name }) => {
  const normal = normalName(given);
  expect(normal).toBe(name);
  expect(normalName(normal)).toBe(normal);
  expect(nameProblem(normal, 64)).toBeNull();
});

it.each(table.refused)('says what is wrong: $what', ({ given, problem }) => {
  expect(nameProblem(normalName(given), 64)?.kind).toBe(problem);
});

it('names the character that is at fault', () => {
  expect(nameProblem("o'neil", 64)).toEqual({ kind: 'character', character: "'" });
  expect(nameProblem('a-', 64)).toEqual({ kind: 'edge', character: '-' });
  expect(nameProblem('a😀b', 64)).toEqual({ kind: 'character', character: '😀' });
});

it('keeps a spelling once it is made', () => {
  const changed: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const once = normalName(`a${String.fromCodePoint(code)}b`);
    if (normalName(once) !== once) changed.push(code.toString(16));
  }
  expect(changed).toEqual([]);
});
