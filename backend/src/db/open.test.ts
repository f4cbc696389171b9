import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

  it('keeps audit entries and pending removals of older versions under their new names', () => {
    const file = join(folder, 'state.db');
    const old = new Database(file);
    const migrations = join(__dirname, 'migrations', 'state');
    for (const name of readdirSync(migrations).sort().slice(0, 8)) {
      old.exec(readFileSync(join(migrations, name), 'utf8'));
    }
    old.pragma('user_version = 8');
    old.exec(
      `INSERT INTO events (at, actor, actor_kind, action, subject, result)
       VALUES (1, 'watch', 'platform', 'stray.found', 'ada', 'ok'), (2, 'watch', 'user', 'server.stop', 'watch', 'ok'),
         (3, 'root', 'user', 'notification.retract', 'ada', 'ok');
       INSERT INTO servers (user, name, lab, phase, sweep) VALUES ('ada', '', 'lab', 'stopped', 1)`,
    );
    old.close();
    const db = openDb(file, 'state');
    expect(db.prepare('SELECT actor, action FROM events ORDER BY id').all()).toEqual([
      { actor: 'reconciler', action: 'orphan.found' },
      { actor: 'watch', action: 'server.stop' },
      { actor: 'root', action: 'notification.recall' },
    ]);
    expect(db.prepare('SELECT removal_pending FROM servers').pluck().get()).toBe(1);
    expect(() => db.exec(`UPDATE events SET actor = 'eve'`)).toThrow(/never changes/);
    db.close();
  });

  it('refuses a file of a newer version in words', () => {
    const file = join(folder, 'state.db');
    const raw = new Database(file);
    raw.pragma('user_version = 999');
    raw.close();
    expect(() => openDb(file, 'state')).toThrow(/newer version/);
  });
});
