import type { BrandingView } from '@perijove/contracts';

/** Storage key of the last branding: URLs of public images, nothing confidential. */
const STORAGE_KEY = 'perijove:branding';

/** Options of a branding source. */
export interface BrandingSourceOptions {
  readonly fetch: () => Promise<BrandingView>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The organisation's branding, from the last visit and from the hub. */
export interface BrandingSource {
  /** The branding of the last visit; null on the first one. */
  cached(): BrandingView | null;
  /** The current branding, requested once per page; null when the request fails. */
  current(): Promise<BrandingView | null>;
}

const isTextOrNull = (value: unknown): value is string | null =>
  value === null || typeof value === 'string';

const isStage = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' &&
    typeof (value as { label?: unknown }).label === 'string' &&
    typeof (value as { colour?: unknown }).colour === 'string');

const isBranding = (value: unknown): value is BrandingView => {
  if (typeof value !== 'object' || value === null) return false;
  const { name, logoUrl, faviconUrl, labIconUrl, labSplashUrl, stage } = value as Record<
    string,
    unknown
  >;
  return (
    typeof name === 'string' &&
    [logoUrl, faviconUrl, labIconUrl, labSplashUrl].every(isTextOrNull) &&
    isStage(stage)
  );
};

/** Creates a source that requests the branding once and stores it for the next page. */
export const createBrandingSource = ({ fetch, storage }: BrandingSourceOptions): BrandingSource => {
  let response: Promise<BrandingView | null> | null = null;

  const fetchAndCache = async (): Promise<BrandingView | null> => {
    try {
      const branding = await fetch();
      if (!isBranding(branding)) return null;
      try {
        storage.setItem(STORAGE_KEY, JSON.stringify(branding));
      } catch {
        // Storage is full or blocked: the next page starts without a stored branding.
      }
      return branding;
    } catch {
      return null;
    }
  };

  return {
    cached: () => {
      try {
        const value: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? 'null');
        return isBranding(value) ? value : null;
      } catch {
        return null;
      }
    },
    current: () => (response ??= fetchAndCache()),
  };
};
