import { API_PREFIX, type EndpointName } from '@perijove/contracts';
import { text } from '../lib/text.js';
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { AppError } from '../lib/errors.js';
import type { LanguageOf } from '../lib/language.js';
import type { Logger } from '../lib/logger.js';
import type { RequestContexts } from '../lib/request-context.js';
import type { FindUser } from '../auth/access.js';
import { createApiDocs } from './api-docs.js';
import type { BlockOf } from '../auth/address-block.js';
import type { Authenticate } from '../auth/authenticate.js';
import { bindRoutes } from './bind.js';
import { bindTexts, type TextHandlers } from './bind-texts.js';
import { DATA_POLICY } from './content-policy.js';
import { errorHandler } from './error-handler.js';
import type { Handlers } from '../features/handler.js';
import { refuseForeignHosts, type AdmitHost } from './host-guard.js';
import { allowOrigins, type IsAllowedOrigin } from '../auth/allowed-origins.js';
import type { Charge, OpenPart } from './route-budgets.js';
import type { SessionSeal } from '../auth/session-cookie.js';
import type { TrustedProxies } from '../auth/trusted-proxies.js';

/** Parts of the app that are no JSON endpoints, mounted below the prefix in this order. */
export interface HttpAppParts {
  readonly prefix: string;
  readonly log: Logger;
  readonly authenticate: Authenticate;
  readonly seal: SessionSeal;
  readonly findUser: FindUser;
  readonly handlers: Handlers<EndpointName>;
  readonly texts: TextHandlers;
  readonly openApi: () => unknown;
  readonly routers: readonly Router[];
  readonly checkAnswers: boolean;
  readonly isAllowedOrigin: IsAllowedOrigin;
  readonly admitHost: AdmitHost;
  readonly requestContexts: RequestContexts;
  readonly trusted: TrustedProxies;
  readonly blockOf: BlockOf;
  readonly charge: Charge;
  readonly languageOf: LanguageOf;
}

const security = helmet({
  // Ours is written below: the strictest for all, and pages choose what they need.
  contentSecurityPolicy: false,
  xFrameOptions: { action: 'deny' },
  // Whether TLS is used is decided by the outermost proxy, not here.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'same-origin' },
});

/** The public HTTP interface: everything below the service prefix. */
export const createHttpApp = (parts: HttpAppParts): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(security, (_request, response, next) => {
    response.setHeader('Content-Security-Policy', DATA_POLICY);
    next();
  });
  app.use(refuseForeignHosts(parts.admitHost, parts.languageOf));

  const charging =
    (part: OpenPart): RequestHandler =>
    (request, _response, next) => {
      parts.charge(part, null, parts.blockOf(request));
      next();
    };
  const root = Router();
  root.use(`/${API_PREFIX}`, allowOrigins(parts.isAllowedOrigin));
  root.use([`/${API_PREFIX}/openapi.json`, `/${API_PREFIX}/docs`], charging('description'));
  root.use(`/${API_PREFIX}`, createApiDocs(parts.openApi));
  bindTexts(root, parts.texts, parts);
  bindRoutes(root, parts.handlers, parts);
  root.use(['/login', '/oauth_callback', '/logout'], charging('signingIn'));
  root.use(charging('files'));
  for (const router of parts.routers) root.use(router);
  app.use(parts.prefix, root);

  app.use(() => {
    throw new AppError('not_found', text('platform.requests.nothingHere'));
  });
  app.use(errorHandler(parts.log, parts.languageOf));
  return app;
};
