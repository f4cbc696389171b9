/** Widget id of the notification centre. */
export const CENTRE_ID = 'perijove-notifications';

/** Opens the notification centre. */
export const OPEN_NOTIFICATIONS = 'perijove:open-notifications';

/** Dismisses all notifications. */
export const DISMISS_NOTIFICATIONS = 'perijove:dismiss-notifications';
