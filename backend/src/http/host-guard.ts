import { API_PREFIX } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { Request, RequestHandler } from 'express';
import type { AllowedHosts } from '../config/hosts.js';
import { AppError } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';

const words = strings.platform.foreignHost;

/** Says whether a request for this host is looked at at all. */
export type AdmitHost = (header: string | undefined) => boolean;

/**
 * Decides for requests and for sockets alike, and tells the operator once of each of the first few
 * names that were refused.
 */
export const createAdmitHost = (hosts: AllowedHosts, log: Logger): AdmitHost => {
  const told = new Set<string>();
  return header => {
    if (!hosts.enforced || hosts.has(header)) return true;
    const host = (header ?? '').slice(0, 255);
    if (!told.has(host) && told.size < 20) {
      told.add(host);
      log.warn(
        { host },
        'refused a request for this host; if users reach the platform under that name, add it to PERIJOVE_ALLOWED_HOSTS',
      );
    }
    return false;
  };
};

const page = `<!doctype html>
<html lang="${strings.common.language}"><head><meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title></head>
<body><h1>${words.title}</h1><p>${words.message}</p></body></html>
`;

const isForReaders = (request: Request): boolean =>
  !request.path.includes(`/${API_PREFIX}/`) && request.accepts(['json', 'html']) === 'html';

/** Stands before everything else: nothing is done for a request to a host that is not ours. */
export const refuseForeignHosts =
  (admit: AdmitHost): RequestHandler =>
  (request, response, next) => {
    if (admit(request.headers.host)) next();
    else if (isForReaders(request)) {
      response.status(421).setHeader('Cache-Control', 'no-store').type('html').send(page);
    } else next(new AppError('host_not_allowed', words.message));
  };
