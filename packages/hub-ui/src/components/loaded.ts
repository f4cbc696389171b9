import { t } from '../i18n';
import { problemOf, type Problem } from './problem';

/** What a page has of its data: not yet, not at all, or here. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retry: () => void }
  | { readonly kind: 'ready'; readonly data: T };

/** The state of a page that its reader may not open. */
export const forbidden = (): Loaded<never> => ({
  kind: 'problem',
  problem: {
    kind: 'forbidden',
    title: t('common:problem.forbidden.title'),
    text: t('common:problem.forbidden.text'),
  },
  retry: () => undefined,
});

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** The state of a query. Data that is here stays on the screen when a later refresh fails. */
export const loadedOf = <T>(query: QueryLike<T>): Loaded<T> => {
  if (query.data !== undefined) return { kind: 'ready', data: query.data };
  if (query.error === null) return { kind: 'loading' };
  return { kind: 'problem', problem: problemOf(query.error), retry: () => void query.refetch() };
};
