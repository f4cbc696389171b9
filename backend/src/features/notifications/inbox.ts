import type { NotificationView, NotificationsView } from '@perijove/contracts';
import type { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors.js';
import type { DomainBus } from '../domain-events.js';
import type { InboxRepo } from './inbox-repo.js';
import { presentNotification } from './present.js';
import type { AckState } from './repo.js';
import type { InboxRow } from './row.js';
import type { SentChanges } from './sent-changes.js';

/** What one person received. Services have no inbox: ask only for people. */
export interface Inbox {
  /** Changes after the cursor `since`; 0 answers the newest 200 that still stand. */
  list(user: string, since: number): NotificationsView;
  /** One message as that person sees it; null when it was never theirs or is gone. */
  find(id: string, user: string): { notification: NotificationView; unread: number } | null;
  unread(user: string): number;
  /** Moves the delivery forward, never back. Throws `notification_not_found`. */
  acknowledge(user: string, id: string, state: AckState): NotificationView;
}

/** More than anybody reads; older ones stay in the database but leave the list. */
const LIST_LIMIT = 200;

export const createInbox = (deps: {
  readonly clock: Clock;
  readonly repo: InboxRepo;
  readonly bus: DomainBus;
  readonly sentChanges: SentChanges;
}): Inbox => {
  const { clock, repo, bus, sentChanges } = deps;

  const stands = (row: InboxRow): boolean =>
    row.removed === 0 && (row.expires_at === null || row.expires_at > clock.now());

  return {
    list: (user, since) => {
      // Read before the rows: what comes in between is then told twice rather than never.
      const cursor = repo.cursor();
      const limit = since === 0 ? LIST_LIMIT : Number.MAX_SAFE_INTEGER;
      const rows = repo.changedSince(user, since, limit);
      return {
        notifications: rows.filter(stands).map(presentNotification),
        removed: since === 0 ? [] : rows.filter(row => !stands(row)).map(row => row.id),
        cursor,
        unread: repo.unread(user, clock.now()),
      };
    },
    find: (id, user) => {
      const row = repo.find(id, user);
      return row === null || !stands(row)
        ? null
        : { notification: presentNotification(row), unread: repo.unread(user, clock.now()) };
    },
    unread: user => repo.unread(user, clock.now()),
    acknowledge: (user, id, state) => {
      const moved = repo.advance(id, user, state, clock.now());
      const row = repo.find(id, user);
      if (row === null || row.removed === 1) {
        throw new AppError('notification_not_found', 'This notification does not exist any more.');
      }
      if (moved) {
        sentChanges.touch(id);
        if (state !== 'delivered') {
          bus.emit('notifications.changed', { id, change: 'updated', users: [user] });
        }
      }
      return presentNotification(row);
    },
  };
};
