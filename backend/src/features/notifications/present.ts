import {
  Audience,
  DeliveryState,
  NotificationAction,
  NotificationVariant,
  type DeliveryView,
  type NotificationView,
  type SentView,
} from '@perijove/contracts';
import { z } from 'zod';
import { iso, isoOrNull } from '../../platform/clock.js';
import type { DeliveryRow, InboxRow, NotificationRow } from './row.js';

const Actions = z.array(NotificationAction);

/** As its recipient sees it. */
export const presentNotification = (row: InboxRow): NotificationView => ({
  id: row.id,
  cursor: row.cursor,
  title: row.title,
  message: row.message,
  variant: NotificationVariant.parse(row.variant),
  autoCloseMs: row.auto_close_ms,
  actions: Actions.parse(JSON.parse(row.actions)),
  sender: row.sender,
  createdAt: iso(row.created_at),
  expiresAt: isoOrNull(row.expires_at),
  state: DeliveryState.parse(row.state),
});

/** As its sender sees it. `delivered` counts everybody whom it reached, seen since or not. */
export const presentSent = (row: NotificationRow): SentView => ({
  id: row.id,
  title: row.title,
  message: row.message,
  variant: NotificationVariant.parse(row.variant),
  audience: Audience.parse(JSON.parse(row.audience)),
  sender: row.sender,
  createdAt: iso(row.created_at),
  expiresAt: isoOrNull(row.expires_at),
  retractedAt: isoOrNull(row.retracted_at),
  counts: {
    recipients: row.recipients,
    pending: row.recipients - row.delivered,
    delivered: row.delivered,
    seen: row.seen,
    dismissed: row.dismissed,
  },
});

/** One line of the delivery report. */
export const presentDelivery = (row: DeliveryRow): DeliveryView => ({
  user: row.user,
  state: DeliveryState.parse(row.state),
  deliveredAt: isoOrNull(row.delivered_at),
  seenAt: isoOrNull(row.seen_at),
  dismissedAt: isoOrNull(row.dismissed_at),
});
