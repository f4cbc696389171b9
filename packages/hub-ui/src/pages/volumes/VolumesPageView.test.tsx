import { failed, loading, ready, renderPage } from '../../testing/render';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { generationOf, minutesAgo, NOW, volumeOf } from '../../testing/samples';
import { VolumesPageView, type VolumesPageViewProps } from './VolumesPageView';

const actions = {
  reset: jest.fn(),
  restore: jest.fn(),
  stopServer: jest.fn(),
  closeResults: jest.fn(),
};

beforeEach(() => {
  jest.clearAllMocks();
});

const home = volumeOf({ name: 'home', description: 'Settings', sizeBytes: 1024 ** 2 });
const workspace = volumeOf({ recoverable: [generationOf({ generation: 7 })] });
const shared = volumeOf({ name: 'shared', resettable: false, sizeBytes: null, measuredAt: null });

const show = (change: Partial<VolumesPageViewProps> = {}) =>
  renderPage(
    <VolumesPageView
      owner={null}
      tabs={null}
      volumes={ready({ volumes: [home, workspace, shared] })}
      serverState="stopped"
      results={null}
      now={NOW}
      busy={false}
      actions={actions}
      {...change}
    />,
  );

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });

it('waits quietly while nothing is known', () => {
  show({ volumes: loading });
  expect(screen.getByText('Loading…')).toBeTruthy();
});

it('says what is wrong and tries again', async () => {
  const retry = jest.fn();
  show({ volumes: failed('away', retry) });
  await userEvent.click(button('Try again'));
  expect(retry).toHaveBeenCalledTimes(1);
});

it('leads away from volumes that are not theirs', () => {
  show({ volumes: failed('forbidden') });
  expect(screen.getByRole('link', { name: 'Go to Home' })).toBeTruthy();
});

it('says how volumes come about where there are none', () => {
  show({ volumes: ready({ volumes: [] }) });
  expect(screen.getByText('No volumes yet')).toBeTruthy();
});

it('shows sizes with their age', () => {
  show();
  expect(screen.getByText('3.0 GiB')).toBeTruthy();
  expect(screen.getAllByText('measured 5 min ago')).toHaveLength(2);
  expect(screen.getByText('Not measured yet')).toBeTruthy();
});

it('warns of a volume that has grown too large, and of no other', () => {
  const limit = 2 * 1024 ** 3;
  const volumes = [home, workspace].map(volume => ({ ...volume, warnBytes: limit }));
  show({ volumes: ready({ volumes }) });
  expect(screen.getAllByText(/^Larger than 2.0 GiB/)).toHaveLength(1);
});

it('never promises an undo where there is none', async () => {
  show({ volumes: ready({ volumes: [{ ...home, retentionDays: 0 }] }) });
  await userEvent.click(button('Reset home'));
  expect(screen.getByRole('dialog').textContent).toContain('This cannot be undone.');
});

it('never offers to reset what cannot be reset', () => {
  show();
  expect(screen.queryByRole('button', { name: 'Reset shared' })).toBeNull();
  expect(screen.queryByRole('checkbox', { name: 'Select shared' })).toBeNull();
});

it('names the volume, what it holds, and the time for an undo before a reset', async () => {
  show();
  await userEvent.click(button('Reset home'));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('Settings');
  expect(dialog.textContent).toContain('1.0 MiB');
  expect(dialog.textContent).toContain('You can undo this for 7 days.');
  await userEvent.click(inDialog('Reset 1 volume'));
  expect(actions.reset).toHaveBeenCalledWith(['home']);
});

it('resets several at once', async () => {
  show();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select home' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Select workspace' }));
  await userEvent.click(button('Reset 2 volumes'));
  await userEvent.click(inDialog('Reset 2 volumes'));
  expect(actions.reset).toHaveBeenCalledWith(['home', 'workspace']);
});

it('cancels without a trace', async () => {
  show();
  await userEvent.click(button('Reset home'));
  await userEvent.click(inDialog('Cancel'));
  expect(actions.reset).not.toHaveBeenCalled();
});

it('says why nothing can change while the server runs, and offers to stop it', async () => {
  show({ serverState: 'running' });
  expect(button('Reset home').disabled).toBe(true);
  expect(button(/^Restore workspace/).disabled).toBe(true);
  await userEvent.click(button('Stop server'));
  await userEvent.click(inDialog('Stop'));
  expect(actions.stopServer).toHaveBeenCalledTimes(1);
});

it('shows a result for each volume, with the way back beside it', async () => {
  show({
    results: [
      { name: 'workspace', ok: true, code: null, message: null, recoverableUntil: minutesAgo(-60) },
      { name: 'home', ok: false, code: 'x', message: 'It is busy.', recoverableUntil: null },
    ],
  });
  expect(screen.getByText('Reset workspace.')).toBeTruthy();
  expect(screen.getByText('home was not reset. It is busy.')).toBeTruthy();
  await userEvent.click(button('Undo the reset of workspace'));
  expect(actions.restore).toHaveBeenCalledWith('workspace', 7);
});

it('brings earlier contents back after asking', async () => {
  show();
  await userEvent.click(button(/^Restore workspace/));
  expect(screen.getByRole('dialog').textContent).toContain('1 day ago');
  await userEvent.click(inDialog('Restore'));
  expect(actions.restore).toHaveBeenCalledWith('workspace', 7);
});
