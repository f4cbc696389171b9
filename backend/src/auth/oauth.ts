import { text } from '../lib/text.js';
import { createHash } from 'node:crypto';
import { Router, type CookieOptions, type Request, type Response } from 'express';
import { z } from 'zod';
import type { HubApi } from '../outgoing/hub-api.js';
import { AppError } from '../lib/errors.js';
import { newSecret, sameSecret } from '../lib/ids.js';
import { openSession } from './authenticate.js';
import { cookieOptions, readCookie } from './cookies.js';
import type { Identity } from './identity.js';
import {
  FLOW_COOKIE,
  HUB_SESSION_COOKIE,
  SESSION_COOKIE,
  type SessionSeal,
} from './session-cookie.js';
import { isForeign } from './xsrf.js';

/** How we are known to JupyterHub's OAuth provider. */
export interface OAuthOptions {
  readonly clientId: string;
  /** The browser's address of the hub's authorize page. */
  readonly authorizeUrl: string;
  /** Registered with the hub, path only unless user subdomains are in use. */
  readonly redirectUri: string;
  /** Service prefix, such as `/services/perijove/`. */
  readonly prefix: string;
  /** Whether other sites may show our pages in a frame. */
  readonly framed?: boolean;
}

const TokenModel = z.object({ access_token: z.string() });

/** A page of ours to return to, never another site. */
export const safeNext = (wanted: unknown, prefix: string): string => {
  if (typeof wanted !== 'string' || /[\\\p{Cc}]/u.test(wanted)) return prefix;
  let url: URL;
  try {
    url = new URL(wanted, `http://here.invalid${prefix}`);
  } catch {
    return prefix;
  }
  const ours = url.host === 'here.invalid' && url.pathname.startsWith(prefix);
  return ours ? `${url.pathname}${url.search}` : prefix;
};

const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url');

/** Signing in with the authorization code flow and PKCE (RFC 7636), and signing out. */
export const createOAuthRouter = (
  options: OAuthOptions,
  deps: {
    readonly seal: SessionSeal;
    readonly identity: Identity;
    readonly api: Pick<HubApi, 'exchangeCode'>;
    /** Ends, in the hub, what the browser with this token was given; fine when nothing is left. */
    readonly endSession: (token: string) => Promise<void>;
  },
): Router => {
  const { seal, identity, api, endSession } = deps;
  const router = Router();
  const cookieOf = (request: Request): CookieOptions =>
    cookieOptions(request, options.prefix, options.framed ?? false);

  const exchange = async (code: string, verifier: string): Promise<string> => {
    const { clientId, redirectUri } = options;
    const response = await api
      .exchangeCode({ clientId, code, verifier, redirectUri })
      .catch((error: unknown) => {
        throw new AppError('hub_unavailable', text('common.hubDoesNotAnswer'), { cause: error });
      });
    if (!response.ok) {
      throw new AppError('unauthenticated', text('platform.signIn.notAccepted'));
    }
    return TokenModel.parse(response.json()).access_token;
  };

  const login = async (request: Request, response: Response): Promise<void> => {
    const flow = {
      state: newSecret(),
      verifier: newSecret(),
      next: safeNext(request.query['next'], options.prefix),
    };
    response.cookie(FLOW_COOKIE, await seal.sealFlow(flow), {
      ...cookieOf(request),
      maxAge: 600_000,
    });
    const query = new URLSearchParams({
      client_id: options.clientId,
      redirect_uri: options.redirectUri,
      response_type: 'code',
      state: flow.state,
      code_challenge: challengeOf(flow.verifier),
      code_challenge_method: 'S256',
    });
    response.redirect(302, `${options.authorizeUrl}?${query.toString()}`);
  };

  const callback = async (request: Request, response: Response): Promise<void> => {
    const { code, state } = request.query;
    const cookie = readCookie(request, FLOW_COOKIE);
    const flow = cookie === null ? null : await seal.openFlow(cookie);
    response.clearCookie(FLOW_COOKIE, cookieOf(request));
    if (
      flow === null ||
      typeof code !== 'string' ||
      typeof state !== 'string' ||
      !sameSecret(state, flow.state)
    ) {
      // An old tab or a lost cookie: beginning again is safe and usually needs no password.
      response.redirect(302, `${options.prefix}login`);
      return;
    }
    const token = await exchange(code, flow.verifier);
    const hubSession = readCookie(request, HUB_SESSION_COOKIE) ?? '';
    response.cookie(SESSION_COOKIE, await seal.seal({ token, hubSession }), {
      ...cookieOf(request),
      maxAge: 14 * 24 * 3_600_000,
    });
    response.redirect(302, flow.next);
  };

  const logout = async (request: Request, response: Response): Promise<void> => {
    if (isForeign(request))
      throw new AppError('xsrf_failed', text('platform.signIn.signOutOnPage'));
    const session = await openSession(request, seal);
    response.clearCookie(SESSION_COOKIE, cookieOf(request));
    if (session !== null) {
      try {
        await endSession(session.token);
      } finally {
        identity.forget(session.token);
      }
    }
    response.status(204).end();
  };

  router.get('/login', login);
  router.get('/oauth_callback', callback);
  router.post('/logout', logout);
  return router;
};
