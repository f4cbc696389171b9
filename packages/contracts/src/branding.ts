import { z } from 'zod';
import type { RouteSpec } from './route.js';

const asset = z.string().nullable().describe("URL of the asset; null means Jupyter's own");

/** Colours of the badge that names the stage. */
export const stageColours = ['red', 'orange', 'green', 'blue', 'grey'] as const;

/** The organisation's assets with browser-reachable URLs. The URL changes when the content does. */
export const BrandingView = z
  .object({
    name: z.string(),
    logoUrl: asset,
    faviconUrl: asset,
    labIconUrl: asset,
    labSplashUrl: asset,
    stage: z
      .object({ label: z.string(), colour: z.enum(stageColours) })
      .nullable()
      .describe('What kind of platform this is, such as "staging"; null shows no badge'),
  })
  .meta({ id: 'Branding' });
export type BrandingView = z.infer<typeof BrandingView>;

/** Logos and icons of the organisation. */
export const brandingRoutes = {
  getBranding: {
    method: 'get',
    path: '/branding',
    summary: "The organisation's assets",
    tag: 'platform',
    access: 'anyone',
    status: 200,
    response: BrandingView,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
