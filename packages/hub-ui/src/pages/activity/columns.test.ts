import { columns, hiddenOf } from './columns';

it.each([
  ['nothing', null, []],
  ['what was hidden', '["cpu","image"]', ['cpu', 'image']],
  ['no column that does not exist', '["cpu","sparkle",7]', ['cpu']],
  ['never the user, whose row it is', '["user"]', []],
  ['nothing of a broken memory', '{', []],
  ['nothing of something else', '{"cpu":true}', []],
])('remembers %s', (_, stored, expected) => {
  expect(hiddenOf(stored)).toEqual(expected);
});

it('begins with the user', () => {
  expect(columns[0]).toBe('user');
});
