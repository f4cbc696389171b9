import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actionText, detailsText } from './format-event';

const repository = join(__dirname, '../../../../..');

const sourcesIn = (folder: string, end: RegExp): string =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => end.test(name) && !/\.test(kit)?\.ts$/.test(name))
    .map(name => readFileSync(join(repository, folder, name), 'utf8'))
    .join('\n');

const all = (source: string, pattern: RegExp): string[] =>
  [...source.matchAll(pattern)].map(([, name = '']) => name);

it('has a text for every action that the hub reports; the types hold those of the backend', () => {
  const hub = sourcesIn('hub/src/perijove', /\.py$/);
  const written = [
    ...all(hub, /\brecord\(\s*\w+,\s*"([a-z]+\.[a-z_]+)"/g),
    ...all(hub, /\brecord_change\("(\w+)"/g).map(what => `user.${what}`),
  ];
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter(name => actionText(name) === name)).toEqual([]);
});

it('keeps the name of what it does not know', () => {
  expect(actionText('course.begin')).toBe('course.begin');
  expect(actionText('toString')).toBe('toString');
  expect(detailsText({ room: 5, constructor: true })).toBe('room: 5; constructor: yes');
});
