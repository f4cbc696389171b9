import { ApiError } from '@perijove/contracts/client';
import { t } from '../i18n';

/** An error as text: what happened, what was not lost, what to do. */
export interface Problem {
  readonly kind: 'network' | 'unauthenticated' | 'forbidden' | 'away' | 'rateLimited' | 'other';
  readonly title: string;
  readonly text: string;
}

const kindOf = (error: unknown): Problem['kind'] => {
  if (!(error instanceof ApiError)) return 'other';
  if (error.status === 0) return 'network';
  if (error.status === 401) return 'unauthenticated';
  // A page that is out of date is refused with 403 as well; the service says what to do.
  if (error.status === 403) return error.code === 'xsrf_failed' ? 'other' : 'forbidden';
  if (error.status === 429) return 'rateLimited';
  // Whatever the status: the hub or a proxy answered in the place of the service.
  if (error.code === 'hub_unavailable') return 'away';
  return error.status === 502 || error.status === 503 ? 'away' : 'other';
};

const retryIn = (seconds: number): string =>
  seconds > 90
    ? t('common:retryInMinutes', { count: Math.ceil(seconds / 60) })
    : t('common:retryInSeconds', { count: Math.ceil(seconds) });

/** Puts an error into words. What the service says about a refusal is kept: it knows best. */
export const problemOf = (error: unknown): Problem => {
  const kind = kindOf(error);
  const title = t(`common:problem.${kind}.title`);
  const text = t(`common:problem.${kind}.text`);
  if (!(error instanceof ApiError)) return { kind, title, text };
  const wait = error.retryAfterSeconds;
  const words = kind === 'other' ? error.message : text;
  if (wait !== null) return { kind, title, text: `${words} ${retryIn(wait)}` };
  return {
    kind,
    title,
    text: kind === 'rateLimited' ? `${words} ${t('common:retrySoon')}` : words,
  };
};

/** What is said about something that was tried on a page and did not happen. */
export const errorMessageOf = (error: unknown): string => {
  const { kind, title, text } = problemOf(error);
  // The page is theirs, only this is not: the service says what they may.
  if (kind === 'forbidden' && error instanceof ApiError) {
    return `${error.message} ${t('common:nothingChanged')}`;
  }
  return `${title}. ${text}`;
};
