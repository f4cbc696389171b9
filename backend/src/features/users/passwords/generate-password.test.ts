import { entropyBits, generatePassword } from './generate-password.js';
import { PASSWORD_WORDS } from './password-words.js';

it('has enough words, distinct and short', () => {
  expect(PASSWORD_WORDS.length).toBeGreaterThanOrEqual(2048);
  expect(new Set(PASSWORD_WORDS).size).toBe(PASSWORD_WORDS.length);
  expect(PASSWORD_WORDS.filter(word => !/^[a-z]{3,7}$/.test(word))).toEqual([]);
});

it('joins as many words as were asked for', () => {
  for (const [texts, delimiter] of [
    [4, '-'],
    [3, ' '],
    [6, '.'],
  ] as const) {
    const parts = generatePassword({ texts, delimiter }).split(delimiter);
    expect(parts).toHaveLength(texts);
    expect(parts.every(part => PASSWORD_WORDS.includes(part))).toBe(true);
  }
});

it('asks the source once per word, over the whole list', () => {
  const asked: number[] = [];
  const first = generatePassword({ texts: 4, delimiter: '-' }, below => {
    asked.push(below);
    return asked.length === 4 ? below - 1 : 0;
  });
  expect(asked).toEqual(Array.from({ length: 4 }, () => PASSWORD_WORDS.length));
  expect(first.split('-').at(-1)).toBe(PASSWORD_WORDS.at(-1));
});

it('does not repeat itself, and is as hard to guess as the documentation says', () => {
  const many = Array.from({ length: 2000 }, () => generatePassword({ texts: 4, delimiter: '-' }));
  expect(new Set(many).size).toBe(2000);
  expect(entropyBits(4)).toBeGreaterThan(44);
});
