import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database, type Db } from './sqlite.js';

export type { Db };

const migrationsIn = (directory: string): readonly { version: number; sql: string }[] =>
  readdirSync(directory)
    .filter(name => /^\d{3}-.*\.sql$/.test(name))
    .sort()
    .map(name => ({
      version: Number(name.slice(0, 3)),
      sql: readFileSync(join(directory, name), 'utf8'),
    }));

const migrate = (db: Db, file: string, directory: string): void => {
  const current = db.pragma('user_version', { simple: true }) as number;
  const all = migrationsIn(directory);
  const newest = all.at(-1)?.version ?? 0;
  if (current > newest) {
    throw new Error(
      `${file} was written by a newer version of Perijove (schema ${current}, this one knows ${newest}). ` +
        'Start the newer version, or restore the backup that lies beside the file.',
    );
  }
  const pending = all.filter(migration => migration.version > current);
  if (pending.length === 0) return;
  if (current > 0 && file !== ':memory:') {
    db.exec(`VACUUM INTO '${`${file}.before-${newest}`.replaceAll("'", "''")}'`);
  }
  for (const { version, sql } of pending) {
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    })();
  }
};

/**
 * Opens a database and brings its schema up to date; keeps a copy of the file before it does.
 * Throws when the file comes from a newer version.
 * @param schema - `state` is small and precious, `history` large and expendable
 */
export const openDb = (file: string, schema: 'state' | 'history'): Db => {
  if (file !== ':memory:' && !existsSync(dirname(file)))
    mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  migrate(db, file, join(migrationsRoot(), schema));
  return db;
};

/** The `.sql` files lie beside this module, in the sources as in the build. */
const migrationsRoot = (): string => fileURLToPath(new URL('./migrations', import.meta.url));

/** What a database takes on disk, in bytes, without its write-ahead log. */
export const sizeOf = (db: Db): number =>
  Number(db.pragma('page_count', { simple: true })) *
  Number(db.pragma('page_size', { simple: true }));
