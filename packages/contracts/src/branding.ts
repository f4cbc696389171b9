import { z } from 'zod';

const asset = z.string().nullable().describe("URL of the asset; null means Jupyter's own");

/** The organisation's assets with browser-reachable URLs. The URL changes when the content does. */
export const BrandingView = z
  .object({
    name: z.string(),
    logoUrl: asset,
    faviconUrl: asset,
    labIconUrl: asset,
    labSplashUrl: asset,
  })
  .meta({ id: 'Branding' });
export type BrandingView = z.infer<typeof BrandingView>;
