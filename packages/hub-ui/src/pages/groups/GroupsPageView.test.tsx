import type { GroupsPage, GroupView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../testing/render';
import { GroupsPageView, type GroupsPageViewProps } from './GroupsPageView';
import { commandsOf, groupOf } from '../../testing/group-samples';

const commands = commandsOf();
const onText = jest.fn();

beforeEach(() => {
  jest.clearAllMocks();
});

const pageOf = (items: readonly GroupView[], change: Partial<GroupsPage> = {}): GroupsPage => ({
  items: [...items],
  nextCursor: null,
  total: items.length,
  defaults: { cpuCores: 2, memoryBytes: null, pids: 4096 },
  mayCreate: true,
  ...change,
});
const show = (change: Partial<GroupsPageViewProps> = {}) =>
  renderPage(
    <GroupsPageView
      page={ready(pageOf([groupOf()]))}
      text=""
      paging={{ offset: 0, previous: null, next: null }}
      stale={false}
      busy={false}
      commands={commands}
      onText={onText}
      {...change}
    />,
    '/groups',
  );
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const dialog = () => within(screen.getByRole('dialog'));

it('says calmly that it is not for every user', () => {
  show({ page: failed('forbidden') });
  expect(screen.getByText('This page is for administrators')).toBeTruthy();
});

it('keeps the search at hand while groups are on their way', () => {
  show({ page: loading });
  expect(screen.getByRole('searchbox', { name: 'Search groups' })).toBeTruthy();
  expect(screen.getByText('Loading…')).toBeTruthy();
});

it('has words for no group and for no match, with the way back', async () => {
  show({ page: ready(pageOf([])) });
  expect(screen.getByText('No groups yet')).toBeTruthy();
  show({ page: ready(pageOf([])), text: 'x' });
  await userEvent.click(button('Clear search'));
  expect(onText).toHaveBeenCalledWith('');
});

it('shows how many are in a group, what it limits, and how many must restart', () => {
  const group = groupOf({
    members: 12,
    outdated: 3,
    limits: { cpuCores: 4, memoryBytes: 8 * 2 ** 30, pids: null },
  });
  show({ page: ready(pageOf([group])) });
  const row = within(screen.getByRole('row', { name: /class-a/ }));
  expect(row.getByText('12')).toBeTruthy();
  expect(row.getByText('4 cores, 8.0 GiB')).toBeTruthy();
  expect(row.getByText<HTMLAnchorElement>('3 members').search).toBe('?group=class-a&show=restart');
});

it('marks the groups that give power over the host, and offers no way to delete them', () => {
  const socket = groupOf({
    name: 'docker-sock',
    power: 'docker-socket',
    can: { fill: true, limit: true, delete: false },
  });
  show({ page: ready(pageOf([socket])) });
  expect(screen.getByText('Docker').title).toBe('Members can control Docker on this host');
  expect(screen.queryByRole('button', { name: /Delete/ })).toBeNull();
});

it('says which group cannot be read', () => {
  const problem = 'The property perijove.limits of this group is not valid.';
  show({ page: ready(pageOf([groupOf({ problem })])) });
  expect(screen.getByText(problem)).toBeTruthy();
});

it('makes a group, once its name can be one', async () => {
  show();
  await userEvent.click(button('New group'));
  const confirm = dialog().getByRole<HTMLButtonElement>('button', { name: 'Create group' });
  const field = dialog().getByLabelText('Name');
  expect(confirm.disabled).toBe(true);
  await userEvent.type(field, 'a/b');
  expect(dialog().getByText(/must not contain slashes/)).toBeTruthy();
  expect(confirm.disabled).toBe(true);
  await userEvent.clear(field);
  await userEvent.type(field, 'class-a');
  expect(dialog().getByText('A group with this name already exists.')).toBeTruthy();
  await userEvent.type(field, '-2{Enter}');
  expect(commands.create).toHaveBeenCalledWith('class-a-2');
});

it('offers a new group only to whom may make one', () => {
  show({ page: ready(pageOf([groupOf()], { mayCreate: false })) });
  expect(screen.queryByRole('button', { name: 'New group' })).toBeNull();
});

it('deletes after it said what goes', async () => {
  show({ page: ready(pageOf([groupOf({ members: 2 })])) });
  await userEvent.click(button('Delete the group class-a'));
  expect(dialog().getByText(/2 users leave the group/)).toBeTruthy();
  expect(commands.remove).not.toHaveBeenCalled();
  await userEvent.click(dialog().getByRole('button', { name: 'Delete group' }));
  expect(commands.remove).toHaveBeenCalledWith('class-a');
});
