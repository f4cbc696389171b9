import { z } from 'zod';
import { AllowedUsers } from './identity.js';
import { Usage } from './servers.js';
import { Instant, PageQuery, pageOf } from './time.js';
import { NoBody, type Access, type RouteSpec, type TextSpec } from './route.js';

/** active: running and recently used; inactive: running; offline: no server. */
export const ActivityStatus = z
  .enum(['active', 'inactive', 'offline', 'starting', 'stopping', 'failed'])
  .meta({ id: 'ActivityStatus' });
export type ActivityStatus = z.infer<typeof ActivityStatus>;

/** One user's line on the activity page. */
export const ActivityRow = z
  .object({
    user: z.string(),
    server: z.string(),
    status: ActivityStatus,
    usage: Usage.nullable(),
    cpuHistory: z.array(z.number().nullable()).describe('Latest last; null is a gap'),
    memoryHistory: z.array(z.number().nullable()),
    volumesBytes: z.number().nullable(),
    volumesMeasuredAt: Instant.nullable(),
    largeVolumes: z.array(z.string()).describe('Names of volumes that reached the size to warn of'),
    deadline: Instant.nullable(),
    lastActivity: Instant.nullable(),
    score: z.number().min(0).max(100).nullable().describe('null when nothing was measured yet'),
    activeHours: z.number().nullable().describe('Of the days that samples are kept'),
    image: z.string().nullable(),
    settingsOutdated: z
      .boolean()
      .optional()
      .describe('Must be recreated to get the rights and limits that groups and settings give now'),
  })
  .meta({ id: 'ActivityRow' });
export type ActivityRow = z.infer<typeof ActivityRow>;

export const ActivitySort = z.enum([
  'user',
  'status',
  'cpu',
  'memory',
  'volumes',
  'timeLeft',
  'lastActivity',
  'score',
  'image',
]);
export const ActivityQuery = PageQuery.extend({
  sort: ActivitySort.default('status'),
  order: z.enum(['asc', 'desc']).default('asc'),
  search: z.string().max(255).optional(),
  status: ActivityStatus.optional(),
  outdated: z
    .stringbool()
    .default(false)
    .describe('Only servers that must be recreated to follow the rules of today'),
});
export type ActivityQuery = z.input<typeof ActivityQuery>;

/** As the list, without pages. */
export const ActivityExportQuery = ActivityQuery.omit({ limit: true, cursor: true });

/** The tiles above the table. */
export const ActivitySummary = z
  .object({
    users: z.number().int(),
    running: z.number().int(),
    active: z.number().int(),
    cpuPercent: z.number().describe('Sum over labs, percent of one core'),
    memoryBytes: z.number(),
    volumesBytes: z.number().nullable(),
    host: z
      .object({
        cores: z.number().int(),
        load1: z.number(),
        memoryTotalBytes: z.number(),
        memoryAvailableBytes: z.number(),
        disk: z
          .object({ totalBytes: z.number(), freeBytes: z.number() })
          .nullable()
          .describe("The disk of the engine's data, or of ours where that cannot be read"),
        low: z
          .array(z.enum(['disk', 'memory']))
          .describe('What is scarcer than the administrator wants'),
      })
      .nullable(),
    sampling: z
      .object({
        everySeconds: z.number(),
        keepDays: z.number(),
        halfLifeHours: z.number(),
        samples: z.number().int().describe('Kept now'),
        firstAt: Instant.nullable(),
        lastAt: Instant.nullable(),
      })
      .describe('What scores and active hours are made of'),
    historyBytes: z.number().describe('What the history of usage takes on disk'),
    historyMaxBytes: z.number().describe('Beyond it the finest old figures go'),
    sampledAt: Instant.nullable().describe('The last reading of what labs use'),
    sampleIntervalSeconds: z.number().describe('Between two such readings'),
  })
  .meta({ id: 'ActivitySummary' });
export type ActivitySummary = z.infer<typeof ActivitySummary>;

