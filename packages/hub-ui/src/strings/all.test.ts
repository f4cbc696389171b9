import { strings as server } from '@perijove/contracts/strings';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allStrings } from './all';

const root = join(__dirname, '..');

/** Every text in a part, with the way to it. Texts with a value inside are functions. */
const textsOf = (value: unknown, way: string): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[way, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, `${way}.${name}`));
};

it('holds the texts of every page', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('strings.ts'))
    .map(name => `../${name.replaceAll('\\', '/').replace(/\.ts$/, '')}`);
  const source = readFileSync(join(__dirname, 'all.ts'), 'utf8');
  const missing = files.filter(name => !source.includes(`'${name}'`));
  expect(missing).toEqual([]);
  const ours = Object.keys(allStrings).filter(part => part !== 'hubPages' && part !== 'server');
  expect(ours).toHaveLength(files.length);
});

it('holds the texts of the pages of the hub, from the file that their templates read', () => {
  const file = join(root, '../../../hub-templates/locales/en.json');
  expect(allStrings.hubPages).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  expect(textsOf(allStrings.hubPages, 'hubPages').length).toBeGreaterThan(100);
});

it('holds what the server says', () => {
  expect(allStrings.server).toBe(server);
});

it('holds texts that stand for themselves: none hangs on another by a space', () => {
  const bad = textsOf(allStrings, 'strings').filter(([, text]) => text !== text.trim());
  expect(bad).toEqual([]);
});
