import { z } from 'zod';
import { Instant } from './time.js';
import type { RouteSpec } from './route.js';

/** The logical name of a volume, such as `home`. */
export const VolumeName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'inputs.volumeName');

/** An earlier content of a volume that can still be brought back. */
export const GenerationView = z
  .object({
    generation: z.number().int(),
    retiredAt: Instant,
    expiresAt: Instant.describe('After this it is purged'),
    sizeBytes: z.number().nullable(),
  })
  .meta({ id: 'Generation' });
export type GenerationView = z.infer<typeof GenerationView>;

/** A user's volume: what holds their files across stops and starts. */
export const VolumeView = z
  .object({
    name: z.string(),
    description: z.string(),
    mount: z.string(),
    generation: z.number().int(),
    sizeBytes: z.number().nullable(),
    measuredAt: Instant.nullable().describe('When the size was measured; sizes are never live'),
    resettable: z.boolean(),
    retentionDays: z.number().describe('For how many days a reset of it can be undone'),
    warnBytes: z.number().nullable().describe('From this size on users are warned; null: never'),
    recoverable: z.array(GenerationView),
  })
  .meta({ id: 'Volume' });
export type VolumeView = z.infer<typeof VolumeView>;

export const VolumesView = z.object({ volumes: z.array(VolumeView) }).meta({ id: 'Volumes' });
export type VolumesView = z.infer<typeof VolumesView>;

export const ResetRequest = z
  .object({ volumes: z.array(VolumeName).min(1).max(50) })
  .meta({ id: 'ResetRequest' });
export type ResetRequest = z.infer<typeof ResetRequest>;

/** One result per volume that was asked for; one failure never hides another's success. */
export const ResetResult = z
  .object({
    results: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        code: z.string().nullable(),
        message: z.string().nullable(),
        recoverableUntil: Instant.nullable(),
      }),
    ),
    volumes: z.array(VolumeView),
  })
  .meta({ id: 'ResetResult' });
export type ResetResult = z.infer<typeof ResetResult>;

export const RestoreRequest = z
  .object({ generation: z.number().int().positive() })
  .meta({ id: 'RestoreRequest' });
export type RestoreRequest = z.infer<typeof RestoreRequest>;

/** Volumes of one user. */
export const volumeRoutes = {
  listVolumes: {
    method: 'get',
    path: '/users/{user}/volumes',
    summary: 'Volumes with sizes and recoverable contents',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    response: VolumesView,
    errors: ['user_not_found'],
  },
  resetVolumes: {
    method: 'post',
    path: '/users/{user}/volumes/reset',
    summary: 'Begin with empty volumes; the old contents stay recoverable',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    audit: ['volume.reset'],
    body: ResetRequest,
    response: ResetResult,
    errors: ['user_not_found', 'volume_not_found', 'server_running', 'engine_unavailable'],
  },
  restoreVolume: {
    method: 'post',
    path: '/users/{user}/volumes/{volume}/restore',
    summary: 'Bring an earlier content back',
    tag: 'volumes',
    access: { scopes: ['custom:perijove:volumes'], over: 'user' },
    status: 200,
    audit: ['volume.restore'],
    body: RestoreRequest,
    response: VolumesView,
    errors: ['user_not_found', 'volume_not_found', 'generation_not_found', 'server_running'],
  },
} as const satisfies Record<string, RouteSpec>;
