import '../../../testing/match-media';
import type { ActivityDays, EventView, HistoryView } from '@perijove/contracts';
import { failed, loading, ready, renderPage } from '../../../testing/render';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo, NOW, rowOf } from '../../../testing/samples';
import { PersonDrawerView, type PersonDrawerViewProps } from './PersonDrawerView';

const onRange = jest.fn();
const onClose = jest.fn();

beforeEach(() => {
  jest.clearAllMocks();
});

const history: HistoryView = {
  user: 'ada',
  range: '24h',
  stepSeconds: 300,
  start: minutesAgo(20),
  cpuPercent: [10, null, 85, 20, 5],
  memoryBytes: [1, 1, 2, 3, 2].map(gib => gib * 1024 ** 3),
  active: [true, null, true, true, true],
};

const days: ActivityDays = {
  user: 'ada',
  timeZone: 'UTC',
  targetHours: 8,
  days: [
    { date: '2026-03-08', activeHours: 0, measuredHours: 0 },
    { date: '2026-03-09', activeHours: 2.5, measuredHours: 24 },
    { date: '2026-03-10', activeHours: 9, measuredHours: 12 },
  ],
  activeHours: 11.5,
  score: 43.2,
};

const cull: EventView = {
  id: 1,
  at: minutesAgo(10),
  actorKind: 'user',
  address: null,
  actor: 'culler',
  action: 'server.stop',
  subject: 'ada',
  result: 'ok',
  details: {},
};

const show = (change: Partial<PersonDrawerViewProps> = {}) =>
  renderPage(
    <PersonDrawerView
      row={rowOf()}
      range="24h"
      history={ready(history)}
      days={ready(days)}
      events={ready([cull])}
      now={NOW}
      onRange={onRange}
      onClose={onClose}
      {...change}
    />,
  );

it('says in its plots what was the most, and against which limit', () => {
  show();
  expect(screen.getByRole('img', { name: 'CPU over the last 24 h: at most 85 %' })).toBeTruthy();
  expect(screen.getByText('at most 85 % · limit 200 %')).toBeTruthy();
  expect(screen.getByText(/^at most 3(\.0)? GiB · limit 4(\.0)? GiB$/)).toBeTruthy();
});

it('marks where the culler stopped the server', () => {
  show();
  expect(screen.getAllByText('Stopped for idleness or age')).toHaveLength(2);
  expect(screen.getByText('Stopped by the idle culler')).toBeTruthy();
});

it('tells the score in words, and each day', () => {
  show();
  expect(screen.getByText('Score 43 of 100.')).toBeTruthy();
  expect(
    screen.getByText(/Active 12 h of the last 3 days\. Recent hours count more\./),
  ).toBeTruthy();
  const fields = screen.getAllByRole('listitem').slice(0, 3);
  expect(fields.map(field => field.title)).toEqual([
    'Sunday, March 8, 2026: not measured',
    'Monday, March 9, 2026: 2.5 h',
    'Tuesday, March 10, 2026: 9 h',
  ]);
});

it('says that there is nothing rather than drawing a line at zero', () => {
  const none = history.cpuPercent.map(() => null);
  show({
    history: ready({ ...history, cpuPercent: none, memoryBytes: none }),
    days: ready({ ...days, score: null }),
    events: ready([]),
  });
  expect(screen.getAllByText('Nothing was measured in this time.')).toHaveLength(2);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText(/^Nothing was measured yet/)).toBeTruthy();
  expect(screen.getByText('Nothing was recorded yet.')).toBeTruthy();
});

it('draws no limit where there is none', () => {
  show({ row: rowOf({ usage: null, status: 'offline' }) });
  expect(screen.getByText('at most 85 %')).toBeTruthy();
});

it('lets each part load and fail for itself', async () => {
  const retry = jest.fn();
  show({ history: loading, days: failed('away', retry) });
  expect(screen.getByText('Loading…')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledTimes(1);
  expect(screen.getByText('Stopped by the idle culler')).toBeTruthy();
});

it('is worked with the keyboard', async () => {
  show();
  const group = within(screen.getByRole('group', { name: 'Time range of the plots' }));
  const week = group.getByRole('button', { name: '7 days' });
  expect(week.getAttribute('aria-pressed')).toBe('false');
  week.focus();
  await userEvent.keyboard('{Enter}');
  expect(onRange).toHaveBeenCalledWith('7d');
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledTimes(1);
});
