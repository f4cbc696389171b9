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
  notices: 'Messages',
  pages: {
    range: (from: number, to: number, total: number) =>
      total === 0 ? 'No results' : `${from}–${to} of ${total.toLocaleString('en')}`,
    previous: 'Previous',
    next: 'Next',
    label: 'Pages',
  },
  problem: {
    network: {
      title: 'Cannot reach the hub',
      text: 'Check your connection. Your server and your files are not affected.',
    },
    unauthenticated: {
      title: 'You are signed out',
      text: 'Sign in again to continue. Nothing was lost.',
    },
    forbidden: {
      title: 'This page is for administrators',
      text: 'Ask an administrator if you need access.',
    },
    away: {
      title: 'The service is unavailable',
      text: 'It should be back soon. Running servers and files are not affected.',
    },
    rateLimited: {
      title: 'Too many requests',
      text: 'Nothing was changed.',
    },
    other: {
      title: 'Something went wrong',
      text: 'Nothing was changed. Try again, or contact an administrator if it happens again.',
    },
  },
  nothingChanged: 'Nothing was changed.',
  retrySoon: 'Wait a moment, then try again.',
  retryIn: (seconds: number) =>
    seconds > 90
      ? `Try again in ${plural(Math.ceil(seconds / 60), 'minute', 'minutes')}.`
      : `Try again in ${plural(Math.ceil(seconds), 'second', 'seconds')}.`,
} as const;
