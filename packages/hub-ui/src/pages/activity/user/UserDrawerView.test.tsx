import '../../../testing/match-media';
import type { ActivityDays, AuditEvent } from '@perijove/contracts';
import { failed, loading, ready, renderPage } from '../../../testing/render';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { historyOf, minutesAgo, NOW, volumeOf } from '../../../testing/samples';
import { UserDrawerView, type UserDrawerViewProps } from './UserDrawerView';

const onRange = jest.fn();
const onRecreate = jest.fn();
const onClose = jest.fn();

beforeEach(() => {
  jest.clearAllMocks();
});

const history = historyOf();

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

const cull: AuditEvent = {
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

const show = (change: Partial<UserDrawerViewProps> = {}) =>
  renderPage(
    <UserDrawerView
      title="ada"
      limits={{ cpuCores: 2, memoryBytes: 4 * 1024 ** 3 }}
      settingsOutdated={false}
      range="24h"
      history={ready(history)}
      days={ready(days)}
      volumes={ready({ volumes: [volumeOf()] })}
      events={ready([cull])}
      now={NOW}
      onRange={onRange}
      onRecreate={onRecreate}
      onClose={onClose}
      {...change}
    />,
  );

it('says in its plots what was the most, and against which limit', () => {
  show();
  expect(screen.getByRole('img', { name: 'CPU over the last 24 h: max 85 %' })).toBeTruthy();
  for (const t of ['max 85 %', 'limit 200 %', 'max 3.0 GiB', 'limit 4.0 GiB']) {
    expect(screen.getByText(t)).toBeTruthy();
  }
});

it('marks where the culler stopped the server', () => {
  show();
  // In each of the five plots, and in what explains the marks.
  expect(screen.getAllByText('Stopped by the idle culler', { ignore: 'span' })).toHaveLength(6);
  expect(screen.getByText('Stopped by the idle culler', { selector: 'span' })).toBeTruthy();
});

it('tells the score as text, and each day', () => {
  show();
  expect(screen.getByText('Score 43 of 100.')).toBeTruthy();
  expect(
    screen.getByText(/Active for 12 h in the last 3 days\. Recent hours count more\./),
  ).toBeTruthy();
  const fields = screen.getAllByRole('listitem').filter(item => item.title !== '');
  expect(fields.map(field => field.title)).toEqual([
    'Sunday, March 8, 2026: not measured',
    'Monday, March 9, 2026: 2.5 h',
    'Tuesday, March 10, 2026: 9 h',
  ]);
});

it('says that there is nothing rather than drawing a line at zero', () => {
  const none = history.cpuPercent.map(() => null);
  show({
    history: ready(
      historyOf({
        cpuPercent: none,
        memoryBytes: none,
        diskReadPerSecond: none,
        diskWrittenPerSecond: none,
        networkReceivedPerSecond: none,
        networkSentPerSecond: none,
        volumesBytes: none,
      }),
    ),
    days: ready({ ...days, score: null }),
    events: ready([]),
  });
  expect(screen.getAllByText('No data for this period')).toHaveLength(5);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText(/^No data yet/)).toBeTruthy();
  expect(screen.getByText('No events yet')).toBeTruthy();
});

it('does not say that plots begin there when hardly anything is recorded', () => {
  const values = new Array<number | null>(20).fill(null).fill(10, 19);
  const start = minutesAgo(60);
  const recorded = { range: '1h' as const, stepSeconds: 180, start, since: minutesAgo(3) };
  show({ range: '1h', history: ready(historyOf({ ...recorded, cpuPercent: values })) });
  expect(screen.getByText(/^Recorded since .* \(3 min ago\)\.$/)).toBeTruthy();
});

it('begins its plots where the recording of a user does, and says so', () => {
  const long = new Array<number | null>(20).fill(null);
  show({
    range: '1h',
    history: ready(
      historyOf({
        range: '1h',
        stepSeconds: 180,
        start: minutesAgo(60),
        since: minutesAgo(45),
        cpuPercent: [...long.slice(5), 10, 20, 30, 40, 50],
      }),
    ),
  });
  expect(
    screen.getByText(/^Recorded since .* \(45 min ago\), where the plots begin\.$/),
  ).toBeTruthy();
  expect(screen.getByRole('img', { name: 'CPU over the last 45 min: max 50 %' })).toBeTruthy();
  expect(screen.getAllByText('45 min ago').length).toBeGreaterThan(0);
});

it('offers a fresh container to an outdated server', async () => {
  show();
  expect(screen.queryByText(/limits have changed/)).toBeNull();
  show({ settingsOutdated: true });
  expect(screen.getByText(/Permissions or limits have changed\./)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Recreate…' }));
  expect(onRecreate).toHaveBeenCalledTimes(1);
});

it('only tells of outdated servers where the reader may do nothing about them', () => {
  show({ settingsOutdated: true, onRecreate: null });
  expect(screen.getByText(/limits have changed/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Recreate…' })).toBeNull();
});

it('draws no limit where there is none', () => {
  show({ limits: { cpuCores: null, memoryBytes: null } });
  expect(screen.getByText('max 85 %')).toBeTruthy();
  expect(screen.queryByText(/^limit/)).toBeNull();
});

it('tells apart what came and what went', () => {
  show();
  const name = 'Network over the last 24 h: received max 100 B/s, sent max 40 B/s';
  expect(screen.getByRole('img', { name })).toBeTruthy();
  expect(screen.getByRole('img', { name: /^Disk .* read max 2.0 KiB\/s, written/ })).toBeTruthy();
  expect(screen.getByRole('img', { name: /^Volumes over .* max 2.0 GiB$/ })).toBeTruthy();
});

it('draws what was measured where the other half of it was not', () => {
  const none = history.cpuPercent.map(() => null);
  show({ history: ready(historyOf({ diskReadPerSecond: none })) });
  const name = 'Disk over the last 24 h: written max 512 B/s';
  expect(screen.getByRole('img', { name })).toBeTruthy();
});

it('marks what happened within the last step, at the edge', () => {
  const last = historyOf({ marks: [{ at: minutesAgo(-4), kind: 'start' }] });
  show({ history: ready(last) });
  const marks = document.querySelectorAll('.pj-plot-start[d^="M100 "]');
  expect(marks).toHaveLength(5);
});

it('says when the host does not count what containers read and write', () => {
  const none = history.cpuPercent.map(() => null);
  show({ history: ready(historyOf({ diskReadPerSecond: none, diskWrittenPerSecond: none })) });
  expect(screen.getByText(/^This host does not measure/)).toBeTruthy();
  expect(screen.queryByText('No data for this period')).toBeNull();
});

it('tells of what the platform noticed without naming anybody', () => {
  show({
    events: ready([
      { ...cull, actorKind: 'platform', actor: 'perijove', action: 'server.memory_full' },
    ]),
  });
  expect(screen.getByText('Out of memory')).toBeTruthy();
});

it('lists the volumes with the age of their sizes', () => {
  show();
  expect(screen.getByText('workspace').closest('li')?.textContent).toBe(
    'workspace3.0 GiB · measured 5 min ago',
  );
});

it('leaves the audit log to administrators', () => {
  show({ events: null });
  expect(screen.queryByRole('heading', { name: 'Audit log' })).toBeNull();
});

it('lets each part load and fail for itself', async () => {
  const retry = jest.fn();
  show({ history: loading, days: failed('away', retry) });
  expect(screen.getByText('Loading…')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(retry).toHaveBeenCalledTimes(1);
  expect(screen.getByText('Stopped by the idle culler', { selector: 'span' })).toBeTruthy();
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
