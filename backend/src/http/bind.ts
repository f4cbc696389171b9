import {
  API_PREFIX,
  GroupName,
  operations,
  routes,
  ServerName,
  UserName,
  VolumeName,
  type EndpointName,
  type RouteSpec,
} from '@perijove/contracts';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { z } from 'zod';
import { renderDeep } from '../lib/catalog.js';
import { AppError } from '../lib/errors.js';
import type { RequestContexts } from '../lib/request-context.js';
import { checkAccess, type FindUser } from '../auth/access.js';
import type { LanguageOf } from '../lib/language.js';
import { text } from '../lib/text.js';
import type { BlockOf } from '../auth/address-block.js';
import type { Authenticate, Authenticated } from '../auth/authenticate.js';
import { Reply, type Handlers } from '../features/handler.js';
import { checkAudit } from './audit-check.js';
import { requestContextOf } from './request-context.js';
import { parse } from './parse.js';
import type { Charge } from './route-budgets.js';
import type { SessionSeal } from '../auth/session-cookie.js';
import { provenByPage } from '../auth/xsrf.js';
import type { TrustedProxies } from '../auth/trusted-proxies.js';

/** What every request body may weigh; the largest real one names 10,000 users. */
const BODY_LIMIT = '1mb';

const paramSchemas: Readonly<Record<string, z.ZodType<string>>> = {
  user: UserName,
  server: ServerName,
  volume: VolumeName,
  group: GroupName,
  id: z.string().min(1).max(64),
};

interface LooseCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Authenticated['principal'] | null;
  readonly token: string | null;
}

const parseParams = (
  raw: Readonly<Record<string, unknown>>,
  language: string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name,
      parse(
        paramSchemas[name] ?? z.string().max(255),
        value,
        text('platform.requests.parts.address', { name }),
        language,
      ),
    ]),
  );

const requireJson: RequestHandler = (request, _response, next) => {
  const length = Number(request.headers['content-length'] ?? 0);
  const hasBody = length > 0 || request.headers['transfer-encoding'] !== undefined;
  if (hasBody && request.is('application/json') === false) {
    next(new AppError('unsupported_media_type', text('platform.requests.wantsJson')));
  } else next();
};

/** The caller is found before the body is read: strangers cannot make us parse megabytes. */
const identities = new WeakMap<Request, Authenticated | null>();

/** Who sent this request, once `identify` of the binder has run. */
export const authenticatedOf = (request: Request): Authenticated | null =>
  identities.get(request) ?? null;

/**
 * Mounts every endpoint of the contracts. A route reads as a checklist:
 * authenticate, prove the page, charge, validate the address, authorise, read and validate, act,
 * present.
 */
export const bindRoutes = (
  router: Router,
  handlers: Handlers<EndpointName>,
  deps: {
    readonly authenticate: Authenticate;
    readonly seal: SessionSeal;
    readonly findUser: FindUser;
    /** Checks answers and audit entries against the contract; costs time, so only tests switch it on. */
    readonly checkAnswers: boolean;
    readonly requestContexts: RequestContexts;
    readonly trusted: TrustedProxies;
    readonly blockOf: BlockOf;
    readonly charge: Charge;
    readonly languageOf: LanguageOf;
  },
): void => {
  const { authenticate, seal, findUser, checkAnswers, requestContexts, trusted } = deps;
  const json = express.json({ limit: BODY_LIMIT, strict: true });

  for (const { endpoint: name, method, path } of operations) {
    const route: RouteSpec = routes[name];
    // The default server is the one without a name.
    const unnamed: Record<string, string> = route.namedPath === undefined ? {} : { server: '' };
    const handler = handlers[name] as (call: LooseCall) => unknown;

    const admit: RequestHandler = async (request, _response, next) => {
      const found = await authenticate(request);
      const who = provenByPage(request, found, seal, route.access === 'anyone');
      identities.set(request, who);
      deps.charge(name, who?.principal ?? null, deps.blockOf(request));
      const params = parseParams(request.params, deps.languageOf(request));
      checkAccess(route.access, who?.principal ?? null, params, findUser);
      next();
    };

    const act: RequestHandler = async (request, response) => {
      const who = authenticatedOf(request);
      const language = deps.languageOf(request);
      const call: LooseCall = {
        params: { ...unnamed, ...parseParams(request.params, language) },
        query:
          route.query === undefined
            ? undefined
            : parse(route.query, request.query, text('platform.requests.parts.query'), language),
        body:
          route.body === undefined
            ? undefined
            : parse(route.body, request.body, text('platform.requests.parts.body'), language),
        caller: who?.principal ?? null,
        token: who?.token ?? null,
      };
      const context = requestContextOf(request, call.caller, trusted);
      const result = await requestContexts.run(context, () => handler(call));
      if (checkAnswers) checkAudit(name, route, context.recorded);
      const { status, body }: Reply<unknown> =
        result instanceof Reply
          ? (result as Reply<unknown>)
          : new Reply<unknown>(route.status, result);
      const rendered = renderDeep(body, language);
      response
        .status(status)
        .setHeader('Cache-Control', 'no-store')
        .json(checkAnswers ? route.response.parse(rendered) : rendered);
    };

    const readers = route.body === undefined ? [] : [requireJson, json];
    router[method](`/${API_PREFIX}${path.replace(/\{(\w+)\}/g, ':$1')}`, admit, ...readers, act);
  }

  router.use(`/${API_PREFIX}`, () => {
    throw new AppError('not_found', text('platform.requests.noAddress'));
  });
};
