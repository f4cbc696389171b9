import type { TrashEntry, TrashPage } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../../testing/render';
import { minutesAgo, NOW } from '../../../testing/samples';
import { TrashTabView, type TrashTabViewProps } from './TrashTabView';

const entryOf = (change: Partial<TrashEntry> = {}): TrashEntry => ({
  user: 'ada',
  volume: 'home',
  generation: 1,
  kind: 'reset',
  sizeBytes: 1024 ** 3,
  measuredAt: minutesAgo(5),
  retiredAt: minutesAgo(60),
  expiresAt: minutesAgo(-600),
  accountExists: true,
  ...change,
});
const gone = entryOf({ user: 'bob', kind: 'account', sizeBytes: null, accountExists: false });

const pageOf = (...items: TrashEntry[]): TrashPage => ({
  items,
  nextCursor: null,
  total: items.length,
  trash: { entries: items.length, sizeBytes: 1024 ** 3, unmeasured: 1, retentionDays: 7 },
});

const spies = {
  onSearch: jest.fn(),
  onSort: jest.fn(),
  onRestore: jest.fn(),
  onPurge: jest.fn(),
};
beforeEach(() => {
  jest.clearAllMocks();
});

const show = (change: Partial<TrashTabViewProps> = {}) =>
  renderPage(
    <TrashTabView
      trash={ready(pageOf(entryOf(), gone))}
      text=""
      kind={null}
      sorting={{ sort: 'expiresAt', order: 'asc' }}
      paging={{ offset: 0, previous: null, next: null }}
      stale={false}
      busy={false}
      now={NOW}
      {...spies}
      {...change}
    />,
  );
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });

it('waits quietly, and says what is wrong', async () => {
  show({ trash: loading });
  expect(screen.getByText('Loading…')).toBeTruthy();
  const retry = jest.fn();
  show({ trash: failed('away', retry) });
  await userEvent.click(button('Try again'));
  expect(retry).toHaveBeenCalledTimes(1);
});

it('says for how long things stay when it is empty', () => {
  show({ trash: ready(pageOf()) });
  expect(screen.getByText(/kept here for 7 days/)).toBeTruthy();
});

it('offers everything again when nothing was found', async () => {
  show({ trash: ready(pageOf()), text: 'zzz' });
  await userEvent.click(button('Clear filters'));
  expect(spies.onSearch).toHaveBeenCalledWith({ text: '', kind: null });
});

it('says whose it is, why it is there, its size and its end, and the sum of all', () => {
  show();
  const [, first, second] = screen.getAllByRole('row');
  expect(first?.textContent).toMatch(/ada.*home.*Reset.*1\.0 GiB.*1 h ago/);
  expect(second?.textContent).toMatch(/bob.*Account deleted.*Deleted account.*Not measured/);
  expect(screen.getByText('2 volumes, 1.0 GiB (1 not measured yet)')).toBeTruthy();
});

it('names what is removed for ever before it removes it', async () => {
  show();
  await userEvent.click(button('Delete home of ada permanently'));
  const { textContent } = screen.getByRole('dialog');
  expect(textContent).toContain('ada · home');
  expect(textContent).toContain('1.0 GiB');
  expect(textContent).toContain('cannot be restored');
  await userEvent.click(inDialog('Delete permanently'));
  expect(spies.onPurge).toHaveBeenCalledWith([entryOf()]);
});

it('says that an account is needed before contents come back', async () => {
  show();
  await userEvent.click(button('Restore home of bob'));
  expect(screen.getByRole('dialog').textContent).toContain('The account bob does not exist.');
  await userEvent.click(inDialog('Restore'));
  expect(spies.onRestore).toHaveBeenCalledWith([gone]);
});

it('acts on several at once', async () => {
  show();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  const bulk = screen.getByRole('group', { name: '2 volumes selected' });
  await userEvent.click(within(bulk).getByRole('button', { name: 'Delete' }));
  await userEvent.click(inDialog('Delete permanently'));
  expect(spies.onPurge).toHaveBeenCalledWith([entryOf(), gone]);
  expect(screen.queryByRole('group')).toBeNull();
});

it('changes nothing when the question is cancelled', async () => {
  show();
  await userEvent.click(button('Delete home of ada permanently'));
  await userEvent.click(inDialog('Cancel'));
  expect(spies.onPurge).not.toHaveBeenCalled();
});

it('sorts by the service, and turns the order round', async () => {
  show();
  await userEvent.click(button('Size'));
  expect(spies.onSort).toHaveBeenCalledWith({ sort: 'size', order: 'desc' });
  await userEvent.click(button('Expires'));
  expect(spies.onSort).toHaveBeenLastCalledWith({ sort: 'expiresAt', order: 'desc' });
});
