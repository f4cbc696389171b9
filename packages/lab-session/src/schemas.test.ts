import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'schema');

describe('the settings', () => {
  it.each(readdirSync(folder))('%s: belong to the domain of all our texts', file => {
    const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    expect(schema['jupyter.lab.internationalization']).toEqual({ domain: 'perijove' });
  });
});
