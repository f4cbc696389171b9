import { plural } from '../format/number';

/** Texts that several pages share. */
export const strings = {
  loading: 'Loading…',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  toHome: 'Go to Home',
  signIn: 'Sign in again',
  more: 'Show more',
  undo: 'Undo',
  dismissNotice: 'Dismiss',
  notices: 'Notices',
  pages: {
    range: (from: number, to: number, total: number) =>
      total === 0 ? 'None' : `${from}–${to} of ${total.toLocaleString('en')}`,
    previous: 'Previous',
    next: 'Next',
    label: 'Pages',
  },
  problem: {
    network: {
      title: 'The hub cannot be reached',
      text: 'Check your connection. Your server and your files are not affected.',
    },
    unauthenticated: {
      title: 'You are signed out',
      text: 'Sign in again to go on. Nothing was lost.',
    },
    forbidden: {
      title: 'This page is for administrators',
      text: 'Ask an administrator if you need what is here.',
    },
    away: {
      title: 'The service needs a moment',
      text: 'It answers again soon. Running servers and files are not affected.',
    },
    rateLimited: {
      title: 'That was a little fast',
      text: 'Nothing was changed.',
    },
    other: {
      title: 'That did not work',
      text: 'Nothing was changed. Try again, or tell an administrator if it stays.',
    },
  },
  nothingChanged: 'Nothing was changed.',
  retrySoon: 'Wait a moment, then try again.',
  retryIn: (seconds: number) =>
    seconds > 90
      ? `Try again in ${plural(Math.ceil(seconds / 60), 'minute', 'minutes')}.`
      : `Try again in ${plural(Math.ceil(seconds), 'second', 'seconds')}.`,
} as const;
