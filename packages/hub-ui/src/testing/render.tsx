// Before anything that imports React Router.
import './text-encoder';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactElement } from 'react';
import { MemoryRouter } from 'react-router';

/** Draws a page's picture as if it stood at `path`. */
export const renderPage = (page: ReactElement, path = '/'): RenderResult =>
  render(<MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>);

export { failed, loading, ready } from './states';
