import { API_PREFIX } from '@perijove/contracts';
import type { Request, RequestHandler } from 'express';
import type { AllowedHosts } from '../config/hosts.js';
import { render } from '../lib/catalog.js';
import { AppError } from '../lib/errors.js';
import type { LanguageOf } from '../lib/language.js';
import type { Logger } from '../lib/logger.js';
import { text } from '../lib/text.js';

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

const page = (language: string): string => {
  const title = render(text('platform.foreignHost.title'), language);
  const message = render(text('platform.foreignHost.message'), language);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title></head>
<body><h1>${title}</h1><p>${message}</p></body></html>
`;
};

const isForReaders = (request: Request): boolean =>
  !request.path.includes(`/${API_PREFIX}/`) && request.accepts(['json', 'html']) === 'html';

/** Stands before everything else: nothing is done for a request to a host that is not ours. */
export const refuseForeignHosts =
  (admit: AdmitHost, languageOf: LanguageOf): RequestHandler =>
  (request, response, next) => {
    if (admit(request.headers.host)) next();
    else if (isForReaders(request)) {
      response
        .status(421)
        .setHeader('Cache-Control', 'no-store')
        .type('html')
        .send(page(languageOf(request)));
    } else next(new AppError('host_not_allowed', text('platform.foreignHost.message')));
  };
