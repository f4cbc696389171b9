import { strings } from '@perijove/contracts/strings';
import type { Request } from 'express';
import { AppError } from '../platform/errors.js';
import type { Authenticated } from './authenticate.js';
import type { SessionSeal } from './session-cookie.js';

/** Whether a browser says that another site's page, or another one of ours, sent this. */
export const isForeign = (request: Request): boolean => {
  const site = request.headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/**
 * Refuses a change that rides on a cookie without the token that only our pages know.
 * Bearer tokens need none: no browser sends them by itself.
 */
export const checkXsrf = (request: Request, who: Authenticated | null, seal: SessionSeal): void => {
  if (who === null || who.session === null || request.method === 'GET') return;
  const given = request.headers['x-xsrftoken'];
  if (isForeign(request) || typeof given !== 'string' || !seal.xsrfMatches(who.session, given)) {
    throw new AppError('xsrf_failed', strings.platform.requests.outdatedPage);
  }
};
