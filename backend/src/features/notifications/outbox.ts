import type {
  Audience,
  DeliveriesPage,
  NotifyOptions,
  SendRequestParsed,
  SendResult,
  SentPage,
  SentView,
} from '@perijove/contracts';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import type { Principal } from '../../auth/principal.js';
import { Budget } from '../../lib/budget.js';
import { decodeCursor } from '../../lib/cursor.js';
import { AppError } from '../../lib/errors.js';
import { newId } from '../../lib/ids.js';
import { cutPage, type PageQuery } from '../../lib/keyset-page.js';
import { inEnglish } from '../../lib/catalog.js';
import { text, type Message, type Unrendered } from '../../lib/text.js';
import type { ResolveAudience } from './audience.js';
import type { InboxRepo } from './inbox-repo.js';
import { canSendTo, canManage, sendTargetsOf, textProblem } from './policy.js';
import { toDeliveryView, toSentView } from './view.js';
import type { SentFilter, SentRepo } from './repo.js';
import type { NotificationRow } from './row.js';
import type { Deps } from '../deps.js';

const FIRST_DELIVERIES = 200;
const BeforeSeq = z.object({ before: z.number().int() });
const AfterUser = z.object({ after: z.string() });

/** Commands of senders: send, show deliveries, recall. */
export class Outbox {
  private readonly maxLength = this.deps.config.PERIJOVE_NOTIFICATION_MAX_LENGTH;
  private readonly rate = new Budget({ clock: this.deps.clock, burst: 30, perMinute: 30 });

  constructor(
    private readonly deps: Deps<'clock' | 'bus' | 'audit' | 'hub' | 'directory'> & {
      readonly repo: SentRepo;
      readonly inbox: InboxRepo;
      readonly runningUsers: () => readonly string[];
      readonly config: Pick<Config, 'PERIJOVE_NOTIFICATION_MAX_LENGTH'>;
      readonly resolve: ResolveAudience;
    },
  ) {}

