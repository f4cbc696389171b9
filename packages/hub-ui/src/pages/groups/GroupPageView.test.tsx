import type { MembersPage, MemberView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failed, loading, ready, renderPage } from '../../testing/render';
import { GroupNotFound, GroupPageView } from './GroupPageView';
import type { GroupPageViewProps } from './page-props';
import { commandsOf, groupOf, memberOf } from '../../testing/group-samples';

const commands = commandsOf();
const onText = jest.fn();
const onOnlyOutdated = jest.fn();
const find = jest.fn(() => Promise.resolve({ users: ['grace', 'gwen'], total: 2 }));

beforeEach(() => {
  jest.clearAllMocks();
});

const membersOf = (items: readonly MemberView[]): MembersPage => ({
  items: [...items],
  nextCursor: null,
  total: items.length,
});
const show = (change: Partial<GroupPageViewProps> = {}) =>
  renderPage(
    <GroupPageView
      name="class-a"
      group={ready(groupOf())}
      defaults={{ cpuCores: 2, memoryBytes: null, pids: 4096 }}
      members={ready(membersOf([memberOf(), memberOf({ user: 'ben', running: true })]))}
      text=""
      onlyOutdated={false}
      paging={{ offset: 0, previous: null, next: null }}
      stale={false}
      busy={false}
      searchUsers={find}
      undoable
      commands={commands}
      onText={onText}
      onOnlyOutdated={onOnlyOutdated}
      {...change}
    />,
    '/groups?group=class-a',
  );
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const dialog = () => within(screen.getByRole('dialog'));

it('names the group while it is on its way, and leads back', () => {
  show({ group: loading });
  expect(screen.getByRole('heading', { level: 1, name: 'class-a' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'All groups' })).toBeTruthy();
});

it('says what is wrong when it cannot be shown, or is not there', () => {
  show({ group: failed('forbidden') });
  expect(screen.getByText('This page is for administrators')).toBeTruthy();
  renderPage(<GroupNotFound />, '/groups?group=none');
  expect(screen.getByText('Group not found')).toBeTruthy();
});

it('adds users who were searched for, several at once', async () => {
  show();
  const field = screen.getByRole('combobox', { name: 'Add members' });
  expect(screen.queryByRole('button', { name: /^Add/ })).toBeNull();
  await userEvent.type(field, 'g');
  await userEvent.click(await screen.findByRole('option', { name: 'grace' }));
  await userEvent.type(field, 'linus{Enter}');
  await userEvent.click(button('Add 2 users'));
  expect(commands.addMembers).toHaveBeenCalledWith('class-a', ['grace', 'linus']);
});

