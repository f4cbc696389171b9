import { text } from '../../lib/text.js';
import type { Handlers } from '../handler.js';
import type { Principal } from '../../auth/principal.js';
import { AppError } from '../../lib/errors.js';
import type { NotificationsService } from './service.js';

/** A service can have the same name as a user, and has no inbox of its own. */
const userOf = (caller: Principal): string => {
  if (caller.kind !== 'user') {
    throw new AppError('forbidden', text('notifications.usersOnly'));
  }
  return caller.name;
};

export const createNotificationRoutes = (deps: {
  readonly notifications: NotificationsService;
}): Handlers<
  | 'listNotifications'
  | 'ackNotification'
  | 'sendNotification'
  | 'notifyOptions'
  | 'findRecipients'
  | 'listSent'
  | 'listDeliveries'
  | 'recallNotification'
> => {
  const { inbox, outbox, findRecipients } = deps.notifications;
  return {
    listNotifications: ({ caller, query }) => inbox.list(userOf(caller), query.since),
    ackNotification: ({ caller, params, body }) =>
      inbox.acknowledge(userOf(caller), params.id, body.state),
    sendNotification: ({ caller, body }) => outbox.send(caller, body),
    notifyOptions: ({ caller }) => outbox.options(caller),
    findRecipients: ({ caller, query }) => findRecipients(caller, query.search, query.limit),
    listSent: ({ caller, query }) => outbox.sent(caller, query),
    listDeliveries: ({ caller, params, query }) => outbox.deliveries(caller, params.id, query),
    recallNotification: ({ caller, params }) => outbox.recall(caller, params.id),
  };
};
