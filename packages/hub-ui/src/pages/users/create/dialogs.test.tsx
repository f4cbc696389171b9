import type { NewUser } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../../testing/render';
import { CreateDialog } from './CreateDialog';
import { CredentialsDialog } from './CredentialsDialog';
import type { Making } from './use-create';

const rules = {
  kept: true,
  signUp: true,
  approval: true,
  minimumPasswordLength: 8,
  longestName: 64,
};
const onStart = jest.fn();
const onClose = jest.fn();
const onStop = jest.fn();
const check = (names: readonly string[]) =>
  names
    .filter(name => name === 'taken')
    .map(name => ({ given: name, name, reason: 'name_taken' as const }));

const showCreate = (making: Making = { kind: 'idle' }, kept = true) =>
  renderPage(
    <CreateDialog
      rules={{ ...rules, kept }}
      mayRaise
      making={making}
      check={check}
      onStart={onStart}
      onStop={onStop}
      onClose={onClose}
    />,
  );

beforeEach(() => {
  jest.clearAllMocks();
});

describe('adding users', () => {
  it('says while one types which names cannot be, and adds the others', async () => {
    showCreate();
    const add = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Add/ });
    expect(add().disabled).toBe(true);
    await userEvent.click(screen.getByLabelText('Names'));
    await userEvent.paste('ada\ntaken\nADA\ngrace');
    expect(screen.getByText('2 names can be added')).toBeTruthy();
    expect(screen.getByText('taken: there is an account of this name')).toBeTruthy();
    expect(screen.getByText('ada: stands in the list twice')).toBeTruthy();
    await userEvent.click(add());
    expect(onStart).toHaveBeenCalledWith({
      names: ['ada', 'grace'],
      admin: false,
      mustChangePassword: true,
    });
  });

  it('shows how far it is, and can be stopped', async () => {
    showCreate({ kind: 'working', done: 120, total: 500 });
    expect(screen.getByText('120 of 500')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('120');
    await userEvent.click(screen.getByRole('button', { name: 'Stop here' }));
    expect(onStop).toHaveBeenCalledTimes(1);
  });

  it('speaks of no passwords where there are none', () => {
    showCreate({ kind: 'idle' }, false);
    expect(screen.queryByText(/password/i)).toBeNull();
  });
});

describe('credentials', () => {
  const credentials = [
    { name: 'ada', password: 'red-oak-sky-tea' },
    { name: 'grace', password: 'ice-bay-fog-dew' },
  ];
  const refused: Extract<NewUser, { result: 'refused' }>[] = [
    { result: 'refused', name: 'a b', reason: 'bad_name', message: '' },
  ];
  const written: string[] = [];
  const show = () => {
    const user = userEvent.setup();
    jest.spyOn(navigator.clipboard, 'writeText').mockImplementation(text => {
      written.push(text);
      return Promise.resolve();
    });
    renderPage(<CredentialsDialog credentials={credentials} refused={refused} onClose={onClose} />);
    return user;
  };

  it('copies one and all, and tells what could not be added', async () => {
    const user = show();
    expect(screen.getByText(/shown once/)).toBeTruthy();
    expect(screen.getByText('a b: not a name that an account can have')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy name and password of grace' }));
    expect(written.at(-1)).toBe('grace  ice-bay-fog-dew');
    await user.click(screen.getByRole('button', { name: 'Copy all' }));
    expect(written.at(-1)).toBe('ada  red-oak-sky-tea\ngrace  ice-bay-fog-dew\n');
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('asks before they are lost', async () => {
    const user = show();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(onClose).not.toHaveBeenCalled();
    const question = within(await screen.findByRole('dialog', { name: /Close without saving/ }));
    await user.click(question.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
