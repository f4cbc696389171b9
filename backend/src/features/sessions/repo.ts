import type { Db } from '../../db/open.js';
import type { UserRecords } from '../user-records.js';
import { keyOf } from '../servers/key.js';

/** The session of one server, as stored. */
export interface SessionRow {
  readonly user: string;
  readonly name: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly extendedUntilMs: number | null;
  readonly usedHours: number;
}

/** When a server was last used, beside its session: pages report more often than sessions change. */
export interface UseRow {
  readonly usedAtMs: number | null;
  readonly attended: 0 | 1;
}

/** Sessions, one per server, in memory and on disk: lists of 10,000 people ask for each. */
export interface SessionRepo {
  get(user: string, name: string): SessionRow | null;
  live(): readonly SessionRow[];
  save(row: SessionRow): void;
  remove(user: string, name: string): void;
  readonly records: UserRecords;
  use(user: string, name: string): UseRow | null;
  saveUse(user: string, name: string, use: UseRow): void;
}

const COLUMNS = `user, name, started_at AS startedAtMs, ended_at AS endedAtMs,
  extended_until AS extendedUntilMs, used_hours AS usedHours`;

export const createSessionRepo = (db: Db): SessionRepo => {
  const load = db.prepare<[], SessionRow>(`SELECT ${COLUMNS} FROM sessions ORDER BY user, name`);
  const save = db.prepare<SessionRow>(
    `INSERT INTO sessions (user, name, started_at, ended_at, extended_until, used_hours)
     VALUES (@user, @name, @startedAtMs, @endedAtMs, @extendedUntilMs, @usedHours)
     ON CONFLICT (user, name) DO UPDATE SET started_at = excluded.started_at,
       ended_at = excluded.ended_at, extended_until = excluded.extended_until,
       used_hours = excluded.used_hours`,
  );
  const use = db.prepare<[string, string], UseRow>(
    'SELECT used_at AS usedAtMs, attended FROM sessions WHERE user = ? AND name = ?',
  );
  const saveUse = db.prepare<UseRow & { user: string; name: string }>(
    `UPDATE sessions SET used_at = @usedAtMs, attended = @attended
     WHERE user = @user AND name = @name`,
  );
  const remove = db.prepare<[string, string]>('DELETE FROM sessions WHERE user = ? AND name = ?');

  const rows = new Map(load.all().map(row => [keyOf(row.user, row.name), row]));
  const removeAll = db.prepare<[string]>('DELETE FROM sessions WHERE user = ?');
  const rename = db.prepare<[string, string]>('UPDATE sessions SET user = ? WHERE user = ?');
  const ofUser = (user: string) => [...rows.values()].filter(row => row.user === user);

  return {
    records: {
      tables: ['sessions'],
      rename: (from, to) => {
        rename.run(to, from);
        return () => {
          for (const row of ofUser(from)) {
            rows.delete(keyOf(from, row.name));
            rows.set(keyOf(to, row.name), { ...row, user: to });
          }
        };
      },
      forget: user => {
        removeAll.run(user);
        return () => {
          for (const row of ofUser(user)) rows.delete(keyOf(user, row.name));
        };
      },
    },
    get: (user, name) => rows.get(keyOf(user, name)) ?? null,
    live: () => [...rows.values()].filter(row => row.endedAtMs === null),
    save: row => {
      save.run(row);
      rows.set(keyOf(row.user, row.name), row);
    },
    use: (user, name) => use.get(user, name) ?? null,
    saveUse: (user, name, row) => void saveUse.run({ ...row, user, name }),
    remove: (user, name) => {
      remove.run(user, name);
      rows.delete(keyOf(user, name));
    },
  };
};
