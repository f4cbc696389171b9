import { z } from 'zod';
import { Instant, PageQuery, pageOf } from './time.js';
import type { RouteSpec, TextSpec } from './route.js';

/** What the backend records. JupyterHub's side reports actions of its own beside these. */
export const auditActions = [
  'activity.reset',
  'announcement.remove',
  'announcement.set',
  'events.lost',
  'group.add',
  'group.create',
  'group.delete',
  'group.limits',
  'group.read',
  'group.remove',
  'notification.recall',
  'notification.send',
  'orphan.adopted',
  'orphan.found',
  'orphan.removed',
  'server.memory_full',
  'server.recreate',
  'server.remove',
  'server.restart',
  'server.start',
  'server.stop',
  'server.visit',
  'session.extend',
  'user.admin',
  'user.authorize',
  'user.create',
  'user.deauthorize',
  'user.delete',
  'user.discard',
  'user.password',
  'user.rename',
  'user.sign_out',
  'volume.adopt',
  'volume.lost',
  'volume.purge',
  'volume.reset',
  'volume.restore',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** How something ended: done, tried in vain, or not allowed. */
export const AuditResult = z.enum(['ok', 'failed', 'refused']);
export type AuditResult = z.infer<typeof AuditResult>;

/** One entry of the audit log: who did what, on whom, from where, and how it ended. */
export const AuditEvent = z
  .object({
    id: z.number().int(),
    at: Instant,
    actor: z.string(),
    actorKind: z
      .enum(['user', 'service', 'platform'])
      .describe('A user, a service with a token, or the platform by itself'),
    address: z.string().nullable().describe('IP address; null when nobody can tell'),
    action: z.string().describe('Such as server.start or volume.reset'),
    subject: z.string(),
    result: AuditResult,
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });
export type AuditEvent = z.infer<typeof AuditEvent>;

const filter = {
  actor: z.string().max(255).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(255).optional(),
  result: AuditResult.optional(),
  from: Instant.optional().describe('Not before this instant'),
  until: Instant.optional().describe('Before this instant'),
  search: z.string().max(200).optional().describe('Part of a name, an action or an address'),
};

export const AuditQuery = PageQuery.extend({
  since: z.coerce.number().int().min(0).optional().describe('Only lines with a higher id'),
  ...filter,
});

/** All lines that match, without pages. */
export const AuditExportQuery = z.object(filter);

/** Where `total` stops counting. */
export const MAX_AUDIT_EVENTS_COUNTED = 10_000;

export const AuditPage = pageOf(AuditEvent)
  .extend({
    total: z
      .number()
      .int()
      .describe(
        `Lines that match; counted up to ${MAX_AUDIT_EVENTS_COUNTED}, one more means "more"`,
      ),
  })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

/** What the lists of the filter can offer. */
export const AuditChoices = z
  .object({ actions: z.array(z.string()), retentionDays: z.number() })
  .meta({ id: 'AuditChoices' });
export type AuditChoices = z.infer<typeof AuditChoices>;

/** What JupyterHub's side reports about what happened there. */
export const ReportedAuditEvents = z.strictObject({
  events: z
    .array(
      z.strictObject({
        at: z.number().int().min(0).describe('Epoch milliseconds'),
        actor: z.string().min(1).max(255),
        actorKind: z.enum(['user', 'service']).default('user'),
        action: z.string().regex(/^[a-z]+(\.[a-z_]+)+$/),
        subject: z.string().max(255),
        result: AuditResult,
        address: z.string().max(64).nullable().default(null),
        details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    )
    .max(500),
  /** Events that were given up because the backend was away too long. */
  lost: z.number().int().min(0).default(0),
});
export type ReportedAuditEvents = z.infer<typeof ReportedAuditEvents>;

/** The audit log. */
export const auditRoutes = {
  listAuditEvents: {
    method: 'get',
    path: '/audit',
    summary: 'The audit log, newest first',
    tag: 'events',
    access: 'admin',
    status: 200,
    query: AuditQuery,
    response: AuditPage,
    errors: [],
  },
  getAuditChoices: {
    method: 'get',
    path: '/audit/choices',
    summary: 'Which actions there are to filter by, and how long events are kept',
    tag: 'events',
    access: 'admin',
    status: 200,
    response: AuditChoices,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;

export const auditTexts = {
  exportAuditEvents: {
    path: '/audit.csv',
    summary: 'Every event that matches, newest first, as CSV',
    tag: 'events',
    access: 'admin',
    contentType: 'text/csv; charset=utf-8',
    query: AuditExportQuery,
    errors: [],
  },
} as const satisfies Record<string, TextSpec>;
