import type {
  ActivityQuery,
  TrashQuery,
  GroupsQuery,
  MembersQuery,
  OwnersQuery,
  UsersQuery,
} from '@perijove/contracts';

/** A search on the activity page, as far as it is part of the cache's key. */
export type ActivitySearch = Required<Pick<ActivityQuery, 'sort' | 'order' | 'limit'>> &
  Pick<ActivityQuery, 'search' | 'status' | 'outdated' | 'cursor'>;

/** A search among all users' volumes, and one in the trash. */
export type OwnersSearch = Pick<OwnersQuery, 'sort' | 'order' | 'search' | 'limit' | 'cursor'>;
export type TrashSearch = Pick<
  TrashQuery,
  'sort' | 'order' | 'search' | 'kind' | 'limit' | 'cursor'
>;

/** A search on the page of users. */
export type UsersSearch = Required<Pick<UsersQuery, 'sort' | 'order' | 'limit' | 'show'>> &
  Pick<UsersQuery, 'search' | 'cursor'>;

/** A search among groups, and one among the members of a group. */
export type GroupsSearch = Pick<GroupsQuery, 'search' | 'limit' | 'cursor'>;
export type MembersSearch = Pick<MembersQuery, 'search' | 'outdated' | 'limit' | 'cursor'>;

/** The cache's keys, named here once so that pushed changes and queries meet. */
export const keys = {
  me: ['me'] as const,
  branding: ['branding'] as const,
  services: ['services'] as const,
  server: (user: string, server = '') => ['server', user, server] as const,
  frames: (user: string, server = '') => ['frames', user, server] as const,
  history: (user: string) => ['history', user] as const,
  historyOf: (user: string, range: string) => ['history', user, range] as const,
  activityDays: (user: string) => ['history', user, 'days'] as const,
  loginSessions: ['login-sessions'] as const,
  preferences: ['preferences'] as const,
  announcement: ['announcement'] as const,
  settings: ['settings'] as const,
  healthReport: ['health-report'] as const,
  auditLog: ['audit-log'] as const,
  auditLogPages: (query: Readonly<Record<string, string>>) =>
    ['audit-log', 'pages', query] as const,
  auditLogFilters: ['audit-log', 'choices'] as const,
  auditLogOf: (subject: string) => ['audit-log', subject] as const,
  volumeOwners: ['volume-owners'] as const,
  trash: ['trash'] as const,
  servers: (user: string) => ['servers', user] as const,
  logs: (user: string, server = '') => ['logs', user, server] as const,
  volumes: (user: string) => ['volumes', user] as const,
  notifications: ['notifications'] as const,
  notifyOptions: ['notify-options'] as const,
  sent: ['sent'] as const,
  deliveries: (id: string) => ['deliveries', id] as const,
  userPages: ['users'] as const,
  users: (search: UsersSearch) => ['users', search] as const,
  pendingUsers: ['pending-users'] as const,
  groups: ['groups'] as const,
  groupPages: (search: GroupsSearch) => ['groups', 'list', search] as const,
  groupNames: ['groups', 'names'] as const,
  group: (name: string) => ['groups', 'one', name] as const,
  members: (name: string, search: MembersSearch) =>
    ['groups', 'one', name, 'members', search] as const,
  activityPages: ['activity'] as const,
  activity: (search: ActivitySearch) => ['activity', search] as const,
};