  /** Throws `invalid_input`, `forbidden`, `rate_limited`, `user_not_found`, `not_found`. */
  async send(caller: Principal, request: SendRequestParsed): Promise<Unrendered<SendResult>> {
    const { audience, message, title, variant, autoCloseMs, actions, expiresAt } =
      this.checked(request);
    this.authorise(caller, audience);
    const recipients = await this.deps.resolve(audience);
    const row = this.deps.repo.insert(
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
        created_at: this.deps.clock.now(),
        expires_at: expiresAt === undefined ? null : Date.parse(expiresAt),
      },
      recipients,
    );
    const sent = toSentView(row);
    this.deps.bus.emit('notifications.changed', {
      id: row.id,
      change: 'created',
      users: recipients,
    });
    this.deps.bus.emit('sent.changed', { sent, senderKind: row.sender_kind });
    this.deps.audit.record({
      actor: caller.name,
      action: 'notification.send',
      subject: subjectOf(audience),
      result: 'ok',
      details: { id: row.id, recipients: recipients.length, message },
    });
    const first = this.deps.inbox.deliveries(row.id, null, FIRST_DELIVERIES);
    return { sent, deliveries: first.map(each => toDeliveryView(each, row, true)) };
  }

  async options(caller: Principal): Promise<NotifyOptions> {
    const filter = sendTargetsOf(caller);
    if (this.deps.directory.refreshedAtMs() === null) await this.deps.directory.refresh();
    const groups = filter.all
      ? (await this.deps.hub.groups()).map(({ name }) => name).sort()
      : [...filter.groups];
    const within = filter.all
      ? this.deps.directory.all()
      : this.deps.directory.all().filter(user => user.groups.some(group => groups.includes(group)));
    const running = new Set(this.deps.runningUsers());
    return {
      maxLength: this.maxLength,
      mayAll: filter.all,
      groups,
      users: within.length,
      active: within.filter(user => running.has(user.name)).length,
    };
  }

  /** Administrators see what all users sent, others what they sent themselves. */
  sent(caller: Principal, { limit, cursor }: PageQuery): Unrendered<SentPage> {
    const filter: SentFilter = caller.admin ? null : { sender: caller.name, kind: caller.kind };
    const before = cursor === undefined ? null : decodeCursor(BeforeSeq, cursor).before;
    const rows = this.deps.repo.page(filter, before, limit + 1);
    const page = cutPage(rows, limit, ({ seq }) => ({ before: seq }));
    return {
      ...page,
      items: page.items.map(toSentView),
      total: this.deps.repo.count(filter),
    };
  }

  deliveries(caller: Principal, id: string, { limit, cursor }: PageQuery): DeliveriesPage {
    const sent = this.own(caller, id);
    const after = cursor === undefined ? null : decodeCursor(AfterUser, cursor).after;
    const rows = this.deps.inbox.deliveries(id, after, limit + 1);
    const page = cutPage(rows, limit, ({ user }) => ({ after: user }));
    return {
      ...page,
      items: page.items.map(row =>
        toDeliveryView(row, sent, this.deps.directory.get(row.user) !== null),
      ),
      total: sent.recipients,
    };
  }

  /** Recalls the message for all recipients. Idempotent. */
  recall(caller: Principal, id: string): Unrendered<SentView> {
    const { sender_kind: senderKind } = this.own(caller, id);
    const users = this.deps.repo.remove(id, this.deps.clock.now(), 'recalled');
    const sent = toSentView(this.own(caller, id));
    if (users !== null) {
      this.deps.bus.emit('notifications.changed', { id, change: 'removed', users });
      this.deps.bus.emit('sent.changed', { sent, senderKind });
      this.deps.audit.record({
        actor: caller.name,
        action: 'notification.recall',
        subject: subjectOf(sent.audience),
        result: 'ok',
        details: { id },
      });
    }
    return sent;
  }

  private checked(request: SendRequestParsed): SendRequestParsed {
    const message = request.message.replaceAll('\r\n', '\n');
    const problem = textProblem(message, this.maxLength) ?? textProblem(request.title ?? '', 80);
    if (problem !== null) {
      throw new AppError('invalid_input', problem, {
        details: { field: 'message', maxLength: this.maxLength },
      });
    }
    if (request.expiresAt !== undefined && Date.parse(request.expiresAt) <= this.deps.clock.now()) {
      throw new AppError('invalid_input', text('notifications.endsInPast'), {
        details: { field: 'expiresAt' },
      });
    }
    return { ...request, message };
  }

  private authorise(caller: Principal, audience: Audience): void {
    if (!canSendTo(sendTargetsOf(caller), audience)) {
      this.deps.audit.record({
        actor: caller.name,
        action: 'notification.send',
        subject: subjectOf(audience),
        result: 'refused',
      });
      throw new AppError('forbidden', text('notifications.ownGroupsOnly'));
    }
    const waitSeconds = this.rate.take(`${caller.kind}/${caller.name}`);
    if (waitSeconds > 0) {
      throw new AppError('rate_limited', text('notifications.tooMany', { seconds: waitSeconds }), {
        retryAfterSeconds: waitSeconds,
      });
    }
  }

  private own(caller: Principal, id: string): NotificationRow {
    const row = this.deps.repo.find(id);
    if (row === null || !canManage(caller, row)) {
      throw new AppError('notification_not_found', text('notifications.none'));
    }
    return row;
  }
}

const subjectOf = (audience: Audience): string => inEnglish(describe(audience));

const describe = (audience: Audience): Message => {
  switch (audience.to) {
    case 'all':
      return text('common.allUsers');
    case 'active':
      return text('notifications.audience.active');
    case 'users':
      return audience.users.slice(0, 20).join(', ');
    case 'groups':
      return text('notifications.audience.groups', { groups: audience.groups });
  }
};
