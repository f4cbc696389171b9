import type { NotificationView } from '@perijove/contracts';

/** Which notifications to list: those not dismissed, those not seen, or all. */
export type Filter = 'current' | 'unread' | 'all';

/** Whether the user has not seen it yet. */
export const isUnread = ({ state }: Pick<NotificationView, 'state'>): boolean =>
  state === 'pending' || state === 'delivered';

/**
 * Whether listing it marks it as seen. A pending notification still has to pop up, and a seen one
 * does not pop up.
 */
export const isSeenWhenListed = ({ state }: Pick<NotificationView, 'state'>): boolean =>
  state === 'delivered';

const matchesFilter = (notification: NotificationView, filter: Filter): boolean => {
  switch (filter) {
    case 'current':
      return notification.state !== 'dismissed';
    case 'unread':
      return isUnread(notification);
    case 'all':
      return true;
  }
};

const contains = (text: string | null, search: string): boolean =>
  text?.toLocaleLowerCase().includes(search) ?? false;

/**
 * The notifications to list, newest first. `kept` stay in the list when they no longer match the
 * filter, so that a notification does not disappear while it is read.
 */
export const filterNotifications = (
  notifications: readonly NotificationView[],
  filter: Filter,
  search: string,
  kept: ReadonlySet<string> = new Set(),
): readonly NotificationView[] => {
  const wanted = search.trim().toLocaleLowerCase();
  return notifications
    .filter(one => matchesFilter(one, filter) || (kept.has(one.id) && one.state !== 'dismissed'))
    .filter(
      one =>
        wanted === '' ||
        contains(one.title, wanted) ||
        contains(one.message, wanted) ||
        contains(one.sender, wanted),
    )
    .reverse();
};
