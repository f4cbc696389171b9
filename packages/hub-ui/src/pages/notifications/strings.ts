import type {
  Audience,
  DeliveryFailure,
  DeliveryState,
  NotificationVariant,
} from '@perijove/contracts';
import { plural } from '../../format/number';

const userCount = (count: number): string => plural(count, 'user', 'users');

/** Texts of the notifications page. */
export const strings = {
  title: 'Notifications',
  leadSender: 'Send notifications to users and see who received them.',
  leadInbox: 'Notifications sent to you.',
  tabs: { label: 'Sections', send: 'Sent', inbox: 'Inbox' },
  compose: {
    title: 'New notification',
    message: 'Message',
    messageHint: 'Plain text. It appears in every open JupyterLab page.',
    counter: (left: number) =>
      left >= 0
        ? `${plural(left, 'character', 'characters')} left`
        : `${plural(-left, 'character', 'characters')} too long`,
    heading: 'Title (optional)',
    variant: 'Type',
    autoClose: 'Auto-close',
    expires: 'Expires after',
    audience: 'Recipients',
    send: 'Send…',
    preview: 'Preview',
    previewEmpty: 'Your notification appears here.',
    previewNote: 'Preview in JupyterLab',
  },
  variants: {
    default: 'Default',
    info: 'Info',
    success: 'Success',
    warning: 'Warning',
    error: 'Error',
    'in-progress': 'In progress',
  } satisfies Record<NotificationVariant, string>,
  autoClose: { never: 'Never', after: (time: string) => `After ${time}` },
  expires: { never: 'Never', after: (time: string) => time },
  audience: {
    all: 'All users',
    active: 'Users with a running server',
    users: 'Selected users',
    groups: 'Groups',
    count: userCount,
    names: 'User names',
    namesHint: 'Search by name, or paste several names separated by commas or line breaks.',
    suggestions: 'Matching users',
    found: (shown: number, total: number) =>
      total === 0
        ? 'No users found.'
        : total > shown
          ? `${shown} of ${userCount(total)}; type more of the name.`
          : `${userCount(total)} found.`,
    remove: (name: string) => `Remove ${name}`,
    noGroups: 'No groups yet',
  },
  buttons: {
    legend: 'Buttons (optional)',
    extend: 'Extend the session',
    restart: 'Restart the server',
    link: 'Open a link',
    hoursLabel: 'Extra time',
    hours: (count: number) => `by ${plural(count, 'hour', 'hours')}`,
    linkText: 'Link text',
    linkAddress: 'Link URL',
    preview: { extend: (hours: number) => `Extend by ${hours} h`, restart: 'Restart' },
  },
  missing: {
    message: 'Enter a message.',
    tooLong: 'The message is too long.',
    link: 'Enter a link text and a URL that starts with https:// or http://.',
    users: 'Select at least one user.',
    groups: 'Select at least one group.',
  },
  confirm: {
    send: 'Send',
    all: (count: number) => `Send to all users (${count})?`,
    active: (count: number) => `Send to ${userCount(count)} with a running server?`,
    users: (count: number) => `Send to ${userCount(count)}?`,
    groups: (count: number) => `Send to all members of ${plural(count, 'group', 'groups')}?`,
    note: 'Users without an open page see it the next time they open one.',
  },
  report: {
    title: 'Delivery report',
    recipients: userCount,
    delivered: 'Delivered',
    seen: 'Seen',
    dismissed: 'Dismissed',
    of: (count: number, all: number) => `${count} of ${all}`,
    pending: (count: number) =>
      count === 1
        ? '1 user has not received it yet. It is delivered when they open a page.'
        : `${userCount(count)} have not received it yet. It is delivered when they open a page.`,
    complete: 'Delivered to all recipients.',
    none: 'No recipients',
    recalled: (ago: string) => `Recalled ${ago}`,
    recall: 'Recall',
    resend: 'Resend',
    close: 'Close report',
    table: 'Delivery status by user',
    columns: {
      user: 'User',
      state: 'Status',
      delivered: 'Delivered',
      seen: 'Seen',
      dismissed: 'Dismissed',
    },
    never: '–',
    failed: (count: number) => `${userCount(count)} will not receive it.`,
    failure: {
      expired: 'Failed: expired before delivery',
      recalled: 'Failed: recalled before delivery',
      no_account: 'Failed: account deleted',
    } satisfies Record<DeliveryFailure, string>,
  },
  states: {
    pending: 'Pending',
    delivered: 'Delivered',
    seen: 'Seen',
    dismissed: 'Dismissed',
  } satisfies Record<DeliveryState, string>,
  recallConfirm: {
    title: 'Recall this notification?',
    text: 'It is removed from all pages and inboxes. Users may already have read it.',
    confirm: 'Recall',
  },
  recalled: 'Notification recalled.',
  sentNotice: (count: number) => `Sent to ${userCount(count)}.`,
  history: {
    title: 'Sent notifications',
    empty: 'No notifications sent yet. They appear here with their delivery reports.',
    by: (sender: string, ago: string) => `${sender}, ${ago}`,
    open: (message: string) => `Show delivery report: ${message}`,
    follow: 'Report',
  },
  inbox: {
    empty: {
      title: 'No notifications',
      text: 'Notifications sent to you appear here and in JupyterLab.',
    },
    list: 'Your notifications',
    from: (sender: string, ago: string) => `From ${sender}, ${ago}`,
    dismiss: 'Dismiss',
    dismissLabel: (message: string) => `Dismiss: ${message}`,
    new: 'New',
  },
} as const;

/** An audience as text. */
export const audienceText = (audience: Audience): string => {
  switch (audience.to) {
    case 'all':
      return strings.audience.all;
    case 'active':
      return strings.audience.active;
    case 'users':
      return audience.users.length <= 3
        ? audience.users.join(', ')
        : userCount(audience.users.length);
    case 'groups':
      return audience.groups.join(', ');
  }
};
