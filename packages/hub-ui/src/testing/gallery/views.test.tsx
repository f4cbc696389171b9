import { screen } from '@testing-library/react';
import { renderPage } from '../render';
import { views } from './views';

const all = Object.entries(views).flatMap(([view, states]) =>
  Object.entries(states).map(([state, element]) => ({ view, state, element })),
);

describe('the gallery', () => {
  // jsdom has no layout to scroll in.
  beforeAll(() => Object.assign(Element.prototype, { scrollIntoView: () => undefined }));
  afterEach(() => jest.restoreAllMocks());

  it.each(all)('shows $view: $state', ({ element }) => {
    const consoleErrors = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    renderPage(<main>{element}</main>);
    expect(screen.getByRole('main').textContent).not.toBe('');
    expect(consoleErrors).not.toHaveBeenCalled();
  });
});
