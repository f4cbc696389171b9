/** Under this key a lab leaves word for the home page, in the storage of the browser tab. */
export const LEAD_BACK_KEY = 'perijove:lead-back';

/** A word that is older than this was not followed by the page it was meant for. */
const FRESH_MS = 60_000;

/**
 * Where a tab belongs that left its lab while the server is away. It lies in the tab's own storage
 * and not in the address: a link from elsewhere cannot start anybody's server.
 */
export interface LeadBack {
  /** Path of the lab, with what was open. */
  readonly path: string;
  /** Whether the server is to be started first; otherwise it is on its way already. */
  readonly start: boolean;
  readonly atMs: number;
}

/** Leaves word. Answers whether the browser let us. */
export const leaveWord = (storage: Pick<Storage, 'setItem'>, word: LeadBack): boolean => {
  try {
    storage.setItem(LEAD_BACK_KEY, JSON.stringify(word));
    return true;
  } catch {
    return false;
  }
};

/**
 * Takes the word, once.
 *
 * @param within - the path of the person's own server; nothing else is led back to
 */
export const takeWord = (
  storage: Pick<Storage, 'getItem' | 'removeItem'>,
  within: string,
  nowMs: number,
): LeadBack | null => {
  try {
    const value: unknown = JSON.parse(storage.getItem(LEAD_BACK_KEY) ?? 'null');
    storage.removeItem(LEAD_BACK_KEY);
    if (typeof value !== 'object' || value === null) return null;
    const { path, start, atMs } = value as Partial<Record<keyof LeadBack, unknown>>;
    if (typeof path !== 'string' || typeof start !== 'boolean' || typeof atMs !== 'number') {
      return null;
    }
    const fresh = Math.abs(nowMs - atMs) <= FRESH_MS;
    return fresh && isWithin(path, within) ? { path, start, atMs } : null;
  } catch {
    return null;
  }
};

const isWithin = (path: string, within: string): boolean => {
  // As the browser will read it: `..` and backslashes must not lead elsewhere.
  const origin = 'https://here.invalid';
  const url = new URL(path, origin);
  return url.origin === origin && url.pathname.startsWith(within);
};
