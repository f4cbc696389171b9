// Before anything that imports React Router.
import './text-encoder';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { t } from '../i18n';
import { MemoryRouter } from 'react-router';
import type { Loaded } from '../components/loaded';
import type { Problem } from '../components/problem';

/** Draws a page's picture as if it stood at `path`. */
export const renderPage = (page: ReactElement, path = '/'): RenderResult =>
  render(<MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>);

/** Data that is here. */
export const ready = <T,>(data: T): Loaded<T> => ({ kind: 'ready', data });

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
