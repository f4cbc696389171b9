import { randomBytes } from 'node:crypto';
import type { Db } from './open.js';

/**
 * The name of this deployment among others on one engine: 12 characters, made up once.
 * @param wanted - PERIJOVE_DEPLOYMENT_ID: the name it bore before its database was lost
 */
export const deploymentId = (db: Db, wanted: string | null): string => {
  if (wanted !== null) writeMeta(db, 'deployment', wanted);
  const fresh = randomBytes(6).toString('hex');
  db.prepare(`INSERT OR IGNORE INTO meta (key, value) VALUES ('deployment', ?)`).run(fresh);
  return (
    db.prepare<[], string>(`SELECT value FROM meta WHERE key = 'deployment'`).pluck().get() ?? fresh
  );
};

/** Reads a remembered fact about this deployment. */
export const readMeta = (db: Db, key: string): string | null =>
  db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(key) ?? null;

/** Remembers a fact about this deployment. */
export const writeMeta = (db: Db, key: string, value: string): void => {
  db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
};

/** Whether anybody has a server or a volume here that another engine would not find. */
export const hasUserData = (db: Db): boolean =>
  db
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM volumes) OR EXISTS (SELECT 1 FROM servers)')
    .pluck()
    .get() === 1;
