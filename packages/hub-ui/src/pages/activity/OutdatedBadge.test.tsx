import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { activityOf, rowOf } from '../../testing/samples';
import { ready } from '../../testing/render';
import { forget, offline, show as showPage, spies, usual } from '../../testing/activity-page';

const { commands, onSearch } = spies;

beforeEach(forget);

const behind = rowOf({ settingsOutdated: true });
const show = () => showPage({ page: ready(activityOf([behind, rowOf({ user: 'grace' })])) });
const rowWith = (name: RegExp) => within(screen.getByRole('row', { name }));
const openMenu = (user: string) =>
  userEvent.click(screen.getByRole('button', { name: `Actions for ${user}` }));

it('marks an outdated server, and says why on focus until Escape', async () => {
  show();
  expect(rowWith(/grace/).queryByText('outdated')).toBeNull();
  const mark = rowWith(/ada/).getByRole('button', { name: 'outdated' });
  act(() => {
    mark.focus();
  });
  const why = await screen.findByRole('tooltip');
  expect(why.textContent).toMatch(/Recreate this server to apply them/);
  expect(mark.getAttribute('aria-describedby')).toBe(why.id);
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('tooltip')).toBeNull();
});

it('makes it again after a question, and only where that changes something', async () => {
  show();
  await openMenu('grace');
  expect(screen.queryByRole('button', { name: 'Recreate…' })).toBeNull();
  await openMenu('ada');
  await userEvent.click(screen.getByRole('button', { name: 'Recreate…' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Recreate the server of ada?' }));
  expect(commands.recreate).not.toHaveBeenCalled();
  await userEvent.click(dialog.getByRole('button', { name: 'Recreate' }));
  expect(commands.recreate).toHaveBeenCalledWith({ user: 'ada', server: '' });
});

it('finds them by the filter of statuses, whatever their status', async () => {
  show();
  await userEvent.selectOptions(screen.getByLabelText('Status'), 'Outdated');
  expect(onSearch).toHaveBeenCalledWith({ ...usual, outdated: true });
});

it('leaves the filter when a status is chosen, or everyone', async () => {
  showPage({ search: { ...usual, outdated: true }, page: ready(activityOf([])) });
  expect(screen.getByLabelText<HTMLSelectElement>('Status').value).toBe('outdated');
  await userEvent.selectOptions(screen.getByLabelText('Status'), 'Failed');
  expect(onSearch).toHaveBeenLastCalledWith({ ...usual, status: 'failed' });
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(onSearch).toHaveBeenLastCalledWith(usual);
});

it('makes many again after a question that names them, and only those', async () => {
  const gpu = rowOf({ server: 'gpu', settingsOutdated: true });
  showPage({ page: ready(activityOf([behind, gpu, rowOf({ user: 'ben' }), offline])) });
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  const bar = within(screen.getByRole('group', { name: /selected/ }));
  await userEvent.click(bar.getByRole('button', { name: 'Recreate…' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Recreate 2 servers?' }));
  expect(dialog.getByText(/does not apply to 2 selected rows/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Recreate' }));
  expect(commands.bulk.mock.calls[0]).toMatchObject([
    { action: 'recreate', rows: [{ server: '' }, { server: 'gpu' }] },
  ]);
});
