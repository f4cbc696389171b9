import type { DeliveryState } from '@perijove/contracts';
import type { Db } from '../../db/open.js';
import { isAhead } from './policy.js';
import { createCursorCounter, type AckState } from './repo.js';
import type { DeliveryRow, InboxRow } from './row.js';

/** The state of a message for one of its recipients. */
export type DeliveryStatusRow = Pick<DeliveryRow, 'user' | 'state' | 'cursor' | 'removed'> & {
  readonly unread: number;
};

/** Messages and delivery states per user. */
export class InboxRepo {
  private readonly counter = createCursorCounter(this.db);
  private readonly inbox = `SELECT n.*, d.user, d.state, d.cursor, d.removed
    FROM deliveries d JOIN notifications n ON n.id = d.notification_id`;
  private readonly changed = this.db.prepare<[string, number, number], InboxRow>(
    `SELECT * FROM (${this.inbox} WHERE d.user = ? AND d.cursor > ? ORDER BY n.seq DESC LIMIT ?)
     ORDER BY seq`,
  );
  private readonly one = this.db.prepare<[string, string], InboxRow>(
    `${this.inbox} WHERE d.notification_id = ? AND d.user = ?`,
  );
  private readonly selectUnread = this.db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM deliveries d JOIN notifications n ON n.id = d.notification_id
       WHERE d.user = ? AND d.removed = 0 AND d.state IN ('pending', 'delivered')
         AND (n.expires_at IS NULL OR n.expires_at > ?)`,
    )
    .pluck();
  // CROSS JOIN keeps the order: for each name its row, not for each row a walk through all names.
  private readonly seen = this.db.prepare<
    { id: string; users: string; now: number },
    DeliveryStatusRow
  >(
    `SELECT d.user, d.state, d.cursor, d.removed,
       (SELECT count(*) FROM deliveries u JOIN notifications n ON n.id = u.notification_id
        WHERE u.user = d.user AND u.removed = 0 AND u.state IN ('pending', 'delivered')
          AND (n.expires_at IS NULL OR n.expires_at > @now)) AS unread
     FROM json_each(@users) j CROSS JOIN deliveries d ON d.notification_id = @id AND d.user = j.value`,
  );
  private readonly reach = this.db.prepare<{ id: string; users: string; now: number }>(
    `UPDATE deliveries SET state = 'delivered', delivered_at = coalesce(delivered_at, @now)
     WHERE notification_id = @id AND state = 'pending'
       AND user IN (SELECT value FROM json_each(@users))`,
  );
  private readonly delivery = this.db.prepare<[string, string], DeliveryRow>(
    'SELECT * FROM deliveries WHERE notification_id = ? AND user = ?',
  );
  // A later state implies the earlier ones: who dismissed it has received and seen it.
  private readonly move = this.db.prepare<{
    id: string;
    user: string;
    state: AckState;
    cursor: number;
    delivered: number;
    seen: number | null;
    dismissed: number | null;
  }>(
    `UPDATE deliveries SET state = @state, cursor = @cursor,
       delivered_at = coalesce(delivered_at, @delivered),
       seen_at = coalesce(seen_at, @seen),
       dismissed_at = coalesce(dismissed_at, @dismissed)
     WHERE notification_id = @id AND user = @user`,
  );
  private readonly tally = this.db.prepare<{
    id: string;
    delivered: number;
    seen: number;
    dismissed: number;
  }>(
    `UPDATE notifications SET delivered = delivered + @delivered, seen = seen + @seen,
       dismissed = dismissed + @dismissed WHERE id = @id`,
  );
  private readonly list = this.db.prepare<[string, string, number], DeliveryRow>(
    `SELECT * FROM deliveries WHERE notification_id = ? AND user > ? ORDER BY user LIMIT ?`,
  );

  constructor(private readonly db: Db) {}

  /** Moves a delivery forward. Answers whether it moved; going back or standing still does not. */
  advance(id: string, user: string, to: AckState, nowMs: number): boolean {
    return this.db.transaction(() => {
      const before = this.delivery.get(id, user);
      if (before === undefined || !isAhead(before.state as DeliveryState, to)) return false;
      const saw = to !== 'delivered';
      const gone = to === 'dismissed';
      this.move.run({
        id,
        user,
        state: to,
        // Reaching a page changes nothing that its owner could see: no cursor is spent on it.
        cursor: saw ? this.counter.next() : before.cursor,
        delivered: nowMs,
        seen: saw ? nowMs : null,
        dismissed: gone ? nowMs : null,
      });
      this.tally.run({
        id,
        delivered: before.delivered_at === null ? 1 : 0,
        seen: saw && before.seen_at === null ? 1 : 0,
        dismissed: gone ? 1 : 0,
      });
      return true;
    })();
  }

  /** Moves these deliveries of one message on to `delivered`; answers how many moved. */
  deliver(id: string, users: readonly string[], nowMs: number): number {
    return this.db.transaction(() => {
      const { changes } = this.reach.run({ id, users: JSON.stringify(users), now: nowMs });
      if (changes > 0) this.tally.run({ id, delivered: changes, seen: 0, dismissed: 0 });
      return changes;
    })();
  }

  /** Changed after `since`, newest message last, removed ones included; at most `limit`. */
  changedSince(user: string, since: number, limit: number): readonly InboxRow[] {
    return this.changed.all(user, since, limit);
  }

  find(id: string, user: string): InboxRow | null {
    return this.one.get(id, user) ?? null;
  }

  /** The deliveries of one message to these users, each with their unread messages. */
  findAll(id: string, users: readonly string[], nowMs: number): readonly DeliveryStatusRow[] {
    return this.seen.all({ id, users: JSON.stringify(users), now: nowMs });
  }

  /** Messages that wait to be seen. */
  unread(user: string, nowMs: number): number {
    return this.selectUnread.get(user, nowMs) ?? 0;
  }

  /** The newest cursor of anybody; the next change of anybody lies above it. */
  cursor(): number {
    return this.counter.current();
  }

  /** By name; `after` is the last name already known. */
  deliveries(id: string, after: string | null, limit: number): readonly DeliveryRow[] {
    return this.list.all(id, after ?? '', limit);
  }
}
