import { ApiError } from '@perijove/contracts/client';
import { strings } from './strings';

/** An error in words: what happened, what was not lost, what to do. */
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
  return error.status === 502 || error.status === 503 ? 'away' : 'other';
};

/** Puts an error into words. What the service says about a refusal is kept: it knows best. */
export const problemOf = (error: unknown): Problem => {
  const kind = kindOf(error);
  const words = strings.problem[kind];
  if (!(error instanceof ApiError)) return { kind, ...words };
  if (kind === 'other') return { kind, title: words.title, text: error.message };
  const wait = error.retryAfterSeconds;
  if (wait !== null && (kind === 'rateLimited' || kind === 'away')) {
    return { kind, title: words.title, text: `${words.text} ${strings.retryIn(wait)}` };
  }
  return { kind, ...words };
};
