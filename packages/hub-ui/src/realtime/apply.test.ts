import type { ActivityPage, NotificationsView, ServerView } from '@perijove/contracts';
import { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import {
  activityOf,
  minutesAgo,
  notificationOf,
  rowOf,
  sentOf,
  serverOf,
  volumeOf,
} from '../testing/samples';
import { applyActivity, applyChange, applySnapshot, applyUsage } from './apply';
import type { UsagePoint } from './frames';

const refetch = {
  deliveries: jest.fn(),
  activity: jest.fn(),
  volumes: jest.fn(),
  server: jest.fn(),
  users: jest.fn(),
  events: jest.fn(),
  groups: jest.fn(),
};
let cache: QueryClient;

beforeEach(() => {
  jest.clearAllMocks();
  cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity, retry: false } } });
});
afterEach(() => {
  cache.clear();
});

it('begins from the snapshot', () => {
  applySnapshot(cache, {
    seq: {},
    serverTime: minutesAgo(0),
    visitor: 'ada',
    server: serverOf(),
    volumes: [volumeOf()],
    notifications: [notificationOf()],
    unread: 1,
    preferences: { quietHours: null, importantOnly: true, language: null },
    announcement: null,
    cursor: 9,
  });
  expect(cache.getQueryData<ServerView>(keys.server('ada'))?.phase).toBe('running');
  expect(cache.getQueryData(keys.volumes('ada'))).toEqual({ volumes: [volumeOf()] });
  expect(cache.getQueryData<NotificationsView>(keys.notifications)).toMatchObject({
    unread: 1,
    cursor: 9,
  });
  expect(cache.getQueryData(keys.preferences)).toMatchObject({ importantOnly: true });
  expect(cache.getQueryData(keys.announcement)).toEqual({ announcement: null });
});

it('asks for groups again when one changed', () => {
  applyChange(cache, { kind: 'group_changed', group: 'class-a' }, refetch);
  expect(refetch.groups).toHaveBeenCalledTimes(1);
});

it('lets no older answer overwrite a push', async () => {
  let answer: (server: ServerView) => void = () => undefined;
  const query = cache
    .query({
      queryKey: keys.server('ada'),
      queryFn: ({ signal }) =>
        new Promise<ServerView>(resolve => {
          signal.addEventListener('abort', () => undefined);
          answer = resolve;
        }),
    })
    .catch(() => undefined);
  applyChange(cache, { kind: 'server', server: serverOf({ phase: 'starting' }) }, refetch);
  answer(serverOf({ phase: 'stopped' }));
  await query;
  expect(cache.getQueryData<ServerView>(keys.server('ada'))?.phase).toBe('starting');
});

it('keeps named servers apart', () => {
  applyChange(cache, { kind: 'server', server: serverOf({ name: 'big' }) }, refetch);
  expect(cache.getQueryData(keys.server('ada'))).toBeUndefined();
  expect(cache.getQueryData<ServerView>(keys.server('ada', 'big'))?.name).toBe('big');
});

it('adds, replaces and removes notifications', () => {
  const inbox = () => cache.getQueryData<NotificationsView>(keys.notifications);
  const put = (notification: ReturnType<typeof notificationOf>, unread: number) => {
    applyChange(cache, { kind: 'notification', notification, unread }, refetch);
  };
  put(notificationOf({ id: 'b', cursor: 2, createdAt: minutesAgo(1) }), 1);
  put(notificationOf({ id: 'a', cursor: 1, createdAt: minutesAgo(9) }), 2);
  put(notificationOf({ id: 'b', cursor: 3, createdAt: minutesAgo(1), state: 'seen' }), 1);
  expect(inbox()?.notifications.map(({ id, state }) => [id, state])).toEqual([
    ['a', 'delivered'],
    ['b', 'seen'],
  ]);
  expect(inbox()).toMatchObject({ unread: 1, cursor: 3 });
  applyChange(cache, { kind: 'notification_removed', id: 'a', unread: 0 }, refetch);
  expect(inbox()?.notifications.map(({ id }) => id)).toEqual(['b']);
});

