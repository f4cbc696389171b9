import { z } from 'zod';
import { GroupName, PlainText, UserName } from './identity.js';
import { Instant, PageQuery, pageOf } from './time.js';
import { NoBody, type Access, type RouteSpec } from './route.js';

/** The look of a notification, as JupyterLab's own toasts know it. */
export const NotificationVariant = z
  .enum(['default', 'info', 'success', 'warning', 'error', 'in-progress'])
  .meta({ id: 'NotificationVariant' });
export type NotificationVariant = z.infer<typeof NotificationVariant>;

/** How far a notification came on its way to one user; it only moves forward. */
export const DeliveryState = z
  .enum(['pending', 'delivered', 'seen', 'dismissed'])
  .meta({ id: 'DeliveryState' });
export type DeliveryState = z.infer<typeof DeliveryState>;

/** What a toast may offer. An allow-list: nothing from the network names a command. */
export const NotificationAction = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('dismiss') }),
    z.object({ kind: z.literal('extend'), hours: z.number().positive().max(24) }),
    z.object({ kind: z.literal('restart') }),
    z.object({
      kind: z.literal('link'),
      label: PlainText.min(1).max(40),
      url: z.url({ protocol: /^https?$/ }).max(2000),
    }),
  ])
  .meta({ id: 'NotificationAction' });
export type NotificationAction = z.infer<typeof NotificationAction>;

