import { failed, loading, ready, renderPage } from '../../testing/render';
import type { ServerView } from '@perijove/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo, newServer, NOW, serverOf, sessionOf, volumeOf } from '../../testing/samples';
import { HomePageView, type HomePageViewProps } from './HomePageView';

const actions = {
  start: jest.fn(),
  stop: jest.fn(),
  restart: jest.fn(),
  recreate: jest.fn(),
  extend: jest.fn(),
  setOpenWhenReady: jest.fn(),
  setLogOpen: jest.fn(),
  refreshLog: jest.fn(),
  showActivity: jest.fn(),
};

beforeEach(() => {
  jest.clearAllMocks();
});

const namedActions = {
  start: jest.fn(),
  stop: jest.fn(),
  restart: jest.fn(),
  recreate: jest.fn(),
  remove: jest.fn(),
  showLog: jest.fn(),
};
const noServers = { allowed: false, limit: null, slugs: false, servers: [] };
const noneNamed: HomePageViewProps['named'] = {
  list: noServers,
  busy: false,
  log: null,
  actions: namedActions,
};

const show = (change: Partial<HomePageViewProps> = {}) =>
  renderPage(
    <HomePageView
      server={ready(serverOf())}
      volumes={ready({ volumes: [volumeOf()] })}
      plots={{ cpu: [], memory: [] }}
      now={NOW}
      busy={false}
      openWhenReady={true}
      named={noneNamed}
      log={null}
      actions={actions}
      {...change}
    />,
  );

const showServer = (change: Partial<ServerView>) => show({ server: ready(serverOf(change)) });
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

