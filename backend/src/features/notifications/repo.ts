import type { DeliveryState } from '@perijove/contracts';
import type { Db } from '../../db/open.js';
import type { NotificationRow } from './row.js';

/** A message about to be written. */
export type NewNotification = Pick<
  NotificationRow,
  | 'id'
  | 'sender'
  | 'sender_kind'
  | 'title'
  | 'message'
  | 'variant'
  | 'auto_close_ms'
  | 'actions'
  | 'audience'
  | 'created_at'
  | 'expires_at'
>;

/** Whose messages; null is all users'. */
export type SentFilter = { readonly sender: string; readonly kind: 'user' | 'service' } | null;

/** Moves the counter that orders all changes; call it inside the transaction of the change. */
export const createCursorCounter = (db: Db): { next(): number; current(): number } => {
  const bump = db
    .prepare<[], number>(
      `UPDATE counters SET value = value + 1 WHERE name = 'delivery' RETURNING value`,
    )
    .pluck();
  const read = db.prepare<[], number>(`SELECT value FROM counters WHERE name = 'delivery'`).pluck();
  return { next: () => bump.get() ?? 0, current: () => read.get() ?? 0 };
};

/** Sent messages and the deliveries they begin with. All writes of one call are one transaction. */
export class SentRepo {
  private readonly cursor = createCursorCounter(this.db);
  private readonly insertNotification = this.db.prepare<
    NewNotification & { recipients: number },
    NotificationRow
  >(
    `INSERT INTO notifications (id, sender, sender_kind, title, message, variant, auto_close_ms,
       actions, audience, created_at, expires_at, recipients)
     VALUES (@id, @sender, @sender_kind, @title, @message, @variant, @auto_close_ms,
       @actions, @audience, @created_at, @expires_at, @recipients)
     RETURNING *`,
  );
  // One statement for all recipients: ten thousand single inserts take several times as long.
  private readonly insertDeliveries = this.db.prepare<[string, number, string]>(
    `INSERT INTO deliveries (notification_id, user, cursor)
     SELECT ?, value, ? FROM json_each(?)`,
  );
  private readonly byId = this.db.prepare<[string], NotificationRow>(
    'SELECT * FROM notifications WHERE id = ?',
  );
  private readonly pageAll = this.db.prepare<[number, number], NotificationRow>(
    'SELECT * FROM notifications WHERE seq < ? ORDER BY seq DESC LIMIT ?',
  );
  private readonly pageOf = this.db.prepare<[string, string, number, number], NotificationRow>(
    `SELECT * FROM notifications WHERE sender = ? AND sender_kind = ? AND seq < ?
     ORDER BY seq DESC LIMIT ?`,
  );
  private readonly countAll = this.db
    .prepare<[], number>('SELECT count(*) FROM notifications')
    .pluck();
  private readonly countOf = this.db
    .prepare<[string, string], number>(
      'SELECT count(*) FROM notifications WHERE sender = ? AND sender_kind = ?',
    )
    .pluck();
  private readonly markRemoved = this.db.prepare<[number, number | null, string]>(
    'UPDATE notifications SET removed_at = ?, recalled_at = ? WHERE id = ? AND removed_at IS NULL',
  );
  private readonly markDeliveries = this.db
    .prepare<[number, string], string>(
      `UPDATE deliveries SET removed = 1, cursor = ? WHERE notification_id = ? RETURNING user`,
    )
    .pluck();
  private readonly expired = this.db
    .prepare<[number], string>(
      `SELECT id FROM notifications
       WHERE removed_at IS NULL AND expires_at IS NOT NULL AND expires_at <= ?`,
    )
    .pluck();
  private readonly purge = this.db.prepare<[number]>(
    'DELETE FROM notifications WHERE created_at < ?',
  );

  constructor(private readonly db: Db) {}

  /** Writes the message and one pending delivery per recipient. */
  insert(notification: NewNotification, recipients: readonly string[]): NotificationRow {
    return this.db.transaction(() => {
      const row = this.insertNotification.get({ ...notification, recipients: recipients.length });
      if (row === undefined) throw new Error('The notification was not written.');
      this.insertDeliveries.run(row.id, this.cursor.next(), JSON.stringify(recipients));
      return row;
    })();
  }

  /** Removes a message for all recipients. Returns the recipients, or null if it was removed before. */
  remove(id: string, nowMs: number, why: 'recalled' | 'expired'): readonly string[] | null {
    return this.db.transaction(() => {
      const { changes } = this.markRemoved.run(nowMs, why === 'recalled' ? nowMs : null, id);
      return changes === 0 ? null : this.markDeliveries.all(this.cursor.next(), id);
    })();
  }

  find(id: string): NotificationRow | null {
    return this.byId.get(id) ?? null;
  }

  /** Newest first; `before` is the `seq` of the last one already known. */
  page(filter: SentFilter, before: number | null, limit: number): readonly NotificationRow[] {
    const below = before ?? Number.MAX_SAFE_INTEGER;
    return filter === null
      ? this.pageAll.all(below, limit)
      : this.pageOf.all(filter.sender, filter.kind, below, limit);
  }

  count(filter: SentFilter): number {
    return (
      (filter === null ? this.countAll.get() : this.countOf.get(filter.sender, filter.kind)) ?? 0
    );
  }

  expiredIds(nowMs: number): readonly string[] {
    return this.expired.all(nowMs);
  }

  /** Deletes messages and their deliveries for good; answers how many. */
  purgeOlderThan(createdBeforeMs: number): number {
    return this.purge.run(createdBeforeMs).changes;
  }
}

/** States in the order in which a delivery passes them. */
export type AckState = Exclude<DeliveryState, 'pending'>;
