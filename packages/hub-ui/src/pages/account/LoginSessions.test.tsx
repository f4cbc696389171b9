import type { LoginSession } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../testing/render';
import { minutesAgo, NOW } from '../../testing/samples';
import { LoginSessions } from './LoginSessions';

const here: LoginSession = {
  id: 'aa11',
  current: true,
  since: minutesAgo(60),
  lastUsed: minutesAgo(0),
  uses: [{ kind: 'pages', name: '' }],
};
const there: LoginSession = {
  id: 'bb22',
  current: false,
  since: minutesAgo(3 * 24 * 60),
  lastUsed: minutesAgo(90),
  uses: [
    { kind: 'lab', name: '' },
    { kind: 'lab', name: 'gpu' },
    { kind: 'pages', name: '' },
  ],
};

const show = () => {
  const acts = { onEnd: jest.fn(), onEndAll: jest.fn() };
  renderPage(<LoginSessions sessions={[here, there]} nowMs={NOW} busy={false} {...acts} />);
  return acts;
};

it('says what each browser has open and when it was last used', () => {
  show();
  const [first, second] = screen.getAllByRole('listitem');
  if (first === undefined || second === undefined) throw new Error('two browsers');
  expect(first.textContent).toContain('This browser');
  expect(within(first).queryByRole('button')).toBeNull();
  expect(second.textContent).toContain('your server, your server gpu, and these pages');
  expect(second.textContent).toContain('last used 1 h ago');
});

it('signs one browser out at once, and all of them after a question', async () => {
  const { onEnd, onEndAll } = show();
  await userEvent.click(screen.getByRole('button', { name: /^Sign out the browser with/ }));
  expect(onEnd).toHaveBeenCalledWith('bb22');
  await userEvent.click(screen.getByRole('button', { name: 'Sign out everywhere' }));
  expect(onEndAll).not.toHaveBeenCalled();
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Servers keep running');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Sign out everywhere' }));
  expect(onEndAll).toHaveBeenCalledTimes(1);
});
