import type {
  Audience,
  DeliveryFailure,
  DeliveryState,
  NotificationVariant,
} from '@perijove/contracts';
import { plural } from '../../format/number';

const people = (count: number): string => plural(count, 'person', 'people');

/** Texts of the notifications page. */
export const strings = {
  title: 'Notifications',
  leadSender: 'Send a short message into open labs, and see who received it.',
  leadInbox: 'Messages that were sent to you.',
  tabs: { label: 'Sections', send: 'Send and follow', inbox: 'For me' },
  compose: {
    title: 'New message',
    message: 'Message',
    messageHint: 'Plain text. It appears in the corner of every open lab.',
    counter: (left: number) =>
      left >= 0
        ? `${plural(left, 'character', 'characters')} left`
        : `${plural(-left, 'character', 'characters')} too long`,
    heading: 'Title (optional)',
    variant: 'Look',
    autoClose: 'Closes by itself',
    expires: 'No longer shown after',
    audience: 'Who receives it',
    send: 'Send…',
    preview: 'Preview',
    previewEmpty: 'Your message appears here.',
    previewNote: 'As it looks in JupyterLab',
  },
  variants: {
    default: 'Plain',
    info: 'Information',
    success: 'Success',
    warning: 'Warning',
    error: 'Error',
    'in-progress': 'In progress',
  } satisfies Record<NotificationVariant, string>,
  autoClose: { never: 'Stays until dismissed', after: (time: string) => `After ${time}` },
  expires: { never: 'Never', after: (time: string) => `After ${time}` },
  audience: {
    all: 'Everyone',
    active: 'People with a running server',
    users: 'Chosen people',
    groups: 'Groups',
    count: people,
    names: 'User names',
    namesHint:
      'Search by a part of the name, or paste many names at once, separated by commas or lines.',
    suggestions: 'People whose names fit',
    found: (shown: number, total: number) =>
      total === 0
        ? 'Nobody has a name like this.'
        : total > shown
          ? `${shown} of ${people(total)}; write more of the name.`
          : `${people(total)} found.`,
    remove: (name: string) => `Remove ${name}`,
    noGroups: 'There are no groups yet.',
  },
  buttons: {
    legend: 'Buttons (optional)',
    extend: 'Extend the session',
    restart: 'Restart the server',
    link: 'Open a link',
    hoursLabel: 'By how much',
    hours: (count: number) => `by ${plural(count, 'hour', 'hours')}`,
    linkText: 'Text of the link',
    linkAddress: 'Address of the link',
    preview: { extend: (hours: number) => `Extend by ${hours} h`, restart: 'Restart' },
  },
  missing: {
    message: 'Write a message first.',
    tooLong: 'Shorten the message first.',
    link: 'Give the link a text, and an address that begins with https:// or http://.',
    users: 'Name at least one person.',
    groups: 'Choose at least one group.',
  },
  confirm: {
    send: 'Send',
    all: (count: number) => `Send to everyone: ${people(count)}?`,
    active: (count: number) => `Send to ${people(count)} with a running server?`,
    users: (count: number) => `Send to ${people(count)}?`,
    groups: (count: number) => `Send to everyone in ${plural(count, 'group', 'groups')}?`,
    note: 'People without an open lab see it when they open one.',
  },
  report: {
    title: 'Who received it',
    recipients: people,
    delivered: 'Delivered',
    seen: 'Seen',
    dismissed: 'Dismissed',
    of: (count: number, all: number) => `${count} of ${all}`,
    pending: (count: number) =>
      count === 1
        ? 'It has not reached one person yet. It waits until they open a page.'
        : `It has not reached ${people(count)} yet. It waits until they open a page.`,
    complete: 'It reached everyone.',
    none: 'It had no recipients.',
    recalled: (ago: string) => `Taken back ${ago}`,
    retract: 'Take back',
    resend: 'Use again',
    close: 'Close report',
    table: 'Delivery, person by person',
    columns: {
      user: 'User',
      state: 'State',
      delivered: 'Delivered',
      seen: 'Seen',
      dismissed: 'Dismissed',
    },
    never: '–',
    failed: (count: number) => `${people(count)} will not receive it.`,
    failure: {
      expired: 'Failed: it expired before they opened a page',
      retracted: 'Failed: taken back before they opened a page',
      no_account: 'Failed: no account any more',
    } satisfies Record<DeliveryFailure, string>,
  },
  states: {
    pending: 'Waiting',
    delivered: 'Delivered',
    seen: 'Seen',
    dismissed: 'Dismissed',
  } satisfies Record<DeliveryState, string>,
  recallConfirm: {
    title: 'Take this message back?',
    text: 'It disappears from every lab and every list. Who has read it, has read it.',
    confirm: 'Take back',
  },
  retracted: 'The message was taken back.',
  sentNotice: (count: number) => `Sent to ${people(count)}.`,
  history: {
    title: 'Sent before',
    empty: 'Nothing was sent yet. Your first message will stand here with its report.',
    by: (sender: string, ago: string) => `${sender}, ${ago}`,
    open: (message: string) => `Show the report of: ${message}`,
    follow: 'Report',
  },
  inbox: {
    empty: {
      title: 'No messages',
      text: 'When someone writes to everyone or to you, it stands here and in your lab.',
    },
    list: 'Your messages',
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
      return audience.users.length <= 3 ? audience.users.join(', ') : people(audience.users.length);
    case 'groups':
      return audience.groups.join(', ');
  }
};
