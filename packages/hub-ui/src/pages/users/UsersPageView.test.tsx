import type { UsersPage, UserView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../testing/render';
import { minutesAgo, NOW } from '../../testing/samples';
import { searchOf } from './search';
import { UsersPageView, type UsersPageViewProps } from './UsersPageView';

const userOf = (change: Partial<UserView> = {}): UserView => ({
  name: 'ada',
  state: 'active',
  admin: false,
  groups: ['class-a'],
  email: null,
  hasPassword: true,
  mustChangePassword: false,
  running: false,
  lastActivity: minutesAgo(3),
  ...change,
});
const pageOf = (items: readonly UserView[], kept = true): UsersPage => ({
  items: [...items],
  nextCursor: null,
  total: items.length,
  counts: { all: items.length, admins: 1, pending: 2, active: 1, never: 0, locked: 0 },
  accounts: { kept, signUp: true, approval: true, minimumPasswordLength: 8, longestName: 64 },
  volumesKeptDays: 7,
  can: { manage: true, visit: 'all' },
});

const commands = {
  approve: jest.fn(),
  discard: jest.fn(),
  disable: jest.fn(),
  enable: jest.fn(),
  setAdmin: jest.fn(),
  setPassword: jest.fn(),
  rename: jest.fn(),
  remove: jest.fn(),
  stopServer: jest.fn(),
  visit: jest.fn(),
};
const onSearch = jest.fn();
const usual = searchOf(new URLSearchParams());
const pending = userOf({ name: 'eve', state: 'pending', lastActivity: null, groups: [] });
const pending2 = userOf({ name: 'max', state: 'pending', lastActivity: null, groups: [] });

beforeEach(() => {
  jest.clearAllMocks();
});

const show = (change: Partial<UsersPageViewProps> = {}) =>
  renderPage(
    <UsersPageView
      page={ready(pageOf([userOf(), pending, pending2]))}
      me="root"
      search={usual}
      paging={{ offset: 0, previous: null, next: null }}
      stale={false}
      busy={false}
      now={NOW}
      canNotify
      commands={commands}
      onSearch={onSearch}
      onAdd={jest.fn()}
      {...change}
    />,
  );
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const menuOf = async (name: string) => userEvent.click(button(`Actions for ${name}`));
const dialog = () => within(screen.getByRole('dialog'));

it('is for administrators, and says so calmly', () => {
  show({ page: failed('forbidden') });
  expect(screen.getByText('This page is for administrators')).toBeTruthy();
});

it('keeps search and filters at hand while users are on their way', () => {
  show({ page: loading });
  expect(screen.getByRole('searchbox', { name: 'Search users' })).toBeTruthy();
  expect(button(/^Pending/)).toBeTruthy();
});

it('has words for nobody, for no match and for no requests', async () => {
  show({ page: ready(pageOf([])) });
  expect(screen.getByText('No users yet')).toBeTruthy();
  show({ page: ready(pageOf([])), search: { ...usual, show: 'pending' } });
  expect(screen.getByText('There are no sign-up requests.')).toBeTruthy();
  await userEvent.click(button('Clear filters'));
  expect(onSearch).toHaveBeenCalledWith(usual);
});

it('filters by kind, and says how many there are of each', async () => {
  show();
  await userEvent.click(button(/^Pending/));
  expect(onSearch).toHaveBeenCalledWith({ ...usual, show: 'pending' });
});

it('approves and discards with one click', async () => {
  show();
  await userEvent.click(button('Approve eve'));
  expect(commands.approve).toHaveBeenCalledWith(['eve']);
  await userEvent.click(button('Reject the request of max'));
  expect(commands.discard).toHaveBeenCalledWith(['max']);
});

it('approves several at once after asking, and only requests can be chosen', async () => {
  show();
  expect(screen.queryByRole('checkbox', { name: 'Select ada' })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  await userEvent.click(
    within(screen.getByRole('group', { name: /selected/ })).getByText('Approve'),
  );
  expect(commands.approve).not.toHaveBeenCalled();
  await userEvent.click(dialog().getByRole('button', { name: 'Approve' }));
  expect(commands.approve).toHaveBeenCalledWith(['eve', 'max']);
});

it('deletes only after the name was typed, and says what goes and what can come back', async () => {
  show();
  await menuOf('ada');
  await userEvent.click(screen.getByText('Delete…'));
  expect(dialog().getByText(/volumes are kept in the trash for 7 days/)).toBeTruthy();
  const confirm = dialog().getByRole<HTMLButtonElement>('button', { name: 'Delete' });
  expect(confirm.disabled).toBe(true);
  await userEvent.type(dialog().getByLabelText('Type ada to confirm'), 'ada');
  await userEvent.click(confirm);
  expect(commands.remove).toHaveBeenCalledWith('ada');
});

it('says that files are gone for ever where no bin keeps them', async () => {
  show({ page: ready({ ...pageOf([userOf()]), volumesKeptDays: 0 }) });
  await menuOf('ada');
  await userEvent.click(screen.getByText('Delete…'));
  expect(dialog().getByText(/volumes and all files in them are deleted/)).toBeTruthy();
  expect(dialog().queryByText(/bin/)).toBeNull();
});

it('renames only while the server is stopped, and offers to stop it', async () => {
  show({ page: ready(pageOf([userOf({ running: true })])) });
  await menuOf('ada');
  await userEvent.click(screen.getByText('Rename…'));
  await userEvent.type(dialog().getByLabelText('New name'), '-2');
  expect(dialog().getByRole<HTMLButtonElement>('button', { name: 'Rename' }).disabled).toBe(true);
  await userEvent.click(dialog().getByRole('button', { name: 'Stop server' }));
  expect(commands.stopServer).toHaveBeenCalledWith('ada');
});

it('renames', async () => {
  show();
  await menuOf('ada');
  await userEvent.click(screen.getByText('Rename…'));
  await userEvent.type(dialog().getByLabelText('New name'), '-2');
  await userEvent.click(dialog().getByRole('button', { name: 'Rename' }));
  expect(commands.rename).toHaveBeenCalledWith('ada', 'ada-2');
});

it('sets a password, generated unless one is typed', async () => {
  show();
  await menuOf('ada');
  await userEvent.click(screen.getByText('Set password…'));
  await userEvent.click(dialog().getByRole('button', { name: 'Set password' }));
  expect(commands.setPassword).toHaveBeenLastCalledWith('ada', { mustChange: true });
  await menuOf('ada');
  await userEvent.click(screen.getByText('Set password…'));
  await userEvent.click(dialog().getByLabelText('Enter a password'));
  const confirm = dialog().getByRole<HTMLButtonElement>('button', { name: 'Set password' });
  expect(confirm.disabled).toBe(true);
  await userEvent.type(dialog().getByLabelText('Password'), 'long-enough');
  await userEvent.click(confirm);
  expect(commands.setPassword).toHaveBeenLastCalledWith('ada', {
    mustChange: true,
    password: 'long-enough',
  });
});

it('offers nobody to change their own rights', async () => {
  show({ me: 'ada' });
  await menuOf('ada');
  for (const words of [
    'Remove administrator role…',
    'Make administrator…',
    'Disable account…',
    'Delete…',
  ])
    expect(screen.queryByText(words)).toBeNull();
});

it('opens a running lab of others, for whom the hub lets in only', async () => {
  const items = [userOf({ running: true }), userOf({ name: 'ben', running: true })];
  const page = pageOf(items);
  show({ page: ready({ ...page, can: { manage: true, visit: ['ada'] } }) });
  await menuOf('ada');
  await userEvent.click(screen.getByText('Open server'));
  expect(commands.visit).toHaveBeenCalledWith('ada');
  await menuOf('ben');
  expect(screen.queryByText('Open server')).toBeNull();
});

it('shows a reader who looks after some users just them, and nothing that is not theirs to do', async () => {
  const page = { ...pageOf([userOf(), pending]), can: { manage: false, visit: [] } };
  show({ page: ready(page), canNotify: false });
  expect(screen.getByText(/users that you manage/)).toBeTruthy();
  for (const name of ['Add users', /^Actions/, /^Approve/, /^Discard/, /^Pending/, /^Locked/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('checkbox', { name: /Select/ })).toBeNull();
  show({
    page: ready({
      ...page,
      items: [userOf({ running: true })],
      can: { manage: false, visit: 'all' },
    }),
    canNotify: false,
  });
  await menuOf('ada');
  expect(screen.getByText('Open server')).toBeTruthy();
  for (const words of ['Volumes', 'Rename…', 'Delete…', 'Set password…'])
    expect(screen.queryByText(words)).toBeNull();
});

it('lets a user in again without asking', async () => {
  show({ page: ready(pageOf([userOf({ state: 'locked' })])) });
  await menuOf('ada');
  await userEvent.click(screen.getByText('Enable account'));
  expect(commands.enable).toHaveBeenCalledWith('ada');
});

it('shows only what applies where accounts are kept elsewhere', async () => {
  show({ page: ready(pageOf([userOf({ hasPassword: false })], false)) });
  expect(screen.getByText(/external identity provider/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /Requests|Locked/ })).toBeNull();
  await menuOf('ada');
  expect(screen.queryByText('Set password…')).toBeNull();
  expect(screen.queryByText('Disable account…')).toBeNull();
  expect(screen.getByText('Make administrator…')).toBeTruthy();
});

it('shows 200 rows, and the whole of a long name, which the one who approves it has to read', () => {
  const long = 'x'.repeat(64);
  const rows = Array.from({ length: 199 }, (_, n) => userOf({ name: `user-${n}` }));
  show({ page: ready(pageOf([...rows, userOf({ name: long })])) });
  expect(screen.getAllByRole('row')).toHaveLength(201);
  expect(screen.getByText(long).className).not.toContain('truncate');
});
