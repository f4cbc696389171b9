import { renderPage } from '../../../testing/render';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NOW, serverOf } from '../../../testing/samples';
import { NamedServersCard } from './NamedServersCard';
import type { NamedServerActions } from './NamedServerRow';

const start = jest.fn();
const nothing = () => undefined;
const actions: NamedServerActions = {
  start,
  stop: nothing,
  restart: nothing,
  recreate: nothing,
  remove: nothing,
  showLog: nothing,
};

it('calls servers what was typed where JupyterHub takes slugs alone for names', async () => {
  const servers = [serverOf({ name: 'big-data', displayName: 'Big data', phase: 'stopped' })];
  const list = { allowed: true, limit: null, slugs: true, servers };
  renderPage(<NamedServersCard list={list} now={NOW} busy={false} log={null} actions={actions} />);
  expect(screen.getByRole('heading', { name: 'Big data' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Start Big data' }));
  expect(start).toHaveBeenLastCalledWith('big-data');

  const name = screen.getByLabelText('Name of a new server');
  await userEvent.type(name, 'Big data{Enter}');
  expect(screen.getByText('You already have a server with this name.')).toBeTruthy();
  await userEvent.clear(name);
  await userEvent.type(name, ' Big  data! {Enter}');
  expect(start).toHaveBeenLastCalledWith('big-data-2', 'Big data!');
  await userEvent.type(name, 'gpu{Enter}');
  expect(start).toHaveBeenLastCalledWith('gpu');
});
