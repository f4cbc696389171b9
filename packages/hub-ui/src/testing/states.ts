import type { Loaded } from '../components/loaded';
import type { Problem } from '../components/problem';
import { t } from '../i18n';

/** Data that is here. */
export const ready = <T>(data: T): Loaded<T> => ({ kind: 'ready', data });

/** Data that is on its way. */
export const loading: Loaded<never> = { kind: 'loading' };

/** Data that could not be had. */
export const failed = (
  kind: Problem['kind'],
  retry: () => void = () => undefined,
): Loaded<never> => ({
  kind: 'problem',
  problem: {
    kind,
    title: t(`common:problem.${kind}.title`),
    text: t(`common:problem.${kind}.text`),
  },
  retry,
});
