import type { Db } from '../../db/open.js';

/** One line of the audit trail as it lies in the database; `details` is JSON. */
export interface EventRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
  readonly details: string;
}

/** Which lines: of one subject, and newer than `since`. */
export interface EventFilter {
  readonly subject: string | null;
  readonly since: number;
}

/** The audit trail. It can be added to and read; nothing here changes or removes a line. */
export interface EventsRepo {
  append(event: Omit<EventRow, 'id'>): void;
  /** Newest first; `before` is the id of the last line already known. */
  page(filter: EventFilter, before: number | null, limit: number): readonly EventRow[];
  count(filter: EventFilter): number;
}

export const createEventsRepo = (db: Db): EventsRepo => {
  const append = db.prepare<Omit<EventRow, 'id'>>(
    `INSERT INTO events (at, actor, action, subject, result, details)
     VALUES (@at, @actor, @action, @subject, @result, @details)`,
  );
  const all = db.prepare<[number, number, number], EventRow>(
    'SELECT * FROM events WHERE id > ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const ofSubject = db.prepare<[string, number, number, number], EventRow>(
    'SELECT * FROM events WHERE subject = ? AND id > ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const countAll = db.prepare<[number], number>('SELECT count(*) FROM events WHERE id > ?').pluck();
  const countOf = db
    .prepare<[string, number], number>('SELECT count(*) FROM events WHERE subject = ? AND id > ?')
    .pluck();
  return {
    append: event => void append.run(event),
    page: ({ subject, since }, before, limit) => {
      const below = before ?? Number.MAX_SAFE_INTEGER;
      return subject === null
        ? all.all(since, below, limit)
        : ofSubject.all(subject, since, below, limit);
    },
    count: ({ subject, since }) =>
      (subject === null ? countAll.get(since) : countOf.get(subject, since)) ?? 0,
  };
};
