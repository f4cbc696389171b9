import { isServerSlug, serverSlugOf } from './server-name.js';

test.each([
  ['Big data', 'big-data'],
  ['big', 'big'],
  ['  Übung 3 ', 'ubung-3'],
  ['Große Łódź Ærø', 'grosse-lodz-aero'],
  ['3D models', 'server-3d-models'],
  ['日本語', 'server'],
  ['--', 'server'],
  ['a--b__c', 'a-b-c'],
  ['x'.repeat(80), 'x'.repeat(30)],
  ['a very long name for one server, and more', 'a-very-long-name-for-one-serve'],
])('a server called %j is named %j', (title, name) => {
  expect(serverSlugOf(title, [])).toBe(name);
  expect(isServerSlug(name)).toBe(true);
});

test('two servers called alike have two names, both short enough', () => {
  expect(serverSlugOf('Big', ['big', 'big-2'])).toBe('big-3');
  const long = 'y'.repeat(40);
  const second = serverSlugOf(long, [serverSlugOf(long, [])]);
  expect(second).toBe(`${'y'.repeat(28)}-2`);
  expect(isServerSlug(second)).toBe(true);
});

test.each(['', 'Big', '1st', 'a--b', 'a-', '-a', 'a_b', 'a'.repeat(31), 'ä', 'a\n'])(
  'JupyterHub 6 takes no new server named %j',
  name => {
    expect(isServerSlug(name)).toBe(false);
  },
);
