import { keepWord } from '@perijove/contracts/lead-back';

const KEY = 'perijove-login-at';
/** Two sign-ins within this time mean that signing in does not help. */
const LOOP_MS = 10_000;

/** What leaving for the sign-in page needs from the browser. */
export interface LoginPage {
  readonly location: Pick<Location, 'pathname' | 'search' | 'assign'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** The address that signs a user in and leads back to `next`, a path on this host. */
export const loginUrl = (basePath: string, next: string): string =>
  `${basePath}login?next=${encodeURIComponent(next)}`;

/**
 * Leaves for the sign-in page and comes back here afterwards.
 * Returns false, and stays, when that happened a moment ago: a loop helps nobody.
 */
export const goToLogin = (basePath: string, page: LoginPage, nowMs: number): boolean => {
  const last = Number(page.sessionStorage.getItem(KEY) ?? 0);
  if (nowMs - last < LOOP_MS) return false;
  page.sessionStorage.setItem(KEY, String(nowMs));
  // A user who came from a lab goes back there afterwards, however long the sign-in takes.
  keepWord(page.sessionStorage, nowMs);
  page.location.assign(loginUrl(basePath, page.location.pathname + page.location.search));
  return true;
};
