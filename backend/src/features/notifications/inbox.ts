import type { NotificationView, NotificationsView } from '@perijove/contracts';
import { AppError } from '../../lib/errors.js';
import { DeliveryBuffer } from './delivery-buffer.js';
import { text, type Unrendered } from '../../lib/text.js';
import type { InboxRepo } from './inbox-repo.js';
import { toNotificationView } from './view.js';
import type { AckState } from './repo.js';
import type { InboxRow } from './row.js';
import type { SentChanges } from './sent-changes.js';
import type { Deps } from '../deps.js';

/** A message as its recipient sees it. Users who see the same share one of these. */
export interface UserNotification {
  readonly notification: Unrendered<NotificationView>;
  readonly unread: number;
}

/** More than anybody reads; older ones stay in the database but leave the list. */
const LIST_LIMIT = 200;

/** The notifications of one user. Services have no inbox. */
export class Inbox {
  private readonly deliveryBuffer = new DeliveryBuffer({
    clock: this.deps.clock,
    write: (id, users) => {
      try {
        if (this.deps.repo.deliver(id, users, this.deps.clock.now()) > 0)
          this.deps.sentChanges.touch(id);
      } catch (error) {
        this.deps.log.error({ err: error }, 'could not store deliveries of a notification');
      }
    },
  });

  constructor(
    private readonly deps: Deps<'clock' | 'bus' | 'log'> & {
      readonly repo: InboxRepo;
      readonly sentChanges: SentChanges;
    },
  ) {}

  /** Changes after the cursor `since`; 0 answers the newest 200 that still stand. */
  list(user: string, since: number): Unrendered<NotificationsView> {
    // Read before the rows: what comes in between is then told twice rather than never.
    const cursor = this.deps.repo.cursor();
    const limit = since === 0 ? LIST_LIMIT : Number.MAX_SAFE_INTEGER;
    const rows = this.deps.repo.changedSince(user, since, limit);
    return {
      notifications: rows.filter(row => this.stands(row)).map(toNotificationView),
      removed: since === 0 ? [] : rows.filter(row => !this.stands(row)).map(row => row.id),
      cursor,
      unread: this.deps.repo.unread(user, this.deps.clock.now()),
    };
  }

  /** One message as each of these users sees it; without those whose it never was, or is gone. */
  find(id: string, users: readonly string[]): ReadonlyMap<string, UserNotification> {
    const found = new Map<string, UserNotification>();
    const shared = new Map<string, UserNotification>();
    let message: InboxRow | null = null;
    for (const seen of this.deps.repo.findAll(id, users, this.deps.clock.now())) {
      message ??= this.deps.repo.find(id, seen.user);
      if (message === null) break;
      const row = { ...message, ...seen };
      if (!this.stands(row)) continue;
      const same = `${seen.state} ${seen.cursor} ${seen.unread}`;
      const view = shared.get(same) ?? {
        notification: toNotificationView(row),
        unread: seen.unread,
      };
      shared.set(same, view);
      found.set(seen.user, view);
    }
    return found;
  }

  unread(user: string): number {
    return this.deps.repo.unread(user, this.deps.clock.now());
  }

  /** Moves the delivery forward, never back. Throws `notification_not_found`. */
  acknowledge(user: string, id: string, state: AckState): Unrendered<NotificationView> {
    const moved = this.deps.repo.advance(id, user, state, this.deps.clock.now());
    const row = this.deps.repo.find(id, user);
    if (row === null || row.removed === 1) {
      throw new AppError('notification_not_found', text('notifications.gone'));
    }
    if (moved) {
      this.deps.sentChanges.touch(id);
      if (state !== 'delivered') {
        this.deps.bus.emit('notifications.changed', { id, change: 'updated', users: [user] });
      }
    }
    return toNotificationView(row);
  }

  /** As `acknowledge` with `delivered`, a moment later and together with others; never throws. */
  bufferDelivered(user: string, id: string): void {
    this.deliveryBuffer.add(user, id);
  }

  /** Writes down now what was noted. */
  flush(): void {
    this.deliveryBuffer.flush();
  }

  private stands(row: InboxRow): boolean {
    return row.removed === 0 && (row.expires_at === null || row.expires_at > this.deps.clock.now());
  }
}
