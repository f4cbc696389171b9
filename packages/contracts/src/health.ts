import { z } from 'zod';
import type { RouteSpec, TextSpec } from './route.js';

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
