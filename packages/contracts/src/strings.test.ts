import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strings } from './strings.js';

const repository = join(__dirname, '../../..');

/** The sources of whoever says these texts, without tests. */
const sources = ['backend/src', 'packages/contracts/src']
  .flatMap(folder =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).map(name =>
      join(folder, name),
    ),
  )
  .filter(name => name.endsWith('.ts') && !/\.test(kit)?\.ts$/.test(name))
  .map(name => readFileSync(join(repository, name), 'utf8'))
  .join('\n');

/** Every text with the way to it, as `servers.phases.starting`. */
const texts = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => texts(inner, [...way, name]))
    : [way];

/** Tables that are read with a key that is a value: the name of a setting, a volume, a step. */
const tables = /^(settings|volumes\.about|servers\.steps)\./;

it('has every part that lies in its folder', () => {
  const index = readFileSync(join(__dirname, 'strings.ts'), 'utf8');
  const files = readdirSync(join(__dirname, 'strings')).filter(name => name.endsWith('.ts'));
  expect(files.filter(name => !index.includes(`'./strings/${name.replace(/ts$/, 'js')}'`))).toEqual(
    [],
  );
});

it('has no text that nobody says', () => {
  const unsaid = texts(strings)
    .filter(way => !tables.test(way.join('.')))
    .filter(way => !new RegExp(`[.?]${way.at(-1) ?? ''}\\b`).test(sources))
    .map(way => way.join('.'));
  expect(unsaid).toEqual([]);
});

it('has no text twice', () => {
  const said = texts(strings).map(way =>
    way.reduce<unknown>((value, name) => (value as Record<string, unknown>)[name], strings),
  );
  const plain = said.filter(text => typeof text === 'string');
  expect(plain.filter((text, place) => plain.indexOf(text) !== place)).toEqual([]);
});
