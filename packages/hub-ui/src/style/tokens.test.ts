import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (...path: string[]): string => readFileSync(join(__dirname, ...path), 'utf8');

describe('the tokens of the look', () => {
  it("are the same on the hub's own pages, which carry a copy", () => {
    expect(read('../../../../hub-templates/static/tokens.css')).toBe(read('tokens.css'));
  });
});
