import type { NotificationView } from '@perijove/contracts';

type State = NotificationView['state'];

/** The states of a notification in the order in which it passes through them. */
const STATE_ORDER: readonly State[] = ['pending', 'delivered', 'seen', 'dismissed'];

/** Whether `state` is at or past `goal`. */
export const hasReached = (state: State, goal: State): boolean =>
  STATE_ORDER.indexOf(state) >= STATE_ORDER.indexOf(goal);

/** Whether the user has not seen the notification yet. */
export const isUnread = (notification: Pick<NotificationView, 'state'>): boolean =>
  !hasReached(notification.state, 'seen');

/** Sorted by the time they were sent, newest last. */
export const newestLast = (list: readonly NotificationView[]): readonly NotificationView[] =>
  [...list].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