it('waits quietly while nothing is known', () => {
  show({ server: loading });
  expect(screen.getByText('Loading…')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says what is wrong, what is safe, and tries again', async () => {
  const retry = jest.fn();
  show({ server: failed('network', retry) });
  expect(screen.getByRole('alert').textContent).toContain('your files are not affected');
  await userEvent.click(button('Try again'));
  expect(retry).toHaveBeenCalledTimes(1);
});

it('leads away from a server that is not theirs', () => {
  show({ server: failed('forbidden') });
  expect(screen.getByRole('link', { name: 'Go to Home' })).toBeTruthy();
});

it.each(['running', 'stopped'] as const)(
  'leads to the activity over time while %s',
  async phase => {
    showServer({ phase });
    await userEvent.click(button('Activity history'));
    expect(actions.showActivity).toHaveBeenCalledTimes(1);
  },
);

it('recreates a server from its menu, after saying what is lost', async () => {
  show();
  expect(screen.queryByText(/newer image/)).toBeNull();
  await userEvent.click(button('More actions'));
  await userEvent.click(button('Recreate'));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('Files in your volumes are kept');
  expect(actions.recreate).not.toHaveBeenCalled();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Recreate' }));
  expect(actions.recreate).toHaveBeenCalledTimes(1);
});

it('offers to recreate a server whose image is older than the newest', async () => {
  showServer({ imageOutdated: true });
  expect(screen.getByText(/A newer image is available/)).toBeTruthy();
  await userEvent.click(button('Recreate…'));
  expect(screen.getByRole('dialog').textContent).toContain('new container');
});

it('tells that a process was ended for want of memory, with the limit', () => {
  showServer({ memoryFullAt: minutesAgo(4) });
  const t = 'A process was killed 4 min ago because the server ran out of memory (4.0 GiB).';
  expect(screen.getByText(new RegExp(t.replace(/[().]/g, '.')))).toBeTruthy();
});

it('never shows a server that nothing leads to as running, and offers a restart', async () => {
  const message = 'Nothing leads to it. Restart it; saved files are kept.';
  showServer({ phase: 'failed', url: null, failure: { code: 'lost', message } });
  expect(heading()).toBe('Your server cannot be reached');
  expect(screen.getByText(new RegExp('Nothing leads to it'))).toBeTruthy();
  expect(screen.queryByRole('link', { name: /Open JupyterLab/ })).toBeNull();
  await userEvent.click(button('Restart'));
  expect(actions.start).toHaveBeenCalledTimes(1);
});

it('welcomes someone without a server, and starts one', async () => {
  show({ server: ready(newServer()), volumes: ready({ volumes: [] }) });
  expect(heading()).toBe('Welcome, ada');
  await userEvent.click(button('Start'));
  expect(actions.start).toHaveBeenCalledTimes(1);
});

it('says when and why a server stopped', () => {
  showServer({
    phase: 'stopped',
    url: null,
    stoppedAt: minutesAgo(42),
    stopReason: 'It was idle.',
  });
  expect(screen.getByText(/Stopped 42 min ago/)).toBeTruthy();
  expect(screen.getByText(/It was idle\./)).toBeTruthy();
  expect(button('Start')).toBeTruthy();
});

it('shows a start as it happens', async () => {
  showServer({
    phase: 'pulling',
    url: null,
    progress: [
      { phase: 'queued', percent: null, message: 'Pending', at: minutesAgo(1.5) },
      { phase: 'pulling', percent: 50, message: 'Pulling the image: 50 %', at: minutesAgo(1) },
    ],
  });
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('30');
  expect(screen.getByText('Pulling the image: 50 %')).toBeTruthy();
  expect(screen.getByText('1:30 elapsed')).toBeTruthy();
  const steps = screen.getAllByRole('listitem').filter(item => item.closest('.pj-steps') !== null);
  const current = steps.find(step => step.getAttribute('aria-current') === 'step');
  expect(current?.textContent).toContain('Image');
  await userEvent.click(screen.getByRole('switch', { name: /when it is ready/ }));
  expect(actions.setOpenWhenReady).toHaveBeenCalledWith(false);
});

it('opens a running server by a plain link', () => {
  show();
  const link = screen.getByRole('link', { name: 'Open JupyterLab' });
  expect(link.getAttribute('href')).toBe('/user/ada/lab');
  expect(screen.getByText('Running for 2 h 5 min')).toBeTruthy();
});

it('asks once before it stops a server, and Cancel changes nothing', async () => {
  show();
  await userEvent.click(button('Stop'));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('Saved files are kept');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(actions.stop).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Stop', hidden: true }));
  await userEvent.click(
    within(screen.getByRole('dialog')).getByRole('button', { name: 'Stop', hidden: true }),
  );
  expect(actions.stop).toHaveBeenCalledTimes(1);
});

it('explains a failed start, and offers the log as plain text', async () => {
  const failure = { code: 'image_not_found', message: 'The image does not exist.' };
  const server = serverOf({ phase: 'failed', url: null, failure, hasLog: true });
  const { unmount } = show({ server: ready(server) });
  expect(screen.getByText(/The image does not exist\. Your files are safe\./)).toBeTruthy();
  await userEvent.click(button('Show log'));
  expect(actions.setLogOpen).toHaveBeenCalledWith(true);
  await userEvent.click(button('Try again'));
  expect(actions.start).toHaveBeenCalledTimes(1);
  unmount();
  show({ server: ready(server), log: ready({ lines: ['<b>not bold</b>'] }) });
  expect(screen.getByText('<b>not bold</b>')).toBeTruthy();
});

describe('the session', () => {
  it('counts down and extends', async () => {
    show();
    expect(screen.getByText('3 h')).toBeTruthy();
    expect(screen.getByText('3 h of 24 h used')).toBeTruthy();
    await userEvent.click(button('Extend by 4 h'));
    expect(actions.extend).toHaveBeenCalledWith(4);
  });

  it('speaks up when little is left', () => {
    showServer({ session: sessionOf({ deadline: minutesAgo(-4) }) });
    expect(screen.getByText('Less than 5 min left in your session.')).toBeTruthy();
  });

  it('offers no more than there is', () => {
    const extension = { usedHours: 24, availableHours: 0, maxHours: 24 };
    showServer({ session: sessionOf({ extension }) });
    expect(screen.queryByRole('button', { name: /Extend/ })).toBeNull();
    expect(screen.getByText(/You have used all your extra time/)).toBeTruthy();
  });

  it('says quietly that there is no limit', () => {
    showServer({ session: sessionOf({ deadline: null, reason: 'culler_disabled' }) });
    expect(screen.getByText('No time limit')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Extend/ })).toBeNull();
  });
});

it('measures CPU and memory against their limits', () => {
  show();
  const meters = screen.getAllByRole('meter');
  const texts = meters.map(meter => meter.getAttribute('aria-valuetext'));
  expect(texts).toContain('0.4 of 2 cores');
  expect(texts).toContain('1.5 GiB of 4.0 GiB');
});

it('shows no numbers of a server that does not run', () => {
  showServer({ phase: 'stopped' });
  expect(screen.getByText('Available when your server runs.')).toBeTruthy();
});

