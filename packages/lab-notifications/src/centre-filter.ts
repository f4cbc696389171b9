import type { NotificationView } from '@perijove/contracts';

/** What the centre lists: what is left to deal with, what is new, or everything. */
export type Shelf = 'current' | 'unread' | 'all';

/** Whether nobody has looked at it yet. */
export const isUnread = ({ state }: Pick<NotificationView, 'state'>): boolean =>
  state === 'pending' || state === 'delivered';

/**
 * Whether looking at the list makes it seen. What has not been delivered yet still has to pop up,
 * and that is not done with what was seen.
 */
export const isSeenAtSight = ({ state }: Pick<NotificationView, 'state'>): boolean =>
  state === 'delivered';

const onShelf = (notification: NotificationView, shelf: Shelf): boolean => {
  switch (shelf) {
    case 'current':
      return notification.state !== 'dismissed';
    case 'unread':
      return isUnread(notification);
    case 'all':
      return true;
  }
};

const contains = (text: string | null, words: string): boolean =>
  text?.toLocaleLowerCase().includes(words) ?? false;

/**
 * The notifications to list, newest first. `kept` stay listed even when they have left the
 * shelf: reading a message must not make it vanish under the reader's eyes.
 */
export const listed = (
  notifications: readonly NotificationView[],
  shelf: Shelf,
  search: string,
  kept: ReadonlySet<string> = new Set(),
): readonly NotificationView[] => {
  const words = search.trim().toLocaleLowerCase();
  return notifications
    .filter(one => onShelf(one, shelf) || (kept.has(one.id) && one.state !== 'dismissed'))
    .filter(
      one =>
        words === '' ||
        contains(one.title, words) ||
        contains(one.message, words) ||
        contains(one.sender, words),
    )
    .reverse();
};
