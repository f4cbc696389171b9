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

  const openedAt = (schema: 'state' | 'history', version: number, rows: string) => {
    const file = join(folder, `${schema}.db`);
    const old = new Database(file);
    const migrations = join(__dirname, 'migrations', schema);
    for (const name of readdirSync(migrations).sort()) {
      if (Number(name.slice(0, 3)) <= version)
        old.exec(readFileSync(join(migrations, name), 'utf8'));
    }
    old.pragma(`user_version = ${version}`);
    old.exec(rows);
    old.close();
    return openDb(file, schema);
  };

  it('keeps volumes, accounts and preferences of older versions under their new names', () => {
    const db = openedAt(
      'state',
      10,
      `INSERT INTO volumes (user, name, generation, engine_name, state, binned, created_at)
         VALUES ('ada', 'home', 1, 'home-1', 'retired', 1, 5);
       INSERT INTO account_births VALUES ('ada', '2026');
       INSERT INTO preferences VALUES ('ada', '{"importantOnly":true}', 7);
       INSERT INTO servers (user, name, lab, phase, rules) VALUES ('ada', '', 'lab', 'stopped', '{}')`,
    );
    expect(db.prepare('SELECT in_trash FROM volumes').pluck().get()).toBe(1);
    expect(db.prepare('SELECT created FROM account_identities').pluck().get()).toBe('2026');
    expect(db.prepare('SELECT value FROM preferences').pluck().get()).toContain('importantOnly');
    expect(db.prepare('SELECT policy FROM servers').pluck().get()).toBe('{}');
    db.close();
  });

  it('keeps the usage that older versions recorded', () => {
    const db = openedAt(
      'history',
      3,
      `INSERT INTO people VALUES (4, 'ada');
       INSERT INTO usage_minutes (person, minute, cpu, memory) VALUES (4, 1, 2, 3);
       INSERT INTO usage_readings (person, at, cpu, memory) VALUES (4, 60, 2, 3);
       INSERT INTO usage_tiers (tier, person, bucket, cpu, memory) VALUES (5, 4, 1, 2, 3);
       INSERT INTO usage_marks VALUES (5, 2);
       INSERT INTO volume_sizes VALUES (4, 60, 8);
       INSERT INTO server_marks VALUES (4, 60, 1)`,
    );
    const of = (table: string) => db.prepare(`SELECT user_id FROM ${table}`).pluck().all();
    expect(db.prepare('SELECT id FROM users WHERE user = ?').pluck().get('ada')).toBe(4);
    for (const table of ['usage_minutes', 'usage_readings', 'volume_sizes', 'server_markers']) {
      expect([table, of(table)]).toEqual([table, [4]]);
    }
    expect(db.prepare('SELECT minutes, user_id FROM usage_rollups').all()).toEqual([
      { minutes: 5, user_id: 4 },
    ]);
    expect(db.prepare('SELECT next FROM rollup_progress WHERE minutes = 5').pluck().get()).toBe(2);
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
