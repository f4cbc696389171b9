import { failed, loading, ready } from '../../testing/render';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { activityOf, minutesAgo, rowOf } from '../../testing/samples';
import { ActivityPageView } from './ActivityPageView';
import { forget, offline, propsOf, show, spies, usual } from '../../testing/activity-page';

const { commands, next, onClearSamples, onOpenUser, onSearch } = spies;

beforeEach(forget);

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const rowWith = (name: RegExp) => screen.getByRole('row', { name });
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

it('keeps the search at hand while the rows are on their way', () => {
  show({ page: loading });
  expect(screen.getByText('Loading…')).toBeTruthy();
  expect(screen.getByRole('searchbox', { name: 'Search users' })).toBeTruthy();
});

it('is for administrators, and says so calmly', () => {
  show({ page: failed('forbidden') });
  expect(screen.getByText('This page is for administrators')).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Clear samples…' })).toBeNull();
});

it('says what is wrong and tries again', async () => {
  const retry = jest.fn();
  show({ page: failed('away', retry) });
  await userEvent.click(button('Try again'));
  expect(retry).toHaveBeenCalledTimes(1);
});

it('has words for a hub without users', () => {
  show({ page: ready(activityOf([])) });
  expect(screen.getByText('No users yet')).toBeTruthy();
});

it('leads back from a search without results', async () => {
  show({ page: ready(activityOf([])), search: { ...usual, text: 'zzz' } });
  await userEvent.click(button('Clear filters'));
  expect(onSearch).toHaveBeenCalledWith(usual);
});

it('shows the sums and every server', () => {
  show();
  expect(screen.getByText('130 %')).toBeTruthy();
  expect(screen.getByText('host: 20 GiB free of 32 GiB')).toBeTruthy();
  const ada = within(rowWith(/^Select ada/));
  for (const text of ['Active', '42 %', '1.5 GiB', '3 h', '3 min ago', '72']) {
    expect(ada.getByText(text)).toBeTruthy();
  }
  const grace = within(rowWith(/^Select grace/));
  expect(grace.getByText('Offline')).toBeTruthy();
});

it('explains the score as text', () => {
  show();
  const t = 'Active for 31 h in the last 7 days. Recent hours count more';
  expect(screen.getByText('72').title).toBe(t);
  expect(screen.getByText(`. ${t}`)).toBeTruthy();
});

it('sorts by the service, and tells assistive technology', async () => {
  show({ search: { ...usual, sort: 'cpu', order: 'desc' } });
  expect(screen.getByRole('columnheader', { name: 'CPU' }).getAttribute('aria-sort')).toBe(
    'descending',
  );
  await userEvent.click(button('Memory'));
  expect(onSearch).toHaveBeenCalledWith({ ...usual, sort: 'memory', order: 'desc' });
});

it('searches when the typing pauses, once', async () => {
  show();
  await userEvent.type(screen.getByRole('searchbox'), 'ad');
  expect(onSearch).not.toHaveBeenCalled();
  await new Promise(resolve => setTimeout(resolve, 350));
  expect(onSearch.mock.calls).toEqual([[{ ...usual, text: 'ad' }]]);
});

it('turns pages', async () => {
  const page = { ...activityOf([rowOf()]), total: 120 };
  show({ page: ready(page), paging: { offset: 50, previous: null, next } });
  expect(screen.getByText('51–51 of 120')).toBeTruthy();
  expect(button('Previous').disabled).toBe(true);
  await userEvent.click(button('Next'));
  expect(next).toHaveBeenCalledTimes(1);
});

