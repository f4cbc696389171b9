import type { NotificationView, NotificationsView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { DomainBus } from '../domain-events.js';
import { createDeliveryBuffer } from './delivery-buffer.js';
import type { InboxRepo } from './inbox-repo.js';
import { toNotificationView } from './view.js';
import type { AckState } from './repo.js';
import type { InboxRow } from './row.js';
import type { SentChanges } from './sent-changes.js';

/** The notifications of one user. Services have no inbox. */
export interface Inbox {
  /** Changes after the cursor `since`; 0 answers the newest 200 that still stand. */
  list(user: string, since: number): NotificationsView;
  /** One message as each of these users sees it; without those whose it never was, or is gone. */
  find(id: string, users: readonly string[]): ReadonlyMap<string, UserNotification>;
  unread(user: string): number;
  /** Moves the delivery forward, never back. Throws `notification_not_found`. */
  acknowledge(user: string, id: string, state: AckState): NotificationView;
  /** As `acknowledge` with `delivered`, a moment later and together with others; never throws. */
  bufferDelivered(user: string, id: string): void;
  /** Writes down now what was noted. */
  flush(): void;
}

/** A message as its recipient sees it. Users who see the same share one of these. */
export interface UserNotification {
  readonly notification: NotificationView;
  readonly unread: number;
}

/** More than anybody reads; older ones stay in the database but leave the list. */
const LIST_LIMIT = 200;

export const createInbox = (deps: {
  readonly clock: Clock;
  readonly repo: InboxRepo;
  readonly bus: DomainBus;
  readonly sentChanges: SentChanges;
  readonly log: Logger;
}): Inbox => {
  const { clock, repo, bus, sentChanges, log } = deps;

  const stands = (row: InboxRow): boolean =>
    row.removed === 0 && (row.expires_at === null || row.expires_at > clock.now());

  const deliveryBuffer = createDeliveryBuffer({
    clock,
    write: (id, users) => {
      try {
        if (repo.deliver(id, users, clock.now()) > 0) sentChanges.touch(id);
      } catch (error) {
        log.error({ err: error }, 'could not store deliveries of a notification');
      }
    },
  });

  const find: Inbox['find'] = (id, users) => {
    const found = new Map<string, UserNotification>();
    const shared = new Map<string, UserNotification>();
    let message: InboxRow | null = null;
    for (const seen of repo.findAll(id, users, clock.now())) {
      message ??= repo.find(id, seen.user);
      if (message === null) break;
      const row = { ...message, ...seen };
      if (!stands(row)) continue;
      const same = `${seen.state} ${seen.cursor} ${seen.unread}`;
      const view = shared.get(same) ?? {
        notification: toNotificationView(row),
        unread: seen.unread,
      };
      shared.set(same, view);
      found.set(seen.user, view);
    }
    return found;
  };

  return {
    find,
    bufferDelivered: (user, id) => deliveryBuffer.add(user, id),
    flush: () => deliveryBuffer.flush(),
    list: (user, since) => {
      // Read before the rows: what comes in between is then told twice rather than never.
      const cursor = repo.cursor();
      const limit = since === 0 ? LIST_LIMIT : Number.MAX_SAFE_INTEGER;
      const rows = repo.changedSince(user, since, limit);
      return {
        notifications: rows.filter(stands).map(toNotificationView),
        removed: since === 0 ? [] : rows.filter(row => !stands(row)).map(row => row.id),
        cursor,
        unread: repo.unread(user, clock.now()),
      };
    },
    unread: user => repo.unread(user, clock.now()),
    acknowledge: (user, id, state) => {
      const moved = repo.advance(id, user, state, clock.now());
      const row = repo.find(id, user);
      if (row === null || row.removed === 1) {
        throw new AppError('notification_not_found', strings.notifications.gone);
      }
      if (moved) {
        sentChanges.touch(id);
        if (state !== 'delivered') {
          bus.emit('notifications.changed', { id, change: 'updated', users: [user] });
        }
      }
      return toNotificationView(row);
    },
  };
};
