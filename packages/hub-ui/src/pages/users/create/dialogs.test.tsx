import type { NewUser } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../../testing/render';
import { CreateUsersDialog } from './CreateUsersDialog';
import { CredentialsDialog } from './CredentialsDialog';
import type { CreateProgress } from './use-create-users';
import type { NameCheck } from './use-name-check';

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
const taken = (names: readonly string[]): NameCheck => ({
  state: 'answered',
  refused: names
    .filter(name => name === 'taken')
    .map(name => ({ given: name, name, reason: 'name_taken' })),
});

const showCreate = (making: CreateProgress = { kind: 'idle' }, kept = true, check = taken) =>
  renderPage(
    <CreateUsersDialog
      rules={{ ...rules, kept }}
      canMakeAdmin
      progress={making}
      check={check}
      existing={new Set(['Tutors'])}
      onStart={onStart}
      onStop={onStop}
      onClose={onClose}
    />,
  );

/** The lines of the list, as they are read. */
const lines = () =>
  within(screen.getByRole('region', { name: 'Users to add' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => Array.from(row.children, cell => cell.textContent).join(' | '));
const add = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Add/ });
const paste = async (text: string) => {
  await userEvent.click(screen.getByLabelText('User names'));
  await userEvent.paste(text);
};
const upload = async (name: string, bytes: Uint8Array) => {
  const file = new File([], name);
  Object.defineProperty(file, 'size', { value: bytes.length });
  // jsdom's files do not tell what is in them.
  Object.assign(file, { arrayBuffer: () => Promise.resolve(bytes) });
  const input = document.querySelector<HTMLInputElement>('input[type=file]');
  if (input === null) throw new Error('no input');
  await userEvent.upload(input, file, { applyAccept: false });
};

beforeEach(() => {
  jest.clearAllMocks();
});

describe('adding users', () => {
  it('lists while one types who would be added, and first of all who cannot be', async () => {
    showCreate();
    expect(add().disabled).toBe(true);
    await paste('ada\ntaken\nADA\ngrace\n\u0130pek\no\u2019neil\nx-');
    expect(screen.getByText('3 users can be added')).toBeTruthy();
    expect(screen.getByText('4 rows will be skipped')).toBeTruthy();
    expect(lines()).toEqual([
      'taken | account already exists',
      'ada | duplicate',
      'o\u2019neil | cannot contain \u2019',
      'x- | cannot start or end with -',
      'ada | OK',
      'grace | OK',
      'ipek | OK',
    ]);
    await userEvent.click(add());
    expect(onStart).toHaveBeenCalledWith({
      names: ['ada', 'grace', 'ipek'],
      admin: false,
      mustChangePassword: true,
      groups: new Map(),
    });
  });

  it('finds the columns of a table, and takes others when it is told to', async () => {
    showCreate();
    await paste(
      '"First name","Last name","Email address",Groups\nAnn,Lee,Ann@example.org,"A, Tutors"\nBob,Ray,bob@example.org,docker-sock\n',
    );
    expect(lines()).toEqual([
      'ann@example.org | Ann, Lee, A, Tutors | OK',
      'bob@example.org | Bob, Ray, docker-sock | OK',
    ]);
    await userEvent.click(screen.getByLabelText('Use only the part before the @'));
    await userEvent.selectOptions(screen.getByLabelText('Groups'), 'Groups (A, Tutors)');
    expect(lines()).toEqual(['ann | Ann, Lee | A, Tutors | OK', 'bob | Bob, Ray |  | OK']);
    expect(screen.getByText('Groups: A (1 user, new), Tutors (1 user, existing)')).toBeTruthy();
    expect(screen.getByText(/^Skipped groups: docker-sock/)).toBeTruthy();
    await userEvent.click(add());
    expect(onStart).toHaveBeenLastCalledWith({
      names: ['ann', 'bob'],
      admin: false,
      mustChangePassword: true,
      groups: new Map([
        ['A', ['ann']],
        ['Tutors', ['ann']],
      ]),
    });
    await userEvent.selectOptions(screen.getByLabelText('User name column'), 'First name (Ann)');
    await userEvent.click(screen.getByLabelText('First row contains headings'));
    expect(lines()).toHaveLength(3);
  });

  it('adds nobody before the hub was asked, and goes on when it does not answer', async () => {
    const dialog: NameCheck = { state: 'asking', refused: [] };
    const { unmount } = showCreate({ kind: 'idle' }, true, () => dialog);
    await paste('ada');
    expect(add().disabled).toBe(true);
    expect(screen.getByText(/^Checking names/)).toBeTruthy();
    unmount();
    showCreate({ kind: 'idle' }, true, () => ({ state: 'failed', refused: [] }));
    await paste('ada');
    expect(add().disabled).toBe(false);
    expect(screen.getByText(/^The names could not be checked/)).toBeTruthy();
  });

  it('reads a file as spreadsheets write it, and says what it cannot read', async () => {
    showCreate();
    await upload('unicode.txt', Buffer.from('\uFEFFLogin\tName\r\nada\tAda L\r\n', 'utf16le'));
    expect(await screen.findByText('Loaded unicode.txt')).toBeTruthy();
    expect(await screen.findByText('1 user can be added')).toBeTruthy();
    expect(lines()).toEqual(['ada | Ada L | OK']);
    await upload('list.xlsx', Buffer.from('PK\x03\x04', 'latin1'));
    expect(await screen.findByText(/^list.xlsx is a workbook and was not loaded/)).toBeTruthy();
    // What was there stays.
    expect(lines()).toHaveLength(1);
  });

  it('shows a thousand without keeping anybody waiting, and no more are added at once', async () => {
    showCreate();
    const text = Array.from({ length: 1000 }, (_, n) => `user-${n},User ${n}`).join('\n');
    await paste(text);
    expect(await screen.findByText('1,000 users can be added')).toBeTruthy();
    // By roles a thousand lines take this test seconds.
    const drawn = () => document.querySelectorAll('tbody tr').length;
    expect(drawn()).toBe(100);
    await userEvent.click(screen.getByText('Show 900 more'));
    expect(drawn()).toBe(1000);
    await paste('\none-more,x\n');
    expect(await screen.findByText('You can add at most 1,000 users at once.')).toBeTruthy();
    expect(add().disabled).toBe(true);
  });

  it('shows how far it is, and can be stopped', async () => {
    showCreate({ kind: 'working', done: 120, total: 500 });
    expect(screen.getByText('120 of 500')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('120');
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
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
    expect(screen.getByText(/Copy or download these passwords/)).toBeTruthy();
    expect(screen.getByText('a b: invalid user name')).toBeTruthy();
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
