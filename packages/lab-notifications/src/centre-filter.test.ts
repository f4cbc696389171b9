/* eslint-disable jupyter/no-untranslated-string -- words of people, not of the program */
import type { NotificationView } from '@perijove/contracts';
import { isSeenAtSight, isUnread, listed } from './centre-filter';

const one = (id: string, state: NotificationView['state'], message: string): NotificationView => ({
  id,
  cursor: 1,
  title: id === 'a' ? 'Über uns' : null,
  message,
  variant: 'info',
  autoCloseMs: null,
  actions: [],
  sender: 'root',
  createdAt: '2030-01-01T12:00:00.000Z',
  expiresAt: null,
  state,
});

const all = [
  one('a', 'dismissed', 'first'),
  one('b', 'seen', 'second'),
  one('c', 'delivered', 'third'),
  one('d', 'pending', 'fourth'),
];
const ids = (list: readonly NotificationView[]): string => list.map(({ id }) => id).join('');

describe('the list of the centre', () => {
  it('has the newest first and leaves out what is dismissed', () => {
    expect(ids(listed(all, 'current', ''))).toBe('dcb');
    expect(ids(listed(all, 'all', ''))).toBe('dcba');
  });

  it('can be only what is new, without losing what is being read', () => {
    expect(ids(listed(all, 'unread', ''))).toBe('dc');
    expect(ids(listed(all, 'unread', '', new Set(['b', 'a'])))).toBe('dcb');
  });

  it('finds words in title, message and sender, whatever their case', () => {
    expect(ids(listed(all, 'all', ' über '))).toBe('a');
    expect(ids(listed(all, 'all', 'THIRD'))).toBe('c');
    expect(ids(listed(all, 'all', 'root'))).toBe('dcba');
    expect(ids(listed(all, 'all', 'none'))).toBe('');
  });

  it('calls unread what nobody has looked at', () => {
    expect(ids(all.filter(isUnread))).toBe('cd');
  });
});

it('takes as seen what was delivered, and leaves what still has to pop up', () => {
  expect(ids(all.filter(isSeenAtSight))).toBe('c');
});
