import type { ApiError } from '@perijove/contracts/client';
import type { Trans } from './format';

/** When to try again: the hub's Retry-After, or a moment. */
const tryAgain = (seconds: number | null, trans: Trans): string => {
  if (seconds === null) return trans.__('Try again in a moment.');
  const minutes = Math.ceil(seconds / 60);
  if (seconds > 90) {
    return trans._n('Try again in %1 minute.', 'Try again in %1 minutes.', minutes);
  }
  return trans._n('Try again in %1 second.', 'Try again in %1 seconds.', Math.ceil(seconds));
};

/** Whether it is an error of the hub's API. By name: each bundle can have its own copy of the class. */
export const isApiError = (error: unknown): error is ApiError =>
  error instanceof Error && error.name === 'ApiError';

/** The text of an error: what happened, what was not lost, what to do. */
export const errorMessage = (error: unknown, trans: Trans): string => {
  if (!isApiError(error)) return trans.__('Something went wrong. Try again.');
  const { code, status, message, retryAfterSeconds } = error;
  const when = tryAgain(retryAfterSeconds, trans);
  if (status === 0) {
    return trans.__(
      'Cannot reach the hub. Your server is not affected. Try again when you are connected.',
    );
  }
  if (status === 401) {
    return trans.__(
      'You are signed out of the hub. Save your work, then reload this page to sign in.',
    );
  }
  if (status === 429) return trans.__('Too many requests. %1', when);
  // A proxy's error page has no message to show.
  if (code === 'hub_unavailable' || status === 502 || status === 503) {
    return trans.__('The hub is not available right now. Your server keeps running. %1', when);
  }
  return status >= 500 || retryAfterSeconds !== null ? `${message} ${when}` : message;
};
