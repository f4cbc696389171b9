import { Token } from '@lumino/coreutils';
import type { BrandSource } from './brand-source';

/** The organisation's branding, as logo, splash and favicon ask for it. */
export type IBrandSource = BrandSource;

/** The organisation's branding; null when the page is not on a hub. */
export const IBrandSource = new Token<IBrandSource | null>(
  '@perijove/lab-branding:IBrandSource',
  'The branding of the organisation: of the last visit, and of today.',
);
