import type { HistoryView } from '@perijove/contracts';
import type { Client } from '@perijove/contracts/client';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { UsagePoint } from '../realtime/frames';
import type { ServerClock } from '../app/server-clock';
import {
  keys,
  type ActivitySearch,
  type TrashSearch,
  type GroupsSearch,
  type MembersSearch,
  type OwnersSearch,
  type UsersSearch,
} from './keys';

const SENT_PAGE = 20;
const EVENTS_PAGE = 50;
const DELIVERIES_PAGE = 50;

/** Every query of the pages. Health alone has an interval: all other changes are pushed. */
export const createQueries = (client: Client, clock: ServerClock) => ({
  me: () =>
    queryOptions({
      queryKey: keys.me,
      queryFn: async ({ signal }) => {
        const me = await client('getMe', { signal });
        // Before anything is drawn: the first countdown must already be right.
        clock.sync(me.serverTime);
        return me;
      },
    }),

  branding: () =>
    queryOptions({
      queryKey: keys.branding,
      queryFn: ({ signal }) => client('getBranding', { signal }),
    }),

  services: () =>
    queryOptions({
      queryKey: keys.services,
      queryFn: ({ signal }) => client('listServices', { signal }),
    }),

  preferences: () =>
    queryOptions({
      queryKey: keys.preferences,
      queryFn: ({ signal }) => client('getPreferences', { signal }),
    }),

  loginSessions: () =>
    queryOptions({
      queryKey: keys.loginSessions,
      queryFn: ({ signal }) => client('listLoginSessions', { signal }),
      // Browsers come and go without a word from the server: each visit asks again.
      staleTime: 0,
    }),

  healthReport: () =>
    queryOptions({
      queryKey: keys.healthReport,
      queryFn: ({ signal }) => client('getHealthReport', { signal }),
      staleTime: 0,
      // What has failed cannot tell that it has.
      refetchInterval: 15_000,
    }),

  settings: () =>
    queryOptions({
      queryKey: keys.settings,
      queryFn: ({ signal }) => client('getSettings', { signal }),
      // What is wrong can change without a word from the server: each visit asks again.
      staleTime: 0,
    }),

  auditLogFilters: () =>
    queryOptions({
      queryKey: keys.auditLogFilters,
      queryFn: ({ signal }) => client('getAuditChoices', { signal }),
    }),

  auditLog: (query: Readonly<Record<string, string>>) =>
    infiniteQueryOptions({
      queryKey: keys.auditLogPages(query),
      queryFn: ({ pageParam, signal }) =>
        client('listAuditEvents', {
          query: { ...query, limit: EVENTS_PAGE, cursor: pageParam },
          signal,
        }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),

  announcement: () =>
    queryOptions({
      queryKey: keys.announcement,
      queryFn: ({ signal }) => client('getAnnouncement', { signal }),
    }),

  server: (user: string) =>
    queryOptions({
      queryKey: keys.server(user),
      queryFn: ({ signal }) => client('getServer', { params: { user }, signal }),
    }),

  logs: (user: string, tail: number) =>
    queryOptions({
      queryKey: [...keys.logs(user), tail],
      queryFn: ({ signal }) =>
        client('getServerLogs', { params: { user }, query: { tail }, signal }),
      // A log is old the moment it is shown: each opening reads it again.
      gcTime: 0,
    }),

  /** Named servers, and what JupyterHub allows of them. */
  servers: (user: string) =>
    queryOptions({
      queryKey: keys.servers(user),
      queryFn: ({ signal }) => client('listServers', { params: { user }, signal }),
    }),

  namedLogs: (user: string, server: string, tail: number) =>
    queryOptions({
      queryKey: [...keys.logs(user, server), tail],
      queryFn: ({ signal }) =>
        client('getServerLogs', { params: { user, server }, query: { tail }, signal }),
      gcTime: 0,
    }),

  history: (user: string) =>
    queryOptions({
      queryKey: keys.history(user),
      queryFn: ({ signal }) =>
        client('getActivityHistory', { params: { user }, query: { range: '1h' }, signal }),
    }),

  /** One user's usage over a longer time, for administrators. */
  historyOf: (user: string, range: HistoryView['range']) =>
    queryOptions({
      queryKey: keys.historyOf(user, range),
      queryFn: ({ signal }) =>
        client('getActivityHistory', { params: { user }, query: { range }, signal }),
    }),

  activityDays: (user: string) =>
    queryOptions({
      queryKey: keys.activityDays(user),
      queryFn: ({ signal }) => client('getActivityDays', { params: { user }, signal }),
    }),

  /** The newest events about a user or their named server. */
  auditLogOf: (subject: string) =>
    queryOptions({
      queryKey: keys.auditLogOf(subject),
      queryFn: async ({ signal }) =>
        (await client('listAuditEvents', { query: { subject, limit: 200 }, signal })).items,
    }),

  /** Usage frames heard since this page opened; filled by the socket only. */
  frames: (user: string) =>
    queryOptions({
      queryKey: keys.frames(user),
      queryFn: (): readonly UsagePoint[] => [],
      initialData: [] as readonly UsagePoint[],
      gcTime: Infinity,
    }),

  volumes: (user: string) =>
    queryOptions({
      queryKey: keys.volumes(user),
      queryFn: ({ signal }) => client('listVolumes', { params: { user }, signal }),
    }),

  notifications: () =>
    queryOptions({
      queryKey: keys.notifications,
      queryFn: ({ signal }) => client('listNotifications', { signal }),
    }),

  notifyOptions: () =>
    queryOptions({
      queryKey: keys.notifyOptions,
      queryFn: ({ signal }) => client('notifyOptions', { signal }),
      // How many labs are open changes by the minute; each visit asks again.
      staleTime: 0,
    }),

  sent: () =>
    infiniteQueryOptions({
      queryKey: keys.sent,
      queryFn: ({ pageParam, signal }) =>
        client('listSent', { query: { limit: SENT_PAGE, cursor: pageParam }, signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
    }),

  deliveries: (id: string) =>
    infiniteQueryOptions({
      queryKey: keys.deliveries(id),
      queryFn: ({ pageParam, signal }) =>
        client('listDeliveries', {
          params: { id },
          query: { limit: DELIVERIES_PAGE, cursor: pageParam },
          signal,
        }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
    }),

  volumeOwners: (search: OwnersSearch) =>
    queryOptions({
      queryKey: [...keys.volumeOwners, search],
      queryFn: ({ signal }) => client('listVolumeOwners', { query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  trash: (search: TrashSearch) =>
    queryOptions({
      queryKey: [...keys.trash, search],
      queryFn: ({ signal }) => client('listTrash', { query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  activity: (search: ActivitySearch) =>
    queryOptions({
      queryKey: keys.activity(search),
      queryFn: ({ signal }) => client('listActivity', { query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  users: (search: UsersSearch) =>
    queryOptions({
      queryKey: keys.users(search),
      queryFn: ({ signal }) => client('listUsers', { query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  groups: (search: GroupsSearch) =>
    queryOptions({
      queryKey: keys.groupPages(search),
      queryFn: ({ signal }) => client('listGroups', { query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  group: (group: string) =>
    queryOptions({
      queryKey: keys.group(group),
      queryFn: ({ signal }) => client('getGroup', { params: { group }, signal }),
    }),

  members: (group: string, search: MembersSearch) =>
    queryOptions({
      queryKey: keys.members(group, search),
      queryFn: ({ signal }) => client('listMembers', { params: { group }, query: search, signal }),
      placeholderData: keepPreviousData,
    }),

  /** How many ask for an account; pushed from then on. */
  pendingUsers: () =>
    queryOptions({
      queryKey: keys.pendingUsers,
      queryFn: async ({ signal }) => {
        const page = await client('listUsers', { query: { show: 'pending', limit: 1 }, signal });
        return page.counts.pending;
      },
    }),
});

/** The query factories, bound to a client. */
export type Queries = ReturnType<typeof createQueries>;
