import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDb } from './open.js';
import { Database } from './sqlite.js';

describe('opening a database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'perijove-db-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['state', 'history'] as const)('makes a %s database with its folder', schema => {
    const file = join(folder, 'deep', `${schema}.db`);
    openDb(file, schema).close();
    expect(existsSync(file)).toBe(true);
  });

  it('opens again without changing anything', () => {
    const file = join(folder, 'state.db');
    const first = openDb(file, 'state');
    first.prepare(`INSERT INTO meta VALUES ('kept', 'yes')`).run();
    first.close();
    const second = openDb(file, 'state');
    expect(second.prepare(`SELECT value FROM meta WHERE key = 'kept'`).pluck().get()).toBe('yes');
    second.close();
    expect(readdirSync(folder).filter(name => name.includes('before'))).toEqual([]);
  });

  it('refuses a file of a newer version in words', () => {
    const file = join(folder, 'state.db');
    const raw = new Database(file);
    raw.pragma('user_version = 999');
    raw.close();
    expect(() => openDb(file, 'state')).toThrow(/newer version/);
  });
});
