import { z } from 'zod';
import { FullDisk } from './identity.js';
import type { RouteSpec, TextSpec } from './route.js';
import { Instant } from './time.js';

const check = z.object({ ok: z.boolean(), message: z.string().nullable() });

/**
 * Whether the backend and what it depends on work. Answered with 503 when degraded. A full disk
 * degrades nothing: who makes room has to reach the platform.
 */
export const HealthView = z
  .object({
    status: z.enum(['ok', 'degraded']),
    uptimeSeconds: z.number(),
    version: z.string(),
    checks: z.object({ db: check, engine: check, hub: check, disk: check }),
  })
  .meta({ id: 'Health' });
export type HealthView = z.infer<typeof HealthView>;

/** What every part says of itself, and how old that is. */
export const HealthReport = z
  .object({
    health: HealthView,
    checkedAt: Instant,
    engine: z.string().nullable().describe('What runs servers; null while it does not answer'),
    hubVersion: z.string().nullable().describe('Of JupyterHub; null while it does not answer'),
    disks: z.array(FullDisk.extend({ full: z.boolean() })).describe('Those that can be looked at'),
    fills: z
      .object({
        volumesBytes: z.number().describe('Volumes of users that are in use'),
        trashBytes: z.number().describe('Earlier contents, and volumes of deleted users'),
        historyBytes: z.number().describe('Readings of the activity page'),
        largest: z
          .array(z.object({ user: z.string(), bytes: z.number() }))
          .describe('Whose volumes are largest, five at most'),
      })
      .describe('What fills the disks, as it was measured last'),
    readings: z
      .object({
        users: Instant.nullable().describe('When JupyterHub was read'),
        usage: Instant.nullable().describe('When processors and memory were read'),
        usageEverySeconds: z.number(),
        volumes: Instant.nullable().describe('The oldest size that the sums above count'),
      })
      .describe('When everything was read last; null for never'),
  })
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof HealthReport>;

/** Whether the platform works. */
export const healthRoutes = {
  getHealth: {
    method: 'get',
    path: '/health',
    summary: 'Whether the platform works',
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: HealthView,
    errors: [],
  },
  getHealthReport: {
    method: 'get',
    path: '/health/report',
    summary: 'Every part of the platform, what fills the disks, and how old the readings are',
    tag: 'platform',
    access: 'admin',
    status: 200,
    response: HealthReport,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;

export const healthTexts = {
  getMetrics: {
    path: '/metrics',
    summary: 'Figures of the platform for Prometheus',
    tag: 'platform',
    access: { scopes: ['read:metrics'], over: 'all' },
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    errors: [],
  },
} as const satisfies Record<string, TextSpec>;
