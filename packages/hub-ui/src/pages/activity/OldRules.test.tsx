import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { activityOf, NOW, rowOf } from '../../testing/samples';
import { ready, renderPage } from '../../testing/render';
import { ActivityPageView } from './ActivityPageView';
import { searchOf } from './search';

const commands = {
  stop: jest.fn(),
  restart: jest.fn(),
  recreate: jest.fn(),
  extend: jest.fn(),
  visit: jest.fn(),
  bulk: jest.fn(),
  notify: jest.fn(),
};

const show = () =>
  renderPage(
    <ActivityPageView
      page={ready(activityOf([rowOf({ rulesOutdated: true }), rowOf({ user: 'grace' })]))}
      search={searchOf(new URLSearchParams())}
      paging={{ offset: 0, previous: null, next: null }}
      outdated={false}
      now={NOW}
      administer
      maxLength={140}
      volumesOf={() => null}
      onSearch={jest.fn()}
      commands={commands}
      exportHref="/x/activity.csv"
      onClearSamples={jest.fn()}
      onPerson={jest.fn()}
    />,
  );
const rowWith = (name: RegExp) => within(screen.getByRole('row', { name }));
const openMenu = (user: string) =>
  userEvent.click(screen.getByRole('button', { name: `Actions for ${user}` }));

it('marks a server that runs under old rules, in words', () => {
  show();
  expect(rowWith(/ada/).getByText(/^old rules/).title).toMatch(/New rules apply when you recreate/);
  expect(rowWith(/grace/).queryByText(/^old rules/)).toBeNull();
});

it('makes it anew after a question, and only where that changes something', async () => {
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
