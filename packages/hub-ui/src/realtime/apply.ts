import type {
  ActivityFrame,
  ActivityPage,
  ActivityRow,
  Change,
  Me,
  AnnouncementView,
  NotificationView,
  NotificationsView,
  Preferences,
  SentPage,
  SentView,
  ServersView,
  ServerView,
  Snapshot,
  UsageFrame,
  VolumesView,
} from '@perijove/contracts';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { appendFrame, type UsagePoint } from './frames';

const HISTORY_POINTS = 60;

/** Refetches that a push asks for, held back so that a burst becomes one or two. */
export interface Refetch {
  readonly deliveries: (id: string) => void;
  /** `shown`: whether a row on the screen changed its place, or someone elsewhere in the list. */
  readonly activity: (where: 'shown' | 'elsewhere') => void;
  /** Lists of all users' volumes, the trash, and that user's volumes. */
  readonly volumes: (user: string) => void;
  /** A server that is shown and not one's own: only its row is pushed. */
  readonly server: (user: string) => void;
  readonly users: () => void;
  /** Something was added to the audit log; which lists show it, only the server knows. */
  readonly events: () => void;
  readonly groups: () => void;
}

type Pushed = ServerView | VolumesView | NotificationsView | Preferences | AnnouncementView;

/** Puts a pushed value into the cache. An answer still under way is older: it is given up. */
const write = (cache: QueryClient, key: QueryKey, value: Pushed): void => {
  void cache.cancelQueries({ queryKey: key, exact: true });
  cache.setQueryData<Pushed>(key, value);
};

const writeNotification = (cache: QueryClient, notice: NotificationView, unread: number): void => {
  const old = cache.getQueryData<NotificationsView>(keys.notifications);
  const others = (old?.notifications ?? []).filter(other => other.id !== notice.id);
  const notifications = [...others, notice].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const cursor = Math.max(old?.cursor ?? 0, notice.cursor);
  write(cache, keys.notifications, { notifications, removed: [], cursor, unread });
};

const removeNotification = (cache: QueryClient, id: string, unread: number): void => {
  cache.setQueryData<NotificationsView>(keys.notifications, old =>
    old === undefined
      ? old
      : { ...old, notifications: old.notifications.filter(notice => notice.id !== id), unread },
  );
};

const putSent = (cache: QueryClient, sent: SentView): void => {
  cache.setQueryData<InfiniteData<SentPage, string | undefined>>(keys.sent, old => {
    const first = old?.pages[0];
    if (old === undefined || first === undefined) return old;
    if (!old.pages.some(page => page.items.some(item => item.id === sent.id))) {
      const grown = { ...first, items: [sent, ...first.items], total: first.total + 1 };
      return { ...old, pages: [grown, ...old.pages.slice(1)] };
    }
    const replace = (item: SentView): SentView => (item.id === sent.id ? sent : item);
    return { ...old, pages: old.pages.map(page => ({ ...page, items: page.items.map(replace) })) };
  });
};

const sameServer = (a: Pick<ActivityRow, 'user' | 'server'>, b: typeof a): boolean =>
  a.user === b.user && a.server === b.server;

const putRow = (cache: QueryClient, row: ActivityRow, refetch: Refetch): void => {
  const places: ('same' | 'shown')[] = [];
  cache.setQueriesData<ActivityPage>({ queryKey: keys.activityPages }, old => {
    if (old === undefined) return old;
    const items = old.items.map(item => {
      if (!sameServer(item, row)) return item;
      const same = item.status === row.status && item.settingsOutdated === row.settingsOutdated;
      places.push(same ? 'same' : 'shown');
      return row;
    });
    return { ...old, items };
  });
  // Another status, or rules that wait, changes what is found and its order, which only the server knows.
  if (!places.includes('same')) refetch.activity(places.length > 0 ? 'shown' : 'elsewhere');
};

