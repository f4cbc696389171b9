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

const COLUMNS = `user, name, started_at AS startedAtMs, ended_at AS endedAtMs,
  extended_until AS extendedUntilMs, used_hours AS usedHours`;

/** Sessions, one per server, in memory and on disk: lists of 10,000 users read each. */
export class SessionRepo {
  private readonly selectAll = this.db.prepare<[], SessionRow>(
    `SELECT ${COLUMNS} FROM sessions ORDER BY user, name`,
  );
  private readonly insert = this.db.prepare<SessionRow>(
    `INSERT INTO sessions (user, name, started_at, ended_at, extended_until, used_hours)
     VALUES (@user, @name, @startedAtMs, @endedAtMs, @extendedUntilMs, @usedHours)
     ON CONFLICT (user, name) DO UPDATE SET started_at = excluded.started_at,
       ended_at = excluded.ended_at, extended_until = excluded.extended_until,
       used_hours = excluded.used_hours`,
  );
  private readonly selectUse = this.db.prepare<[string, string], UseRow>(
    'SELECT used_at AS usedAtMs, attended FROM sessions WHERE user = ? AND name = ?',
  );
  private readonly updateUse = this.db.prepare<UseRow & { user: string; name: string }>(
    `UPDATE sessions SET used_at = @usedAtMs, attended = @attended
     WHERE user = @user AND name = @name`,
  );
  private readonly deleteOne = this.db.prepare<[string, string]>(
    'DELETE FROM sessions WHERE user = ? AND name = ?',
  );
  private readonly rows = new Map(
    this.selectAll.all().map(row => [keyOf(row.user, row.name), row]),
  );
  private readonly deleteAll = this.db.prepare<[string]>('DELETE FROM sessions WHERE user = ?');
  private readonly updateUser = this.db.prepare<[string, string]>(
    'UPDATE sessions SET user = ? WHERE user = ?',
  );
  readonly records: UserRecords = {
    tables: ['sessions'],
    rename: (from, to) => {
      this.updateUser.run(to, from);
      return () => {
        for (const row of this.ofUser(from)) {
          this.rows.delete(keyOf(from, row.name));
          this.rows.set(keyOf(to, row.name), { ...row, user: to });
        }
      };
    },
    forget: user => {
      this.deleteAll.run(user);
      return () => {
        for (const row of this.ofUser(user)) this.rows.delete(keyOf(user, row.name));
      };
    },
  };

  constructor(private readonly db: Db) {}

  get(user: string, name: string): SessionRow | null {
    return this.rows.get(keyOf(user, name)) ?? null;
  }

  live(): readonly SessionRow[] {
    return [...this.rows.values()].filter(row => row.endedAtMs === null);
  }

  save(row: SessionRow): void {
    this.insert.run(row);
    this.rows.set(keyOf(row.user, row.name), row);
  }

  remove(user: string, name: string): void {
    this.deleteOne.run(user, name);
    this.rows.delete(keyOf(user, name));
  }

  use(user: string, name: string): UseRow | null {
    return this.selectUse.get(user, name) ?? null;
  }

  saveUse(user: string, name: string, row: UseRow): void {
    this.updateUse.run({ ...row, user, name });
  }

  private ofUser(user: string) {
    return [...this.rows.values()].filter(row => row.user === user);
  }
}