export const ActivityPage = pageOf(ActivityRow)
  .extend({
    summary: ActivitySummary,
    can: z.object({
      operate: AllowedUsers.describe('Start, stop and extend their servers'),
      visit: AllowedUsers.describe('Open their lab: the hub grants `access:servers`'),
    }),
  })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = z.infer<typeof ActivityPage>;

export const HistoryQuery = z.object({ range: z.enum(['1h', '24h', '7d', '30d']).default('1h') });

const Series = z.array(z.number().nullable());

/** Series for plots: at most 300 points, gaps kept as null. */
export const HistoryView = z
  .object({
    user: z.string(),
    range: z.enum(['1h', '24h', '7d', '30d']),
    stepSeconds: z.number(),
    start: Instant,
    since: Instant.nullable().describe(
      'When the first of all that is kept of this user was recorded; null without any',
    ),
    cpuPercent: Series,
    memoryBytes: Series,
    diskReadPerSecond: Series.describe('Bytes, as the three after it'),
    diskWrittenPerSecond: Series,
    networkReceivedPerSecond: Series,
    networkSentPerSecond: Series,
    volumesBytes: Series.describe('All volumes together, as they were measured'),
    active: z.array(z.boolean().nullable()),
    marks: z
      .array(z.object({ at: Instant, kind: z.enum(['start', 'stop', 'cull']) }))
      .describe('When servers of this user began and ended, oldest first'),
  })
  .meta({ id: 'History' });
export type HistoryView = z.infer<typeof HistoryView>;

/** A user's active hours day by day, and the score that they add up to. */
export const ActivityDays = z
  .object({
    user: z.string(),
    timeZone: z.string().describe('IANA zone in which days begin'),
    targetHours: z.number().describe('What counts as a full day on the scale'),
    days: z.array(
      z.object({
        date: z.iso.date(),
        activeHours: z.number(),
        measuredHours: z.number().describe('0 when nobody looked on that day'),
      }),
    ),
    activeHours: z.number().describe('Of all days together'),
    score: z.number().min(0).max(100).nullable(),
  })
  .meta({ id: 'ActivityDays' });
export type ActivityDays = z.infer<typeof ActivityDays>;

export const ActivityResetResult = z.object({ removed: z.number().int() });

/** Who may see a user in the list may also see what it is made of. */
const activity = {
  scopes: ['read:users:activity', 'list:users'],
  over: 'user',
} as const satisfies Access;

/** Status, usage and activity score of users. */
export const activityRoutes = {
  listActivity: {
    method: 'get',
    path: '/activity',
    summary: 'Every user: status, usage, time left, score',
    tag: 'activity',
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    status: 200,
    query: ActivityQuery,
    response: ActivityPage,
    errors: ['hub_unavailable'],
  },
  getActivityHistory: {
    method: 'get',
    path: '/activity/{user}/history',
    summary: 'Series for plots',
    tag: 'activity',
    access: activity,
    status: 200,
    query: HistoryQuery,
    response: HistoryView,
    errors: ['user_not_found'],
  },
  getActivityDays: {
    method: 'get',
    path: '/activity/{user}/days',
    summary: 'Active hours day by day, and the score',
    tag: 'activity',
    access: activity,
    status: 200,
    response: ActivityDays,
    errors: ['user_not_found'],
  },
  resetActivity: {
    method: 'post',
    path: '/activity/reset',
    summary: 'Clear all activity samples',
    tag: 'activity',
    access: 'admin',
    status: 200,
    audit: ['activity.reset'],
    body: NoBody,
    response: ActivityResetResult,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;

export const activityTexts = {
  exportActivity: {
    path: '/activity.csv',
    summary: 'Every user that matches, as CSV',
    tag: 'activity',
    access: { scopes: ['list:users', 'read:users'], over: 'users' },
    contentType: 'text/csv; charset=utf-8',
    query: ActivityExportQuery,
    errors: [],
  },
} as const satisfies Record<string, TextSpec>;
