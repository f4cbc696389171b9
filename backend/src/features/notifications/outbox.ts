import type {
  Audience,
  DeliveriesPage,
  NotifyOptions,
  SendRequestParsed,
  SendResult,
  SentPage,
  SentView,
} from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import type { Principal } from '../../auth/principal.js';
import { Budget } from '../../lib/budget.js';
import type { Clock } from '../../lib/clock.js';
import { decodeCursor } from '../../lib/cursor.js';
import { AppError } from '../../lib/errors.js';
import { newId } from '../../lib/ids.js';
import { cutPage, type PageQuery } from '../../lib/keyset-page.js';
import type { AuditLog, DomainBus } from '../domain-events.js';
import type { ResolveAudience } from './audience.js';
import type { InboxRepo } from './inbox-repo.js';
import { canSendTo, canManage, sendTargetsOf, textProblem } from './policy.js';
import { toDeliveryView, toSentView } from './view.js';
import type { SentFilter, SentRepo } from './repo.js';
import type { NotificationRow } from './row.js';

/** Commands of senders: send, show deliveries, recall. */
export interface Outbox {
  /** Throws `invalid_input`, `forbidden`, `rate_limited`, `user_not_found`, `not_found`. */
  send(caller: Principal, request: SendRequestParsed): Promise<SendResult>;
  options(caller: Principal): Promise<NotifyOptions>;
  /** Administrators see what all users sent, others what they sent themselves. */
  sent(caller: Principal, page: PageQuery): SentPage;
  deliveries(caller: Principal, id: string, page: PageQuery): DeliveriesPage;
  /** Recalls the message for all recipients. Idempotent. */
  recall(caller: Principal, id: string): SentView;
}

const FIRST_DELIVERIES = 200;
const BeforeSeq = z.object({ before: z.number().int() });
const AfterUser = z.object({ after: z.string() });

export const createOutbox = (deps: {
  readonly clock: Clock;
  readonly repo: SentRepo;
  readonly inbox: InboxRepo;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly runningUsers: () => readonly string[];
  readonly config: Pick<Config, 'PERIJOVE_NOTIFICATION_MAX_LENGTH'>;
  readonly resolve: ResolveAudience;
}): Outbox => {
  const { clock, repo, inbox, bus, audit, hub, directory, runningUsers, config, resolve } = deps;
  const maxLength = config.PERIJOVE_NOTIFICATION_MAX_LENGTH;
  const rate = new Budget({ clock, burst: 30, perMinute: 30 });

  const checked = (request: SendRequestParsed): SendRequestParsed => {
    const message = request.message.replaceAll('\r\n', '\n');
    const problem = textProblem(message, maxLength) ?? textProblem(request.title ?? '', 80);
    if (problem !== null) {
      throw new AppError('invalid_input', problem, { details: { field: 'message', maxLength } });
    }
    if (request.expiresAt !== undefined && Date.parse(request.expiresAt) <= clock.now()) {
      throw new AppError('invalid_input', strings.notifications.endsInPast, {
        details: { field: 'expiresAt' },
      });
    }
    return { ...request, message };
  };

  const authorise = (caller: Principal, audience: Audience): void => {
    if (!canSendTo(sendTargetsOf(caller), audience)) {
      audit.record({
        actor: caller.name,
        action: 'notification.send',
        subject: describe(audience),
        result: 'refused',
      });
      throw new AppError('forbidden', strings.notifications.ownGroupsOnly);
    }
    const waitSeconds = rate.take(`${caller.kind}/${caller.name}`);
    if (waitSeconds > 0) {
      throw new AppError('rate_limited', strings.notifications.tooMany(waitSeconds), {
        retryAfterSeconds: waitSeconds,
      });
    }
  };

  const own = (caller: Principal, id: string): NotificationRow => {
    const row = repo.find(id);
    if (row === null || !canManage(caller, row)) {
      throw new AppError('notification_not_found', strings.notifications.none);
    }
    return row;
  };

  return {
    send: async (caller, request) => {
      const { audience, message, title, variant, autoCloseMs, actions, expiresAt } =
        checked(request);
      authorise(caller, audience);
      const recipients = await resolve(audience);
      const row = repo.insert(
        {
          id: newId(),
          sender: caller.name,
          sender_kind: caller.kind,
          title: title ?? null,
          message,
          variant,
          auto_close_ms: autoCloseMs,
          actions: JSON.stringify(actions),
          audience: JSON.stringify(audience),
          created_at: clock.now(),
          expires_at: expiresAt === undefined ? null : Date.parse(expiresAt),
        },
        recipients,
      );
      const sent = toSentView(row);
      bus.emit('notifications.changed', { id: row.id, change: 'created', users: recipients });
      bus.emit('sent.changed', { sent, senderKind: row.sender_kind });
      audit.record({
        actor: caller.name,
        action: 'notification.send',
        subject: describe(audience),
        result: 'ok',
        details: { id: row.id, recipients: recipients.length, message },
      });
      const first = inbox.deliveries(row.id, null, FIRST_DELIVERIES);
      return { sent, deliveries: first.map(each => toDeliveryView(each, row, true)) };
    },

    options: async caller => {
      const filter = sendTargetsOf(caller);
      if (directory.refreshedAtMs() === null) await directory.refresh();
      const groups = filter.all
        ? (await hub.groups()).map(({ name }) => name).sort()
        : [...filter.groups];
      const within = filter.all
        ? directory.all()
        : directory.all().filter(user => user.groups.some(group => groups.includes(group)));
      const running = new Set(runningUsers());
      return {
        maxLength,
        mayAll: filter.all,
        groups,
        users: within.length,
        active: within.filter(user => running.has(user.name)).length,
      };
    },

    sent: (caller, { limit, cursor }) => {
      const filter: SentFilter = caller.admin ? null : { sender: caller.name, kind: caller.kind };
      const before = cursor === undefined ? null : decodeCursor(BeforeSeq, cursor).before;
      const rows = repo.page(filter, before, limit + 1);
      const page = cutPage(rows, limit, ({ seq }) => ({ before: seq }));
      return {
        ...page,
        items: page.items.map(toSentView),
        total: repo.count(filter),
      };
    },

    deliveries: (caller, id, { limit, cursor }) => {
      const sent = own(caller, id);
      const after = cursor === undefined ? null : decodeCursor(AfterUser, cursor).after;
      const rows = inbox.deliveries(id, after, limit + 1);
      const page = cutPage(rows, limit, ({ user }) => ({ after: user }));
      return {
        ...page,
        items: page.items.map(row => toDeliveryView(row, sent, directory.get(row.user) !== null)),
        total: sent.recipients,
      };
    },

    recall: (caller, id) => {
      const { sender_kind: senderKind } = own(caller, id);
      const users = repo.remove(id, clock.now(), 'recalled');
      const sent = toSentView(own(caller, id));
      if (users !== null) {
        bus.emit('notifications.changed', { id, change: 'removed', users });
        bus.emit('sent.changed', { sent, senderKind });
        audit.record({
          actor: caller.name,
          action: 'notification.recall',
          subject: describe(sent.audience),
          result: 'ok',
          details: { id },
        });
      }
      return sent;
    },
  };
};

const describe = (audience: Audience): string => {
  const texts = strings.notifications.audience;
  switch (audience.to) {
    case 'all':
      return strings.common.allUsers;
    case 'active':
      return texts.active;
    case 'users':
      return texts.users(audience.users.slice(0, 20));
    case 'groups':
      return texts.groups(audience.groups);
  }
};
