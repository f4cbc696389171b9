import { z } from 'zod';
import { UserName } from './identity.js';
import { Instant, PageQuery, pageOf } from './time.js';
import { VolumeName } from './volumes.js';
import type { RouteSpec } from './route.js';

/** What one person's volumes are together. */
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
export const BinEntry = z
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
  .meta({ id: 'BinEntry' });
export type BinEntry = z.infer<typeof BinEntry>;

export const BinQuery = PageQuery.extend({
  sort: z.enum(['user', 'size', 'retiredAt', 'expiresAt']).default('expiresAt'),
  order: z.enum(['asc', 'desc']).default('asc'),
  search: z.string().max(255).optional().describe('Part of the name of the person or the volume'),
  kind: z.enum(['reset', 'account']).optional(),
});
export type BinQuery = z.input<typeof BinQuery>;

export const BinPage = pageOf(BinEntry)
  .extend({
    bin: z
      .object({
        entries: z.number().int(),
        sizeBytes: z.number().describe('Of those that were measured'),
        unmeasured: z.number().int(),
        retentionDays: z.number(),
      })
      .describe('The whole bin, whatever was searched for'),
  })
  .meta({ id: 'BinPage' });
export type BinPage = z.infer<typeof BinPage>;

const BinRef = z.strictObject({
  user: UserName,
  volume: VolumeName,
  generation: z.number().int().positive(),
});
export type BinRef = z.infer<typeof BinRef>;

export const BinRequest = z
  .strictObject({ entries: z.array(BinRef).min(1).max(200) })
  .meta({ id: 'BinRequest' });
export type BinRequest = z.infer<typeof BinRequest>;

/** One result per entry; one failure never hides another's success. */
export const BinResult = z
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
  .meta({ id: 'BinResult' });
export type BinResult = z.infer<typeof BinResult>;

/** Volumes as administrators see them, and the trash. */
export const trashRoutes = {
  listVolumeOwners: {
    method: 'get',
    path: '/volumes',
    summary: "Everybody's volumes, one line per person",
    tag: 'volumes',
    access: 'admin',
    status: 200,
    query: OwnersQuery,
    response: OwnersPage,
    errors: ['hub_unavailable'],
  },
  listBin: {
    method: 'get',
    path: '/volumes/bin',
    summary: 'What resets and deleted accounts left, until it is purged',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    query: BinQuery,
    response: BinPage,
    errors: [],
  },
  restoreFromBin: {
    method: 'post',
    path: '/volumes/bin/restore',
    summary: 'Bring contents back to an account of the name that they are filed under',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    body: BinRequest,
    response: BinResult,
    errors: [],
  },
  purgeBin: {
    method: 'post',
    path: '/volumes/bin/purge',
    summary: 'Remove contents for ever, now',
    tag: 'volumes',
    access: 'admin',
    status: 200,
    body: BinRequest,
    response: BinResult,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