it('asks before a user gets power over the host, and says what that means', async () => {
  show({
    group: ready(groupOf({ power: 'privileged', can: { fill: true, limit: true, delete: false } })),
  });
  expect(screen.getByText('Servers of members run privileged')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Delete group…' })).toBeNull();
  await userEvent.type(screen.getByRole('combobox', { name: 'Add members' }), 'linus,');
  await userEvent.click(button('Add 1 user'));
  expect(commands.addMembers).not.toHaveBeenCalled();
  expect(dialog().getByText(/break out of isolation/)).toBeTruthy();
  await userEvent.click(dialog().getByRole('button', { name: 'Add' }));
  expect(commands.addMembers).toHaveBeenCalledWith('class-a', ['linus']);
});

it('removes one member, and several who were chosen', async () => {
  show();
  await userEvent.click(button('Remove ben from the group'));
  expect(commands.removeMembers).toHaveBeenLastCalledWith('class-a', ['ben']);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select all on this page' }));
  const bar = within(screen.getByRole('group', { name: '2 members selected' }));
  await userEvent.click(bar.getByRole('button', { name: 'Remove' }));
  expect(commands.removeMembers).toHaveBeenLastCalledWith('class-a', ['ada', 'ben']);
});

it('asks first where the reader could not take it back', async () => {
  show({ undoable: false });
  await userEvent.click(button('Remove ben from the group'));
  expect(commands.removeMembers).not.toHaveBeenCalled();
  expect(dialog().getByText(/Only an administrator can add them again/)).toBeTruthy();
  await userEvent.click(dialog().getByRole('button', { name: 'Remove' }));
  expect(commands.removeMembers).toHaveBeenCalledWith('class-a', ['ben']);
});

it('says how many must restart, leads to them, and starts a lab again after asking', async () => {
  const behind = memberOf({ user: 'ben', running: true, outdated: ['', 'gpu'] });
  show({ group: ready(groupOf({ outdated: 1 })), members: ready(membersOf([behind])) });
  expect(screen.getByText(/1 member has a running server/)).toBeTruthy();
  await userEvent.click(button('Show outdated servers'));
  expect(onOnlyOutdated).toHaveBeenCalledWith(true);
  expect(screen.getByText('Outdated: default, gpu')).toBeTruthy();
  await userEvent.click(button('Recreate the server of ben'));
  expect(commands.recreate).not.toHaveBeenCalled();
  await userEvent.click(dialog().getByRole('button', { name: 'Recreate' }));
  expect(commands.recreate).toHaveBeenCalledWith('ben', ['', 'gpu']);
});

it('starts nobody’s lab again whose servers are not in reach', () => {
  const behind = memberOf({ running: true, outdated: [''], mayRecreate: false });
  show({ members: ready(membersOf([behind])) });
  expect(screen.getByText('Outdated')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /recreate/i })).toBeNull();
});

it('changes limits, and takes no number that makes no sense', async () => {
  show();
  await userEvent.click(button('Change limits'));
  await userEvent.selectOptions(dialog().getByRole('combobox', { name: 'CPU' }), 'custom');
  const save = dialog().getByRole<HTMLButtonElement>('button', { name: 'Save limits' });
  expect(save.disabled).toBe(true);
  await userEvent.type(dialog().getByLabelText('Maximum CPU'), '0');
  expect(save.disabled).toBe(true);
  await userEvent.type(dialog().getByLabelText('Maximum CPU'), '.5');
  await userEvent.selectOptions(dialog().getByRole('combobox', { name: 'Memory' }), 'none');
  await userEvent.click(save);
  expect(commands.setLimits).toHaveBeenCalledWith('class-a', {
    cpuCores: 0.5,
    memoryBytes: 'none',
    pids: null,
  });
});

it('shows what it limits, and what every user gets otherwise', () => {
  show({
    group: ready(groupOf({ limits: { cpuCores: 4, memoryBytes: null, pids: null } })),
  });
  expect(screen.getByText('4 cores')).toBeTruthy();
  expect(screen.getByText('default: no limit')).toBeTruthy();
  expect(screen.getByText('default: 4,096 processes')).toBeTruthy();
});

it('offers a reader nothing but reading', () => {
  show({ group: ready(groupOf({ can: { fill: false, limit: false, delete: false } })) });
  expect(screen.getByText('ada')).toBeTruthy();
  for (const name of [/Remove/, /Add/, /Change limits/, /Delete/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.queryByRole('checkbox', { name: /Select/ })).toBeNull();
});

it('has words for an empty group, for no match, and for nobody who must restart', async () => {
  show({ members: ready(membersOf([])) });
  expect(screen.getByText('Add members above.')).toBeTruthy();
  show({ members: ready(membersOf([])), onlyOutdated: true });
  expect(screen.getByText('No member has an outdated server.')).toBeTruthy();
  await userEvent.click(button('Clear filters'));
  expect(onOnlyOutdated).toHaveBeenCalledWith(false);
});

it('deletes the group after it said what goes', async () => {
  show();
  await userEvent.click(button('Delete group…'));
  await userEvent.click(dialog().getByRole('button', { name: 'Delete group' }));
  expect(commands.remove).toHaveBeenCalledWith('class-a');
});
