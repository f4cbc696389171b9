/* eslint-disable jupyter/no-untranslated-string -- texts of users, not of the program */
import type { NotificationView } from '@perijove/contracts';
import { isSeenWhenListed, isUnread, filterNotifications } from './centre-filter';

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
  it('has the newest first and leaves out dismissed ones', () => {
    expect(ids(filterNotifications(all, 'current', ''))).toBe('dcb');
    expect(ids(filterNotifications(all, 'all', ''))).toBe('dcba');
  });

  it('can have new ones only, without losing those being read', () => {
    expect(ids(filterNotifications(all, 'unread', ''))).toBe('dc');
    expect(ids(filterNotifications(all, 'unread', '', new Set(['b', 'a'])))).toBe('dcb');
  });

  it('is searched in title, message and sender, ignoring case', () => {
    expect(ids(filterNotifications(all, 'all', ' über '))).toBe('a');
    expect(ids(filterNotifications(all, 'all', 'THIRD'))).toBe('c');
    expect(ids(filterNotifications(all, 'all', 'root'))).toBe('dcba');
    expect(ids(filterNotifications(all, 'all', 'none'))).toBe('');
  });

  it('has unread ones, which were not seen', () => {
    expect(ids(all.filter(isUnread))).toBe('cd');
  });
});

it('marks delivered ones as seen, and leaves those that still have to pop up', () => {
  expect(ids(all.filter(isSeenWhenListed))).toBe('c');
});
