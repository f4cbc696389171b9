import type { Db } from '../../db/open.js';

/** One entry of the audit log in the database; `details` is JSON. */
export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly actor_kind: string;
  readonly address: string | null;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
  readonly details: string;
}

/** Which lines; what is missing does not matter. Times are epoch milliseconds. */
export interface AuditFilter {
  readonly since?: number | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly result?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly search?: string | undefined;
}

const conditions: Readonly<Record<keyof AuditFilter, string>> = {
  since: 'id > @since',
  actor: 'actor = @actor',
  action: 'action = @action',
  subject: 'subject = @subject',
  result: 'result = @result',
  fromMs: 'at >= @fromMs',
  untilMs: 'at < @untilMs',
  search: ['actor', 'subject', 'action', 'address']
    .map(column => `${column} LIKE @search ESCAPE '\\'`)
    .join(' OR '),
};

const like = (text: string): string => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`;

/** The audit log. Entries can be added and read, and are only removed by age. */
export class AuditRepo {
  private readonly insert = this.db.prepare<Omit<AuditRow, 'id'>>(
    `INSERT INTO events (at, actor, actor_kind, address, action, subject, result, details)
     VALUES (@at, @actor, @actor_kind, @address, @action, @subject, @result, @details)`,
  );
  // The next action after the last one, each by one step in the index: not a walk over all lines.
  private readonly selectActions = this.db
    .prepare<[], string>(
      `WITH RECURSIVE known (action) AS (
         SELECT min(action) FROM events
         UNION ALL
         SELECT (SELECT min(action) FROM events WHERE action > known.action)
         FROM known WHERE known.action IS NOT NULL
       )
       SELECT action FROM known WHERE action IS NOT NULL`,
    )
    .pluck();
  private readonly deleteBefore = this.db.prepare<[number, number]>(
    'DELETE FROM events WHERE id IN (SELECT id FROM events WHERE at < ? ORDER BY at LIMIT ?)',
  );

  constructor(private readonly db: Db) {}

  /** Answers the id of the new line. */
  append(event: Omit<AuditRow, 'id'>): number {
    return Number(this.insert.run(event).lastInsertRowid);
  }

  /** Newest first; `before` is the id of the last line already known. */
  page(filter: AuditFilter, before: number | null, limit: number): readonly AuditRow[] {
    const { sql, values } = this.where(filter);
    return this.db
      .prepare<unknown[], AuditRow>(
        `SELECT * FROM events WHERE id < @before${sql} ORDER BY id DESC LIMIT @limit`,
      )
      .all({ ...values, before: before ?? Number.MAX_SAFE_INTEGER, limit });
  }

  /** Counts up to `most` lines. */
  count(filter: AuditFilter, most: number): number {
    const { sql, values } = this.where(filter);
    return (
      this.db
        .prepare<unknown[], number>(
          `SELECT count(*) FROM (SELECT 1 FROM events WHERE id > 0${sql} LIMIT @most)`,
        )
        .pluck()
        .get({ ...values, most }) ?? 0
    );
  }

  /** Every action that occurs, in alphabetical order. */
  actions(): readonly string[] {
    return this.selectActions.all();
  }

  /** Removes at most `limit` lines from before that instant; answers how many. */
  removeBefore(atMs: number, limit: number): number {
    return this.deleteBefore.run(atMs, limit).changes;
  }

  /** Only what is asked for stands in the statement, so that the indexes serve it. */
  private where(filter: AuditFilter): { sql: string; values: Record<string, unknown> } {
    const given = (Object.keys(conditions) as (keyof AuditFilter)[]).filter(
      key => filter[key] !== undefined && filter[key] !== '',
    );
    return {
      sql: given.map(key => ` AND (${conditions[key]})`).join(''),
      values: Object.fromEntries(
        given.map(key => [key, key === 'search' ? like(filter.search ?? '') : filter[key]]),
      ),
    };
  }
}
