import { z } from 'zod';

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