it('follows what was sent, and asks for the deliveries behind it', () => {
  const pages = { pages: [{ items: [sentOf()], nextCursor: null, total: 1 }], pageParams: [null] };
  cache.setQueryData(keys.sent, pages);
  const counts = { recipients: 10, pending: 0, failed: 0, delivered: 10, seen: 9, dismissed: 1 };
  applyChange(cache, { kind: 'sent', sent: sentOf({ counts }) }, refetch);
  applyChange(cache, { kind: 'sent', sent: sentOf({ id: 's2' }) }, refetch);
  const page = cache.getQueryData<typeof pages>(keys.sent)?.pages[0];
  expect(page?.items.map(({ id, counts: { delivered } }) => [id, delivered])).toEqual([
    ['s2', 8],
    ['s1', 10],
  ]);
  expect(page?.total).toBe(2);
  expect(refetch.deliveries.mock.calls).toEqual([['s1'], ['s2']]);
});

describe('activity', () => {
  const key = keys.activity({ sort: 'status', order: 'asc', limit: 50 });
  const row = () => cache.getQueryData<ActivityPage>(key)?.items[0];

  beforeEach(() => {
    cache.setQueryData(key, activityOf([rowOf()]));
  });

  it('changes a row in place; only another status, or rules that wait, ask for the list again', () => {
    applyChange(cache, { kind: 'activity_row', row: rowOf({ score: 12 }) }, refetch);
    expect(row()?.score).toBe(12);
    expect(refetch.activity).not.toHaveBeenCalled();
    applyChange(cache, { kind: 'activity_row', row: rowOf({ status: 'stopping' }) }, refetch);
    expect(row()?.status).toBe('stopping');
    expect(refetch.activity.mock.calls).toEqual([['shown']]);
    applyChange(cache, { kind: 'activity_row', row: rowOf({ user: 'linus' }) }, refetch);
    expect(refetch.activity.mock.calls).toEqual([['shown'], ['elsewhere']]);
    const behind = rowOf({ status: 'stopping', settingsOutdated: true });
    applyChange(cache, { kind: 'activity_row', row: behind }, refetch);
    expect(refetch.activity).toHaveBeenLastCalledWith('shown');
    expect(refetch.activity).toHaveBeenCalledTimes(3);
  });

  it('moves numbers and plots with each frame', () => {
    const { summary } = activityOf([]);
    const { usage: before } = rowOf();
    if (before === null) throw new Error('The sample has usage.');
    const usage = { ...before, cpuPercent: 77 };
    applyActivity(cache, {
      at: minutesAgo(0),
      summary: { ...summary, running: 9 },
      rows: [{ user: 'ada', server: '', usage }],
    });
    expect(row()?.usage?.cpuPercent).toBe(77);
    expect(row()?.cpuHistory.at(-1)).toBe(77);
    expect(cache.getQueryData<ActivityPage>(key)?.summary.running).toBe(9);
  });
});

it('shows a usage frame at once and keeps it for the plot', () => {
  cache.setQueryData(keys.server('ada'), serverOf({ usage: null }));
  const { usage } = serverOf();
  if (usage === null) throw new Error('The sample has usage.');
  applyUsage(cache, { user: 'ada', server: '', usage });
  expect(cache.getQueryData<ServerView>(keys.server('ada'))?.usage).toEqual(usage);
  expect(cache.getQueryData<readonly UsagePoint[]>(keys.frames('ada'))).toHaveLength(1);
});

it('asks again for the volumes of others, of which only the change is told', () => {
  applyChange(cache, { kind: 'volumes_changed', user: 'bob' }, refetch);
  expect(refetch.volumes).toHaveBeenCalledWith('bob');
  applyChange(cache, { kind: 'activity_row', row: rowOf({ user: 'bob' }) }, refetch);
  expect(refetch.server).toHaveBeenCalledWith('bob');
});

it('asks for the lists of events again when one was added', () => {
  const event = {
    id: 1,
    at: '2026-01-01T00:00:00.000Z',
    actor: 'root',
    actorKind: 'user' as const,
    address: null,
    action: 'server.stop',
    subject: 'ada',
    result: 'ok' as const,
    details: {},
  };
  applyChange(cache, { kind: 'event', event }, refetch);
  expect(refetch.events).toHaveBeenCalledTimes(1);
});

it('shows a full disk on every page, and takes the words down again', () => {
  cache.setQueryData(keys.me, { name: 'root', fullDisks: [] });
  const disk = { of: 'data', freeBytes: 0, totalBytes: 1000 } as const;
  applyChange(cache, { kind: 'full_disks', fullDisks: [disk] }, refetch);
  expect(cache.getQueryData(keys.me)).toEqual({ name: 'root', fullDisks: [disk] });
  applyChange(cache, { kind: 'full_disks', fullDisks: [] }, refetch);
  expect(cache.getQueryData(keys.me)).toEqual({ name: 'root', fullDisks: [] });
});
