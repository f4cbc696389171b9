import type { Db } from '../../db/open.js';

/** The session of one server, as stored. */
export interface SessionRow {
  readonly user: string;
  readonly name: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly extendedUntilMs: number | null;
  readonly usedHours: number;
}

/** Sessions, one per server; the last one of a stopped server stays readable. */
export interface SessionRepo {
  get(user: string, name: string): SessionRow | null;
  live(): readonly SessionRow[];
  save(row: SessionRow): void;
  remove(user: string, name: string): void;
}

const COLUMNS = `user, name, started_at AS startedAtMs, ended_at AS endedAtMs,
  extended_until AS extendedUntilMs, used_hours AS usedHours`;

export const createSessionRepo = (db: Db): SessionRepo => {
  const get = db.prepare<[string, string], SessionRow>(
    `SELECT ${COLUMNS} FROM sessions WHERE user = ? AND name = ?`,
  );
  const live = db.prepare<[], SessionRow>(
    `SELECT ${COLUMNS} FROM sessions WHERE ended_at IS NULL ORDER BY user, name`,
  );
  const save = db.prepare<SessionRow>(
    `INSERT INTO sessions (user, name, started_at, ended_at, extended_until, used_hours)
     VALUES (@user, @name, @startedAtMs, @endedAtMs, @extendedUntilMs, @usedHours)
     ON CONFLICT (user, name) DO UPDATE SET started_at = excluded.started_at,
       ended_at = excluded.ended_at, extended_until = excluded.extended_until,
       used_hours = excluded.used_hours`,
  );
  const remove = db.prepare<[string, string]>('DELETE FROM sessions WHERE user = ? AND name = ?');
  return {
    get: (user, name) => get.get(user, name) ?? null,
    live: () => live.all(),
    save: row => void save.run(row),
    remove: (user, name) => void remove.run(user, name),
  };
};