describe('the menu of a row', () => {
  it('opens, extends, and stops after asking', async () => {
    const row = rowOf({ user: 'a b', server: 'big' });
    show({ page: ready(activityOf([row])) });
    await userEvent.click(button('Actions for a b'));
    await userEvent.click(screen.getByText('Open server'));
    expect(commands.visit).toHaveBeenCalledWith({ user: 'a b', server: 'big' });
    await userEvent.click(button('Actions for a b'));
    await userEvent.click(screen.getByText('Extend by 4 h'));
    expect(commands.extend).toHaveBeenCalledWith({ user: 'a b', server: 'big' }, 4);
    await userEvent.click(button('Actions for a b'));
    await userEvent.click(screen.getByText('Stop…'));
    expect(commands.stop).not.toHaveBeenCalled();
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(commands.stop).toHaveBeenCalledWith({ user: 'a b', server: 'big' });
  });

  it('offers a reader who looks after some users just what their rights reach', async () => {
    const page = activityOf([rowOf(), rowOf({ user: 'ben' }), offline]);
    show({
      administer: false,
      page: ready({ ...page, can: { operate: ['ada', 'grace'], visit: [] } }),
    });
    expect(screen.queryByRole('button', { name: 'Actions for ben' })).toBeNull();
    expect(screen.queryByRole('checkbox', { name: 'Select ben' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Clear samples…' })).toBeNull();
    await userEvent.click(button('Actions for ada'));
    expect(screen.getByText('Stop…')).toBeTruthy();
    for (const t of ['Open server', 'Notify…']) expect(screen.queryByText(t)).toBeNull();
    await userEvent.click(box('Select ada'));
    const bar = within(screen.getByRole('group', { name: /selected/ }));
    expect(bar.getByRole('button', { name: 'Stop…' })).toBeTruthy();
    expect(bar.queryByRole('button', { name: 'Notify…' })).toBeNull();
  });

  it('restarts after asking', async () => {
    show();
    await userEvent.click(button('Actions for ada'));
    await userEvent.click(screen.getByText('Restart…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Restart the server of ada?' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Restart' }));
    expect(commands.restart).toHaveBeenCalledWith({ user: 'ada', server: '' });
  });

  it('leads to the volumes and to a message, also of a user who is offline', async () => {
    show();
    await userEvent.click(button('Actions for grace'));
    expect(screen.queryByText('Open server')).toBeNull();
    expect(screen.queryByText('Stop…')).toBeNull();
    await userEvent.click(screen.getByText('Volumes', { selector: '.dropdown-item' }));
    expect(onOpenUser).toHaveBeenCalledWith({ user: 'grace', server: '' });
    await userEvent.click(button('Actions for grace'));
    await userEvent.click(screen.getByText('Notify…'));
    const dialog = within(screen.getByRole('dialog', { name: 'Notify 1 user' }));
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
    await userEvent.type(dialog.getByLabelText('Message'), 'Please save.');
    await userEvent.click(dialog.getByRole('button', { name: 'Send' }));
    expect(commands.notify.mock.calls[0]).toMatchObject([
      { to: 'users', users: ['grace'], message: 'Please save.' },
    ]);
  });

  it('offers no extension where there is no limit', async () => {
    show({ page: ready(activityOf([rowOf({ deadline: null })])) });
    await userEvent.click(button('Actions for ada'));
    expect(screen.queryByText(/Extend/)).toBeNull();
  });
});

it('shows the disk, and is silent while there is enough', () => {
  show();
  expect(screen.getByText('disk: 120 GiB free of 500 GiB')).toBeTruthy();
  expect(screen.queryByText(/nearly full/)).toBeNull();
});

it('warns when the disk is nearly full', () => {
  const page = activityOf([rowOf()]);
  const { host } = page.summary;
  const disk = { totalBytes: 500 * 1024 ** 3, freeBytes: 20 * 1024 ** 3 };
  const short = host === null ? null : { ...host, disk, low: ['disk' as const] };
  show({ page: ready({ ...page, summary: { ...page.summary, host: short } }) });
  expect(screen.getByText(/almost full: 20 GiB of 500 GiB free/)).toBeTruthy();
});

it('says how fresh and how complete the figures are, and what they take', () => {
  show();
  expect(screen.getByText('Usage is measured every 10 s, last just now.')).toBeTruthy();
  const t = 'Scores are based on 1,008 samples from the last 7 days, the latest 3 min ago.';
  expect(screen.getByText(t)).toBeTruthy();
  expect(screen.getByText('History uses 24 MiB of 954 MiB.')).toBeTruthy();
});

it('says that there are no samples yet', () => {
  const page = activityOf([rowOf()]);
  const sampling = { ...page.summary.sampling, samples: 0, firstAt: null, lastAt: null };
  show({ page: ready({ ...page, summary: { ...page.summary, sampling, sampledAt: null } }) });
  expect(screen.getByText('Usage has not been measured yet.')).toBeTruthy();
  expect(
    screen.getByText(/^Scores have no samples yet. A sample is taken every 10 min/),
  ).toBeTruthy();
});

it('shows each volume on focus, asked for only then, and hides them on Escape', async () => {
  show({
    page: ready(activityOf([rowOf()])),
    renderVolumes: user => <p>volumes of {user}</p>,
  });
  expect(screen.queryByText('volumes of ada')).toBeNull();
  const figure = button('3.0 GiB, measured 5 min ago');
  act(() => {
    figure.focus();
  });
  expect(await screen.findByText('volumes of ada')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByText('volumes of ada')).toBeNull();
});

describe('the columns', () => {
  it('are chosen, and remembered by this browser', async () => {
    const first = show();
    await userEvent.click(button('Columns'));
    await userEvent.click(screen.getByLabelText('Image'));
    expect(screen.queryByRole('columnheader', { name: 'Image' })).toBeNull();
    first.unmount();
    show();
    expect(screen.queryByRole('columnheader', { name: 'Image' })).toBeNull();
    expect(screen.getByRole('columnheader', { name: 'CPU' })).toBeTruthy();
    await userEvent.click(button('Columns'));
    await userEvent.click(screen.getByLabelText('Image'));
    expect(screen.getByRole('columnheader', { name: 'Image' })).toBeTruthy();
  });
});

describe('many rows at once', () => {
  const bob = rowOf({ user: 'bob', deadline: null });
  const page = ready(activityOf([rowOf(), bob, offline]));

  it('are stopped after a question that names them', async () => {
    show({ page });
    await userEvent.click(box('Select all on this page'));
    expect(screen.getByText('3 selected')).toBeTruthy();
    const bar = within(screen.getByRole('group', { name: /selected/ }));
    await userEvent.click(bar.getByRole('button', { name: 'Stop…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Stop 2 servers?' }));
    expect(dialog.getAllByRole('listitem').map(item => item.textContent)).toEqual(['ada', 'bob']);
    expect(dialog.getByText(/does not apply to 1 selected row/)).toBeTruthy();
    expect(commands.bulk).not.toHaveBeenCalled();
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(commands.bulk.mock.calls[0]).toMatchObject([
      { action: 'stop', rows: [{ user: 'ada' }, { user: 'bob' }] },
    ]);
  });

  it('are extended by a time of choice, where sessions end', async () => {
    show({ page });
    await userEvent.click(box('Select all on this page'));
    const bar = within(screen.getByRole('group', { name: /selected/ }));
    await userEvent.click(bar.getByRole('button', { name: 'Extend…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Extend 1 session?' }));
    await userEvent.selectOptions(dialog.getByRole('combobox'), '4');
    await userEvent.click(dialog.getByRole('button', { name: 'Extend' }));
    expect(commands.bulk.mock.calls[0]).toMatchObject([{ action: 'extend', hours: 4 }]);
  });

  it('stay selected while pages are turned, and can all be let go', async () => {
    const { rerender } = show({ page });
    await userEvent.click(box('Select ada'));
    expect(box('Select all on this page').indeterminate).toBe(true);
    rerender(
      <MemoryRouter>
        <ActivityPageView {...propsOf({ page: ready(activityOf([bob])) })} />
      </MemoryRouter>,
    );
    expect(screen.getByText('1 selected')).toBeTruthy();
    await userEvent.click(button('Clear selection'));
    expect(screen.queryByRole('group', { name: /selected/ })).toBeNull();
  });

  it('offer nothing that none of them is ready for', async () => {
    show({ page });
    await userEvent.click(box('Select grace'));
    expect(button('Stop…').disabled).toBe(true);
    expect(button('Extend…').disabled).toBe(true);
    expect(button('Notify…').disabled).toBe(false);
  });
});

it('offers the list as a file', () => {
  show();
  const link = screen.getByText('Export CSV');
  expect(link.getAttribute('href')).toBe('/x/activity.csv');
});

it('opens the details of a user, running or not', async () => {
  show();
  await userEvent.click(button('grace'));
  expect(onOpenUser).toHaveBeenCalledWith(offline);
});

it('clears samples after asking', async () => {
  show();
  await userEvent.click(button('Clear samples…'));
  const dialog = within(screen.getByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: 'Clear' }));
  expect(onClearSamples).toHaveBeenCalledTimes(1);
});

it('shows 200 rows, long names cut with the whole name at hand', () => {
  const rows = Array.from({ length: 200 }, (_, index) => rowOf({ user: `user-${index}` }));
  const long = 'x'.repeat(255);
  show({
    page: ready(activityOf([...rows.slice(1), rowOf({ user: long, deadline: minutesAgo(-1) })])),
  });
  expect(screen.getAllByRole('row')).toHaveLength(201);
  expect(screen.getByText(long).title).toBe(long);
});
