import type { ApiError } from '@perijove/contracts/client';
import type { Trans } from './format';

/** When it is worth another try, as the hub said it or, without its word, soon. */
const tryAgain = (seconds: number | null, trans: Trans): string => {
  if (seconds === null) return trans.__('Try again in a moment.');
  const minutes = Math.ceil(seconds / 60);
  if (seconds > 90) {
    return trans._n('Try again in %1 minute.', 'Try again in %1 minutes.', minutes);
  }
  return trans._n('Try again in %1 second.', 'Try again in %1 seconds.', Math.ceil(seconds));
};

/** Whether the hub answered with an error; by name, because each bundle may have a class of its own. */
export const isRefusal = (error: unknown): error is ApiError =>
  error instanceof Error && error.name === 'ApiError';

/** Why the hub did not do what was asked, in sentences that end with what to do. */
export const refusalText = (error: unknown, trans: Trans): string => {
  if (!isRefusal(error)) return trans.__('That did not work. Try it again.');
  const { code, status, message, retryAfterSeconds } = error;
  const when = tryAgain(retryAfterSeconds, trans);
  if (status === 0) {
    return trans.__(
      'The hub cannot be reached. Your server is not affected; try again when you are connected.',
    );
  }
  if (status === 401) {
    return trans.__(
      'This page is signed out of the hub. Save your work, then reload it to sign in again.',
    );
  }
  if (status === 429) return trans.__('That was a little fast. %1', when);
  // The hub's page in the place of an answer says nothing to people.
  if (code === 'hub_unavailable' || status === 502 || status === 503) {
    return trans.__('The hub needs a moment. Your server runs on. %1', when);
  }
  return status >= 500 || retryAfterSeconds !== null ? `${message} ${when}` : message;
};
