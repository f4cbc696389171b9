import type { NotificationView } from '@perijove/contracts';

type State = NotificationView['state'];

/** The way of a notification to its recipient, one direction only. */
const WAY: readonly State[] = ['pending', 'delivered', 'seen', 'dismissed'];

/** Whether `state` is already as far as `goal`. */
export const reached = (state: State, goal: State): boolean =>
  WAY.indexOf(state) >= WAY.indexOf(goal);

/** Whether nobody has looked at it yet. */
export const isUnread = (notification: Pick<NotificationView, 'state'>): boolean =>
  !reached(notification.state, 'seen');

/** In the order in which they were sent, whatever happened to them since. */
export const newestLast = (list: readonly NotificationView[]): readonly NotificationView[] =>
  [...list].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