it('keeps the page when only the volumes are away', () => {
  show({ volumes: failed('away') });
  expect(heading()).toBe('Your server is running');
  expect(screen.getByText(/The service is unavailable/)).toBeTruthy();
});

describe('the log', () => {
  it('can be read while the server runs, refreshed and closed', async () => {
    const log = ready({ lines: ['one', 'two'] });
    show({ server: ready(serverOf({ hasLog: true })), log });
    expect(screen.getByText(/one\s+two/).getAttribute('tabindex')).toBe('0');
    await userEvent.click(button('Refresh'));
    expect(actions.refreshLog).toHaveBeenCalledTimes(1);
    await userEvent.click(button('Close'));
    expect(actions.setLogOpen).toHaveBeenCalledWith(false);
  });

  it('opens from the menu, by keyboard alone', async () => {
    showServer({ hasLog: true });
    button('More actions').focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await screen.findByRole('button', { name: 'Show log' }));
    expect(actions.setLogOpen).toHaveBeenCalledWith(true);
  });

  it('is not offered where there is none', () => {
    showServer({ phase: 'failed', failure: { code: 'image_not_found', message: 'No image.' } });
    expect(screen.queryByRole('button', { name: 'Show log' })).toBeNull();
  });
});

it('shows the place in the queue', () => {
  const at = minutesAgo(0);
  showServer({
    phase: 'queued',
    queuePosition: 3,
    progress: [
      { phase: 'queued', percent: null, message: 'The start is under way', at },
      { phase: 'queued', percent: null, message: '3rd in the queue', at },
    ],
  });
  expect(screen.getByText('3rd in the queue')).toBeTruthy();
});

describe('named servers', () => {
  const listed = (list: Partial<NonNullable<HomePageViewProps['named']['list']>>) =>
    show({ named: { ...noneNamed, list: { ...noServers, allowed: true, ...list } } });
  const card = () =>
    within(
      screen.getByRole('heading', { name: 'Named servers' }).closest('section') ?? document.body,
    );

  it('are not mentioned where JupyterHub allows none', () => {
    show();
    expect(screen.queryByRole('heading', { name: 'Named servers' })).toBeNull();
  });

  it('are named and started', async () => {
    listed({ servers: [serverOf({ name: 'gpu', phase: 'stopped' })] });
    const name = card().getByLabelText('Name of a new server');
    await userEvent.type(name, 'gpu{Enter}');
    expect(card().getByText('You already have a server with this name.')).toBeTruthy();
    expect(namedActions.start).not.toHaveBeenCalled();
    await userEvent.clear(name);
    await userEvent.type(name, ' big data {Enter}');
    expect(namedActions.start).toHaveBeenCalledWith('big data');
    await userEvent.click(card().getByRole('button', { name: 'Start gpu' }));
    expect(namedActions.start).toHaveBeenLastCalledWith('gpu');
  });

  it('are opened, and stopped after a question', async () => {
    listed({ servers: [serverOf({ name: 'gpu', url: '/user/ada/gpu/lab' })] });
    expect(card().getByRole('link', { name: 'Open gpu' }).getAttribute('href')).toBe(
      '/user/ada/gpu/lab',
    );
    await userEvent.click(card().getByRole('button', { name: 'Stop gpu' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Stop gpu?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(namedActions.stop).toHaveBeenCalledWith('gpu');
  });

  it('are removed only when they have stopped, and the question says what stays', async () => {
    listed({ servers: [serverOf({ name: 'gpu', phase: 'stopped', url: null })] });
    await userEvent.click(card().getByRole('button', { name: 'More actions for gpu' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(screen.getByText(/Your volumes and files are kept/)).toBeTruthy();
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete' }),
    );
    expect(namedActions.remove).toHaveBeenCalledWith('gpu');
  });

  it('say that no more are allowed', () => {
    listed({ limit: 1, servers: [serverOf({ name: 'gpu' })] });
    expect(card().getByText('1 of 1 used')).toBeTruthy();
    expect(card().queryByLabelText('Name of a new server')).toBeNull();
  });
});

it('says of a server that ran and died that it has ended, not that it could not start', () => {
  const message = 'The server ran out of memory and was ended.';
  const failure = { code: 'out_of_memory', message };
  showServer({ phase: 'failed', url: null, failure, stopReason: message });
  expect(heading()).toBe('Your server has ended');
  expect(screen.getByText(`${message} Your files are safe.`)).toBeTruthy();
  expect(button('Try again')).toBeTruthy();
});
