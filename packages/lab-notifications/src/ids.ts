/** The id of the centre's panel; commands open it by this name. */
export const CENTRE_ID = 'perijove-notifications';

/** Opens the notification centre. */
export const OPEN_NOTIFICATIONS = 'perijove:open-notifications';

/** Dismisses every notification that is not dismissed yet. */
export const DISMISS_NOTIFICATIONS = 'perijove:dismiss-notifications';
