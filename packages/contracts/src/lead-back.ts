/** Under this key a lab leaves word for the home page, in the storage of the browser tab. */
export const LEAD_BACK_KEY = 'perijove:lead-back';

/** A word that is older than this was not followed by the page it was meant for. */
const FRESH_MS = 60_000;
/** As long as a user may take to sign in, in between. */
const SIGN_IN_MS = 15 * 60_000;

/**
 * Where a tab belongs that left its lab while the server is away. It lies in the tab's own storage
 * and not in the address: a link from elsewhere cannot start anybody's server.
 */
export interface LeadBack {
  /** Path of the lab, with what was open. */
  readonly path: string;
  /** Name of the server that the lab belongs to; empty for the default server. */
  readonly server: string;
  /** Whether the server is to be started first; otherwise it is on its way already. */
  readonly start: boolean;
  /** When the run began that the tab left; null when that is not known. */
  readonly run: string | null;
}

interface Kept extends LeadBack {
  readonly untilMs: number;
}

const write = (storage: Pick<Storage, 'setItem'>, kept: Kept): boolean => {
  try {
    storage.setItem(LEAD_BACK_KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
};

/** What is there and still holds. Throws where the browser forbids it. */
const read = (storage: Pick<Storage, 'getItem'>, nowMs: number): Kept | null => {
  const value: unknown = JSON.parse(storage.getItem(LEAD_BACK_KEY) ?? 'null');
  if (typeof value !== 'object' || value === null) return null;
  const {
    path,
    server,
    start,
    run = null,
    untilMs,
  } = value as Partial<Record<keyof Kept, unknown>>;
  if (typeof path !== 'string' || typeof server !== 'string') return null;
  if (typeof start !== 'boolean' || typeof untilMs !== 'number') return null;
  if (run !== null && typeof run !== 'string') return null;
  const holds = nowMs <= untilMs && untilMs - nowMs <= SIGN_IN_MS;
  return holds ? { path, server, start, run, untilMs } : null;
};

/** Leaves word. Answers whether the browser let us. */
export const leaveWord = (
  storage: Pick<Storage, 'setItem'>,
  word: LeadBack,
  nowMs: number,
): boolean => write(storage, { ...word, untilMs: nowMs + FRESH_MS });

/** Keeps a word that nobody has taken yet for the time that signing in takes. */
export const keepWord = (storage: Pick<Storage, 'getItem' | 'setItem'>, nowMs: number): void => {
  try {
    const kept = read(storage, nowMs);
    if (kept !== null) write(storage, { ...kept, untilMs: nowMs + SIGN_IN_MS });
  } catch {
    // Storage can be forbidden, or hold what is none of ours.
  }
};

/**
 * Takes the word, once.
 *
 * @param pathOf - the path of a server of this user's; nothing outside of it is led back to
 */
export const takeWord = (
  storage: Pick<Storage, 'getItem' | 'removeItem'>,
  pathOf: (server: string) => string,
  nowMs: number,
): LeadBack | null => {
  try {
    const kept = read(storage, nowMs);
    storage.removeItem(LEAD_BACK_KEY);
    if (kept === null || !isWithin(kept.path, pathOf(kept.server))) return null;
    const { path, server, start, run } = kept;
    return { path, server, start, run };
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
