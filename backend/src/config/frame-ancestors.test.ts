import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseFrameAncestors } from './frame-ancestors.js';

const file = fileURLToPath(
  new URL('../../../hub/tests/frame_ancestors_cases.json', import.meta.url),
);
const cases = JSON.parse(readFileSync(file, 'utf8')) as [string, string[] | null][];

it.each(cases)('%j names %j', (text, origins) => {
  const found = parseFrameAncestors(text);
  expect(typeof found === 'string' ? null : found).toEqual(origins);
});
