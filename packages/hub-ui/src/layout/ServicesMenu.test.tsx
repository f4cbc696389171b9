import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../testing/render';
import { ServicesMenuView } from './ServicesMenu';

it('leads to the other services of the hub', async () => {
  renderPage(<ServicesMenuView services={[{ name: 'wiki', url: '/services/wiki/' }]} />);
  await userEvent.click(screen.getByRole('button', { name: 'Services' }));
  expect(screen.getByText('wiki').getAttribute('href')).toBe('/services/wiki/');
});

it('takes no room where there is none', () => {
  renderPage(<ServicesMenuView services={[]} />);
  expect(screen.queryByRole('button')).toBeNull();
});
