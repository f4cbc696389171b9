import { z } from 'zod';
import { UserName } from './identity.js';
import { Instant, PageQuery, pageOf } from './time.js';
import { VolumeName } from './volumes.js';
import type { RouteSpec } from './route.js';

/** What one user's volumes are together. */
export const VolumeOwner = z
  .object({
    user: z.string(),
    volumes: z.number().int().describe('Volumes that exist; 0 before the first start'),
    sizeBytes: z.number().nullable().describe('Of those that were measured'),
    measuredAt: Instant.nullable().describe('The oldest of the measurements'),
    large: z.array(z.string()).describe('Names of volumes that reached the size to warn of'),
    earlier: z.number().int().describe('Earlier contents that they can bring back themselves'),
  })
  .meta({ id: 'VolumeOwner' });
export type VolumeOwner = z.infer<typeof VolumeOwner>;

export const OwnersQuery = PageQuery.extend({
  sort: z.enum(['user', 'size', 'measuredAt']).default('size'),
  order: z.enum(['asc', 'desc']).default('desc'),
  search: z.string().max(255).optional(),
});
export type OwnersQuery = z.input<typeof OwnersQuery>;

export const OwnersPage = pageOf(VolumeOwner).meta({ id: 'OwnersPage' });
export type OwnersPage = z.infer<typeof OwnersPage>;

/** Contents that nobody uses and that can still be brought back. */
export const TrashEntry = z
  .object({
    user: z.string(),
    volume: z.string(),
    generation: z.number().int(),
    kind: z
      .enum(['reset', 'account'])
      .describe('Why it is there: replaced by its owner, or left by a deleted account'),
    sizeBytes: z.number().nullable(),
    measuredAt: Instant.nullable(),
    retiredAt: Instant,
    expiresAt: Instant.describe('After this it is purged'),
    accountExists: z.boolean().describe('It can only be brought back to an account'),
  })
  .meta({ id: 'TrashEntry' });
export type TrashEntry = z.infer<typeof TrashEntry>;

export const TrashQuery = PageQuery.extend({
  sort: z.enum(['user', 'size', 'retiredAt', 'expiresAt']).default('expiresAt'),
  order: z.enum(['asc', 'desc']).default('asc'),
  search: z.string().max(255).optional().describe('Part of the name of the user or the volume'),
  kind: z.enum(['reset', 'account']).optional(),
});
export type TrashQuery = z.input<typeof TrashQuery>;

export const TrashPage = pageOf(TrashEntry)
  .extend({
    trash: z
      .object({
        entries: z.number().int(),
        sizeBytes: z.number().describe('Of those that were measured'),
        unmeasured: z.number().int(),
        retentionDays: z.number(),
      })
      .describe('The whole trash, whatever was searched for'),
  })
  .meta({ id: 'TrashPage' });
export type TrashPage = z.infer<typeof TrashPage>;

const TrashRef = z.strictObject({
  user: UserName,
  volume: VolumeName,
  generation: z.number().int().positive(),
});
export type TrashRef = z.infer<typeof TrashRef>;

export const TrashRequest = z
  .strictObject({ entries: z.array(TrashRef).min(1).max(200) })
  .meta({ id: 'TrashRequest' });
export type TrashRequest = z.infer<typeof TrashRequest>;

/** One result per entry; one failure never hides another's success. */
export const TrashResult = z
  .object({
    results: z.array(
      z.object({
        user: z.string(),
        volume: z.string(),
        generation: z.number().int(),
        ok: z.boolean(),
        code: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TrashResult' });
export type TrashResult = z.infer<typeof TrashResult>;

/** Volumes as administrators see them, and the trash. */
export const trashRoutes = {
  listVolumeOwners: {
    method: 'get',
    path: '/volumes',
    summary: "All users' volumes, one row per user",
    tag: 'volumes',
    access: 'admin',
    status: 200,
    query: OwnersQuery,
    response: OwnersPage,
    errors: ['hub_unavailable'],
  },
  listTrash: {
    method: 'get',
    path: '/volumes/trash',
    summary: 'What resets and deleted accounts left, until it is purged',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    query: TrashQuery,
    response: TrashPage,
    errors: [],
  },
  restoreFromTrash: {
    method: 'post',
    path: '/volumes/trash/restore',
    summary: 'Bring contents back to an account of the name that they are filed under',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    audit: ['volume.restore'],
    body: TrashRequest,
    response: TrashResult,
    errors: [],
  },
  purgeTrash: {
    method: 'post',
    path: '/volumes/trash/purge',
    summary: 'Remove contents for ever, now',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    audit: ['volume.purge'],
    body: TrashRequest,
    response: TrashResult,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
