import type { VolumeOwner } from '@perijove/contracts';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../../testing/render';
import { minutesAgo, NOW } from '../../../testing/samples';
import { AllVolumesTabView, type AllVolumesTabViewProps } from './AllVolumesTabView';

const ada: VolumeOwner = {
  user: 'ada',
  volumes: 3,
  sizeBytes: 5 * 1024 ** 3,
  measuredAt: minutesAgo(5),
  large: ['workspace'],
  earlier: 2,
};
const bob: VolumeOwner = {
  user: 'bob b',
  volumes: 0,
  sizeBytes: null,
  measuredAt: null,
  large: [],
  earlier: 0,
};
const spies = { onText: jest.fn(), onSort: jest.fn() };
beforeEach(() => {
  jest.clearAllMocks();
});

const show = (change: Partial<AllVolumesTabViewProps> = {}) =>
  renderPage(
    <AllVolumesTabView
      owners={ready({ items: [ada, bob], nextCursor: null, total: 2 })}
      text=""
      sorting={{ sort: 'size', order: 'desc' }}
      paging={{ offset: 0, previous: null, next: null }}
      stale={false}
      now={NOW}
      {...spies}
      {...change}
    />,
  );

it('waits quietly, and leads away from what is not theirs', () => {
  show({ owners: loading });
  expect(screen.getByText('Loading…')).toBeTruthy();
  show({ owners: failed('forbidden') });
  expect(screen.getByRole('link', { name: 'Go to Home' })).toBeTruthy();
});

it('shows sizes with their age, and what has grown too large', () => {
  show();
  const [, first, second] = screen.getAllByRole('row');
  expect(first?.textContent).toMatch(/ada5\.0 GiBLarge: workspace325 min ago/);
  expect(second?.textContent).toMatch(/bob b–None––/);
});

it('leads to the volumes of a user', () => {
  show();
  const link = screen.getByRole('link', { name: 'Open the volumes of bob b' });
  expect(link.getAttribute('href')).toContain('tab=all&user=bob+b');
});

it('shows every user again when nobody was found', async () => {
  show({ owners: ready({ items: [], nextCursor: null, total: 0 }), text: 'zzz' });
  await userEvent.click(screen.getByRole('button', { name: 'Clear search' }));
  expect(spies.onText).toHaveBeenCalledWith('');
});

it('sorts by the service', async () => {
  show();
  await userEvent.click(screen.getByRole('button', { name: 'User' }));
  expect(spies.onSort).toHaveBeenCalledWith({ sort: 'user', order: 'asc' });
});
