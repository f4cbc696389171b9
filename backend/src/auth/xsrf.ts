import { text } from '../lib/text.js';
import type { Request } from 'express';
import { AppError } from '../lib/errors.js';
import { XSRF_HEADER, type Authenticated } from './authenticate.js';
import type { SessionSeal } from './session-cookie.js';

/** Whether a browser says that another site's page, or another one of ours, sent this. */
export const isForeign = (request: Request): boolean => {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/**
 * Whether the browser leads its user somewhere, as opposed to a script that reads an answer. Browsers
 * tell it over TLS and to localhost; over plain HTTP nobody can know.
 */
export const isNavigation = (request: Request): boolean =>
  (request.headers['sec-fetch-mode'] ?? 'navigate') === 'navigate';

/**
 * Whether the answer becomes a page that its user sees, and no script reads: a window or tab of its
 * own, or a frame where the policy of the answer says whose.
 */
export const isDocument = (request: Request, mayBeFramed: boolean): boolean => {
  const becomes = request.headers['sec-fetch-dest'] ?? 'document';
  const fits = becomes === 'document' || (mayBeFramed && becomes === 'iframe');
  return isNavigation(request) && fits;
};

const isProven = (request: Request, who: Authenticated, seal: SessionSeal): boolean => {
  if (who.session === null) return true;
  const given = request.headers[XSRF_HEADER];
  return !isForeign(request) && typeof given === 'string' && seal.xsrfMatches(who.session, given);
};

/**
 * A cookie proves nothing by itself, not even for reading: browsers send it for every page of the
 * host, and labs are pages of the host. Beside it stands the secret that only the HTML of our pages
 * carries. Bearer tokens need none: no browser sends them by itself.
 * @param open - the route is for anyone: without the secret the caller is nobody
 * @throws `xsrf_failed`, before anything is told of what the caller may do
 */
export const provenByPage = (
  request: Request,
  who: Authenticated | null,
  seal: SessionSeal,
  open: boolean,
): Authenticated | null => {
  if (who === null || isProven(request, who, seal)) return who;
  if (open) return null;
  throw new AppError('xsrf_failed', text('platform.requests.outdatedPage'));
};
