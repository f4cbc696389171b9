import {
  Audience,
  DeliveryState,
  NotificationAction,
  NotificationVariant,
  type DeliveryFailure,
  type DeliveryView,
  type NotificationView,
  type SentView,
} from '@perijove/contracts';
import { z } from 'zod';
import { iso, isoOrNull } from '../../lib/clock.js';
import { readMessage, type Message, type Unrendered } from '../../lib/text.js';
import { PLATFORM } from './platform-notice.js';
import type { DeliveryRow, InboxRow, NotificationRow } from './row.js';

/** What the platform said is rendered for each reader; what users wrote is never read as ours. */
const said = (row: NotificationRow): { title: Message | null; message: Message } =>
  row.sender_kind === 'service' && row.sender === PLATFORM
    ? {
        title: row.title === null ? null : readMessage(row.title),
        message: readMessage(row.message),
      }
    : { title: row.title, message: row.message };

const Actions = z.array(NotificationAction);

/** As its recipient sees it. */
export const toNotificationView = (row: InboxRow): Unrendered<NotificationView> => ({
  id: row.id,
  cursor: row.cursor,
  ...said(row),
  variant: NotificationVariant.parse(row.variant),
  autoCloseMs: row.auto_close_ms,
  actions: Actions.parse(JSON.parse(row.actions)),
  sender: row.sender,
  createdAt: iso(row.created_at),
  expiresAt: isoOrNull(row.expires_at),
  state: DeliveryState.parse(row.state),
});

/** As its sender sees it. `delivered` counts all users whom it reached, seen since or not. */
export const toSentView = (row: NotificationRow): Unrendered<SentView> => ({
  id: row.id,
  ...said(row),
  variant: NotificationVariant.parse(row.variant),
  autoCloseMs: row.auto_close_ms,
  actions: Actions.parse(JSON.parse(row.actions)),
  audience: Audience.parse(JSON.parse(row.audience)),
  sender: row.sender,
  createdAt: iso(row.created_at),
  expiresAt: isoOrNull(row.expires_at),
  recalledAt: isoOrNull(row.recalled_at),
  counts: {
    recipients: row.recipients,
    pending: row.removed_at === null ? row.recipients - row.delivered : 0,
    failed: row.removed_at === null ? 0 : row.recipients - row.delivered,
    delivered: row.delivered,
    seen: row.seen,
    dismissed: row.dismissed,
  },
});

const failureOf = (
  row: DeliveryRow,
  sent: NotificationRow,
  hasAccount: boolean,
): DeliveryFailure | null => {
  if (row.state !== 'pending') return null;
  if (sent.recalled_at !== null) return 'recalled';
  if (sent.removed_at !== null) return 'expired';
  return hasAccount ? null : 'no_account';
};

/** One line of the delivery report. */
export const toDeliveryView = (
  row: DeliveryRow,
  sent: NotificationRow,
  hasAccount: boolean,
): DeliveryView => ({
  user: row.user,
  state: DeliveryState.parse(row.state),
  failure: failureOf(row, sent, hasAccount),
  deliveredAt: isoOrNull(row.delivered_at),
  seenAt: isoOrNull(row.seen_at),
  dismissedAt: isoOrNull(row.dismissed_at),
});