/** Brings one pushed change into the cache. */
export const applyChange = (cache: QueryClient, change: Change, refetch: Refetch): void => {
  switch (change.kind) {
    case 'server':
      write(cache, keys.server(change.server.user, change.server.name), change.server);
      return;
    case 'named_servers':
      cache.setQueryData<ServersView>(keys.servers(change.user), old =>
        old === undefined ? old : { ...old, servers: [...change.servers] },
      );
      return;
    case 'volumes':
      write(cache, keys.volumes(change.user), { volumes: [...change.volumes] });
      return;
    case 'notification':
      writeNotification(cache, change.notification, change.unread);
      return;
    case 'notification_removed':
      removeNotification(cache, change.id, change.unread);
      return;
    case 'sent':
      putSent(cache, change.sent);
      refetch.deliveries(change.sent.id);
      return;
    case 'activity_row':
      putRow(cache, change.row, refetch);
      refetch.server(change.row.user);
      return;
    case 'volumes_changed':
      refetch.volumes(change.user);
      return;
    case 'users':
      cache.setQueryData<number>(keys.pendingUsers, change.pending);
      refetch.users();
      return;
    case 'preferences':
      write(cache, keys.preferences, change.preferences);
      return;
    case 'event':
      refetch.events();
      return;
    case 'full_disks':
      cache.setQueryData<Me>(keys.me, me => me && { ...me, fullDisks: [...change.fullDisks] });
      return;
    case 'group_changed':
      refetch.groups();
      return;
    default:
      // A newer service may know changes that this page does not: they are none of its business.
      change satisfies never;
  }
};

/** Replaces what the cache holds by the state that a connection begins with. */
export const applySnapshot = (cache: QueryClient, snapshot: Snapshot): void => {
  const { server, visitor } = snapshot;
  if (server !== null) write(cache, keys.server(server.user, server.name), server);
  // Not part of a snapshot: most users have none.
  void cache.invalidateQueries({ queryKey: keys.servers(visitor) });
  write(cache, keys.volumes(visitor), { volumes: [...snapshot.volumes] });
  write(cache, keys.notifications, {
    notifications: [...snapshot.notifications],
    removed: [],
    cursor: snapshot.cursor,
    unread: snapshot.unread,
  });
  if (snapshot.preferences !== null) write(cache, keys.preferences, snapshot.preferences);
  write(cache, keys.announcement, { announcement: snapshot.announcement });
};

/** Shows the announcement of the moment. */
export const applyAnnouncement = (
  cache: QueryClient,
  announcement: AnnouncementView['announcement'],
): void => {
  write(cache, keys.announcement, { announcement });
};

/** Shows a usage frame: the number now, and the end of the plot. */
export const applyUsage = (cache: QueryClient, frame: UsageFrame): void => {
  cache.setQueryData<ServerView>(keys.server(frame.user, frame.server), old =>
    old === undefined ? old : { ...old, usage: frame.usage },
  );
  cache.setQueryData<readonly UsagePoint[]>(keys.frames(frame.user, frame.server), old =>
    appendFrame(old ?? [], frame.usage),
  );
};

const push = (series: ActivityRow['cpuHistory'], value: number | null): ActivityRow['cpuHistory'] =>
  [...series, value].slice(-Math.max(series.length, HISTORY_POINTS));

/** Shows a frame of everyone's usage on whatever activity pages the cache holds. */
export const applyActivity = (cache: QueryClient, frame: ActivityFrame): void => {
  const usages = new Map(frame.rows.map(row => [`${row.user}/${row.server}`, row.usage]));
  cache.setQueriesData<ActivityPage>({ queryKey: keys.activityPages }, old => {
    if (old === undefined) return old;
    const items = old.items.map(item => {
      const usage = usages.get(`${item.user}/${item.server}`);
      if (usage === undefined) return item;
      const cpuHistory = push(item.cpuHistory, usage?.cpuPercent ?? null);
      const memoryHistory = push(item.memoryHistory, usage?.memoryBytes ?? null);
      return { ...item, usage, cpuHistory, memoryHistory };
    });
    return { ...old, items, summary: frame.summary };
  });
};