/** A notification as its recipient sees it. `message` and `title` are plain text. */
export const NotificationView = z
  .object({
    id: z.string(),
    cursor: z.number().int().describe('Grows with every change for this recipient'),
    title: z.string().nullable(),
    message: z.string(),
    variant: NotificationVariant,
    autoCloseMs: z.number().int().nullable().describe('null stays until dismissed'),
    actions: z.array(NotificationAction),
    sender: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    state: DeliveryState,
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof NotificationView>;

export const NotificationsQuery = z.object({
  since: z.coerce.number().int().min(0).default(0),
});
export const NotificationsView = z
  .object({
    notifications: z.array(NotificationView).describe('Newest last'),
    removed: z.array(z.string()).describe('Ids recalled or expired since `since`'),
    cursor: z.number().int(),
    unread: z.number().int(),
  })
  .meta({ id: 'Notifications' });
export type NotificationsView = z.infer<typeof NotificationsView>;

export const AckRequest = z
  .object({ state: z.enum(['delivered', 'seen', 'dismissed']) })
  .meta({ id: 'AckRequest' });
export type AckRequest = z.infer<typeof AckRequest>;

/** Who shall receive it. `active` are the users whose server runs now. */
export const Audience = z
  .discriminatedUnion('to', [
    z.object({ to: z.literal('all') }),
    z.object({ to: z.literal('active') }),
    z.object({ to: z.literal('users'), users: z.array(UserName).min(1).max(10_000) }),
    z.object({ to: z.literal('groups'), groups: z.array(GroupName).min(1).max(100) }),
  ])
  .meta({ id: 'Audience' });
export type Audience = z.infer<typeof Audience>;

/**
 * A message to send. The length limit of `message` is PERIJOVE_NOTIFICATION_MAX_LENGTH
 * (140 by default) and is checked by the server; 2000 is the hard limit of the wire.
 */
export const SendRequest = z
  .strictObject({
    message: PlainText.trim().min(1).max(2000),
    title: PlainText.trim().min(1).max(80).optional(),
    variant: NotificationVariant.default('info'),
    autoCloseMs: z.number().int().min(1000).max(600_000).nullable().default(null),
    audience: Audience,
    expiresAt: Instant.optional(),
    actions: z.array(NotificationAction).max(3).default([]),
  })
  .meta({ id: 'SendRequest' });
export type SendRequest = z.input<typeof SendRequest>;
export type SendRequestParsed = z.output<typeof SendRequest>;

export const DeliveryCounts = z
  .object({
    recipients: z.number().int(),
    pending: z.number().int().describe('Waits until the recipient opens a page'),
    failed: z.number().int().describe('Expired or taken back before it reached a page'),
    delivered: z.number().int().describe('Reached a page, whether or not seen since'),
    seen: z.number().int(),
    dismissed: z.number().int(),
  })
  .meta({ id: 'DeliveryCounts' });
export type DeliveryCounts = z.infer<typeof DeliveryCounts>;

/** A notification as its sender sees it. */
export const SentView = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    message: z.string(),
    variant: NotificationVariant,
    autoCloseMs: z.number().int().nullable(),
    actions: z.array(NotificationAction),
    audience: Audience,
    sender: z.string(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    recalledAt: Instant.nullable(),
    counts: DeliveryCounts,
  })
  .meta({ id: 'SentNotification' });
export type SentView = z.infer<typeof SentView>;

export const SentQuery = PageQuery;
export const SentPage = pageOf(SentView).meta({ id: 'SentPage' });
export type SentPage = z.infer<typeof SentPage>;

/** Why a notification will never reach a recipient. */
export const DeliveryFailure = z
  .enum(['expired', 'recalled', 'no_account'])
  .meta({ id: 'DeliveryFailure' });
export type DeliveryFailure = z.infer<typeof DeliveryFailure>;

/** One user's row of a delivery report. */
export const DeliveryView = z
  .object({
    user: z.string(),
    state: DeliveryState,
    failure: DeliveryFailure.nullable().describe('null unless it can never be delivered'),
    deliveredAt: Instant.nullable(),
    seenAt: Instant.nullable(),
    dismissedAt: Instant.nullable(),
  })
  .meta({ id: 'Delivery' });
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveriesPage = pageOf(DeliveryView).meta({ id: 'DeliveriesPage' });
export type DeliveriesPage = z.infer<typeof DeliveriesPage>;

export const SendResult = z
  .object({ sent: SentView, deliveries: z.array(DeliveryView).describe('The first 200') })
  .meta({ id: 'SendResult' });
export type SendResult = z.infer<typeof SendResult>;

/** What the compose form needs to know before it sends. */
export const NotifyOptions = z
  .object({
    maxLength: z.number().int(),
    mayAll: z.boolean(),
    groups: z.array(z.string()),
    users: z.number().int(),
    active: z.number().int(),
  })
  .meta({ id: 'NotifyOptions' });
export type NotifyOptions = z.infer<typeof NotifyOptions>;

/** Finds users that the sender can address, by a part of the name. */
export const RecipientsQuery = z.object({
  search: z.string().trim().max(255).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

export const RecipientsView = z
  .object({ users: z.array(z.string()), total: z.number().int() })
  .meta({ id: 'Recipients' });
export type RecipientsView = z.infer<typeof RecipientsView>;

/** To whom is decided with the audience. */
const sender = { scopes: ['custom:perijove:notify'], over: 'groups' } as const satisfies Access;

/** Messages to users. */
export const notificationRoutes = {
  listNotifications: {
    method: 'get',
    path: '/notifications',
    summary: 'My notifications',
    tag: 'notifications',
    access: 'token',
    status: 200,
    query: NotificationsQuery,
    response: NotificationsView,
    errors: [],
  },
  ackNotification: {
    method: 'post',
    path: '/notifications/{id}/ack',
    summary: 'Say that one was delivered, seen or dismissed',
    tag: 'notifications',
    access: 'token',
    status: 200,
    audit: [],
    body: AckRequest,
    response: NotificationView,
    errors: ['notification_not_found'],
  },
  sendNotification: {
    method: 'post',
    path: '/notifications',
    summary: 'Send a message into labs',
    tag: 'notifications',
    access: sender,
    status: 201,
    audit: ['notification.send'],
    body: SendRequest,
    response: SendResult,
    errors: ['user_not_found', 'not_found', 'rate_limited', 'hub_unavailable'],
  },
  notifyOptions: {
    method: 'get',
    path: '/notifications/options',
    summary: 'What the sender may choose from',
    tag: 'notifications',
    access: sender,
    status: 200,
    response: NotifyOptions,
    errors: ['hub_unavailable'],
  },
  findRecipients: {
    method: 'get',
    path: '/notifications/recipients',
    summary: 'Users to choose from, by a part of their name',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: RecipientsQuery,
    response: RecipientsView,
    errors: ['hub_unavailable'],
  },
  listSent: {
    method: 'get',
    path: '/notifications/sent',
    summary: 'What was sent, newest first',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: SentQuery,
    response: SentPage,
    errors: [],
  },
  listDeliveries: {
    method: 'get',
    path: '/notifications/{id}/deliveries',
    summary: 'Who received it, user by user',
    tag: 'notifications',
    access: sender,
    status: 200,
    query: PageQuery,
    response: DeliveriesPage,
    errors: ['notification_not_found'],
  },
  recallNotification: {
    method: 'post',
    path: '/notifications/{id}/recall',
    summary: 'Take a message back everywhere',
    tag: 'notifications',
    access: sender,
    status: 200,
    audit: ['notification.recall'],
    body: NoBody,
    response: SentView,
    errors: ['notification_not_found'],
  },
} as const satisfies Record<string, RouteSpec>;
