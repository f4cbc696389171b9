import { Token } from '@lumino/coreutils';
import type { BrandingSource } from './branding-source';

/** The organisation's branding, for the plugins of this package. */
export type IBrandingSource = BrandingSource;

/** The organisation's branding; null when the page is not on a hub. */
export const IBrandingSource = new Token<IBrandingSource | null>(
  '@perijove/lab-branding:IBrandingSource',
  'The branding of the organisation, from the last visit and from the hub.',
);
