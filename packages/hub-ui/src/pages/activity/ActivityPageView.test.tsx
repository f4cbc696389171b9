import { failed, loading, ready, renderPage } from '../../testing/render';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { activityOf, minutesAgo, NOW, rowOf } from '../../testing/samples';
import { ActivityPageView, type ActivityPageViewProps } from './ActivityPageView';
import { searchOf } from './search';

const commands = { stop: jest.fn(), extend: jest.fn() };
const onSearch = jest.fn();
const onClearSamples = jest.fn();
const next = jest.fn();
const onPerson = jest.fn();

beforeEach(() => {
  jest.clearAllMocks();
});

const usual = searchOf(new URLSearchParams());
const offline = rowOf({
  user: 'grace',
  status: 'offline',
  usage: null,
  deadline: null,
  score: null,
  image: null,
});

const show = (change: Partial<ActivityPageViewProps> = {}) =>
  renderPage(
    <ActivityPageView
      page={ready(activityOf([rowOf(), offline]))}
      search={usual}
      paging={{ offset: 0, previous: null, next: null }}
      outdated={false}
      now={NOW}
      hubUrl="/jh/hub/"
      onSearch={onSearch}
      commands={commands}
      exportHref="/x/activity.csv"
      onClearSamples={onClearSamples}
      onPerson={onPerson}
      {...change}
    />,
  );

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const rowWith = (name: RegExp) => screen.getByRole('row', { name });

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
  await userEvent.click(button('Show everyone'));
  expect(onSearch).toHaveBeenCalledWith(usual);
});

it('shows the sums and every server', () => {
  show();
  expect(screen.getByText('130 %')).toBeTruthy();
  expect(screen.getByText('host: 20 GiB free of 32 GiB')).toBeTruthy();
  const ada = within(rowWith(/^ada/));
  for (const text of ['Active', '42 %', '1.5 GiB', '3 h', '3 min ago', '72']) {
    expect(ada.getByText(text)).toBeTruthy();
  }
  const grace = within(rowWith(/^grace/));
  expect(grace.getByText('Offline')).toBeTruthy();
  expect(grace.queryByRole('button', { name: /^Actions/ })).toBeNull();
});

it('explains the score in words', () => {
  show();
  expect(screen.getByText('72').title).toContain('72 % of the measured time');
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
    expect(screen.getByText('Open').getAttribute('href')).toBe('/jh/user/a%20b/big/');
    await userEvent.click(screen.getByText('Extend by 4 h'));
    expect(commands.extend).toHaveBeenCalledWith({ user: 'a b', server: 'big' }, 4);
    await userEvent.click(button('Actions for a b'));
    await userEvent.click(screen.getByText('Stop…'));
    expect(commands.stop).not.toHaveBeenCalled();
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(commands.stop).toHaveBeenCalledWith({ user: 'a b', server: 'big' });
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
  const short = host === null ? null : { ...host, disk };
  show({ page: ready({ ...page, summary: { ...page.summary, host: short } }) });
  expect(screen.getByText(/nearly full: 20 GiB of 500 GiB are free/)).toBeTruthy();
});

it('says what the history takes before it is cleared', async () => {
  show();
  await userEvent.click(button('Clear samples…'));
  expect(screen.getByText(/The history of usage takes 24 MiB\./)).toBeTruthy();
});

it('offers the list as a file', () => {
  show();
  const link = screen.getByText('Export CSV');
  expect(link.getAttribute('href')).toBe('/x/activity.csv');
});

it('opens the details of a person, running or not', async () => {
  show();
  await userEvent.click(button('grace'));
  expect(onPerson).toHaveBeenCalledWith(offline);
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
