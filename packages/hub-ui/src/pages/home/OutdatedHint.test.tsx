import type { ServerView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../testing/render';
import { NOW, serverOf } from '../../testing/samples';
import { ServerCard } from './ServerCard';
import { NamedServerRow } from './named/NamedServerRow';

const recreate = jest.fn();
const others = {
  start: jest.fn(),
  stop: jest.fn(),
  restart: jest.fn(),
  remove: jest.fn(),
  showLog: jest.fn(),
  setOpenWhenReady: jest.fn(),
  setLogOpen: jest.fn(),
  refreshLog: jest.fn(),
};

beforeEach(() => {
  jest.clearAllMocks();
});

const common = { now: NOW, busy: false, log: null, actions: { ...others, recreate } };
const showOwn = (change: Partial<ServerView>) =>
  renderPage(<ServerCard server={serverOf(change)} openWhenReady={true} {...common} />);
const confirm = async () => {
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByText(/new container/)).toBeTruthy();
  await userEvent.click(dialog.getByRole('button', { name: 'Recreate' }));
};

it.each<[Partial<ServerView>, RegExp]>([
  [{ imageOutdated: true }, /A newer image is available\. Recreate/],
  [{ settingsOutdated: true }, /Your permissions or limits have changed\./],
  [{ imageOutdated: true, settingsOutdated: true }, /Recreate your server to apply both\./],
])('says what a fresh container would change, and makes one: %j', async (change, t) => {
  showOwn(change);
  expect(screen.getByText(t)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Recreate…' }));
  expect(recreate).not.toHaveBeenCalled();
  await confirm();
  expect(recreate).toHaveBeenCalledTimes(1);
});

it('is silent while a fresh container would be the same', () => {
  showOwn({ settingsOutdated: false, imageOutdated: false });
  expect(screen.queryByRole('button', { name: 'Recreate…' })).toBeNull();
});

it('is silent about a server that does not run: its next start follows the new rules', () => {
  showOwn({ phase: 'stopped', url: null, settingsOutdated: true });
  expect(screen.queryByText(/New rules/)).toBeNull();
});

it('speaks of a named server by its name', async () => {
  const server = serverOf({ name: 'lab-2', settingsOutdated: true });
  renderPage(
    <ul>
      <NamedServerRow server={server} {...common} />
    </ul>,
  );
  expect(screen.getByText(/limits have changed/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Recreate lab-2' }));
  await confirm();
  expect(recreate).toHaveBeenCalledWith('lab-2');
});
