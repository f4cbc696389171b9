import type { BrandingView } from '@perijove/contracts';

/** Where the last answer is kept: addresses of public pictures, nothing else. */
const MEMORY_KEY = 'perijove:branding';

/** What stands between the page and the hub's answer. */
export interface BrandSourceOptions {
  readonly ask: () => Promise<BrandingView>;
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The organisation's branding: what it was the last time, and what it is now. */
export interface BrandSource {
  /** The branding of the last visit, at once; null on the first one. */
  remembered(): BrandingView | null;
  /** The branding of today, asked once per page; null when the hub does not answer. */
  current(): Promise<BrandingView | null>;
}

const isText = (value: unknown): value is string | null =>
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
    [logoUrl, faviconUrl, labIconUrl, labSplashUrl].every(isText) &&
    isStage(stage)
  );
};

/** Makes a source that asks once and remembers the answer for the next page. */
export const createBrandSource = ({ ask, memory }: BrandSourceOptions): BrandSource => {
  let answer: Promise<BrandingView | null> | null = null;

  const askAndRemember = async (): Promise<BrandingView | null> => {
    try {
      const branding = await ask();
      if (!isBranding(branding)) return null;
      try {
        memory.setItem(MEMORY_KEY, JSON.stringify(branding));
      } catch {
        // Storage is full or forbidden: the next page merely starts without a memory.
      }
      return branding;
    } catch {
      return null;
    }
  };

  return {
    remembered: () => {
      try {
        const value: unknown = JSON.parse(memory.getItem(MEMORY_KEY) ?? 'null');
        return isBranding(value) ? value : null;
      } catch {
        return null;
      }
    },
    current: () => (answer ??= askAndRemember()),
  };
};
