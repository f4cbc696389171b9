import { text } from '../lib/text.js';
import type { Request } from 'express';
import { AppError } from '../lib/errors.js';
import { readCookie, readCookies } from './cookies.js';
import type { BlockOf } from './address-block.js';
import type { Identity } from './identity.js';
import type { Principal } from './principal.js';
import {
  HUB_SESSION_COOKIE,
  SESSION_COOKIE,
  type BrowserSession,
  type SessionSeal,
} from './session-cookie.js';

/** The header in which a page of ours shows its secret. */
export const XSRF_HEADER = 'x-xsrftoken';

/** Who asks; `session` is set when a cookie proved it. */
export interface Authenticated {
  readonly principal: Principal;
  readonly token: string;
  readonly session: BrowserSession | null;
}

/** Finds out who sends a request. Null: nobody proved anything. Throws for bad proof. */
export type Authenticate = (request: Request) => Promise<Authenticated | null>;

const bearerOf = (request: Request): string | null => {
  const match = /^(?:bearer|token)\s+(\S+)$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
};

/**
 * A browser session that still belongs to the hub's own session, or null. Where a lab's page has
 * planted a session of its own beside it, the secret of our page tells which one is meant.
 */
export const openSession = async (
  request: Request,
  seal: SessionSeal,
): Promise<BrowserSession | null> => {
  const cookies = readCookies(request, SESSION_COOKIE);
  const opened = await Promise.all(cookies.map(cookie => seal.open(cookie)));
  // Signing out of the hub, or in as another user, changes the hub's session id.
  const hubSession = readCookie(request, HUB_SESSION_COOKIE) ?? '';
  const valid = opened.filter(session => session !== null && session.hubSession === hubSession);
  const secret = request.headers[XSRF_HEADER];
  const meant = valid.find(
    session => session !== null && typeof secret === 'string' && seal.xsrfMatches(session, secret),
  );
  return meant ?? valid[0] ?? null;
};

export const createAuthenticate = (
  identity: Identity,
  seal: SessionSeal,
  blockOf: BlockOf,
): Authenticate => {
  const principalOf = async (
    token: string,
    via: Principal['via'],
    block: string | null,
  ): Promise<Principal | null> => {
    const found = await identity.resolve(token, block);
    if (found.kind === 'forbidden') {
      throw new AppError('forbidden', text('platform.signIn.tokenMayNot'));
    }
    return found.kind === 'unknown' ? null : { ...found.principal, via };
  };

  return async request => {
    if (request.headers.authorization !== undefined) {
      const token = bearerOf(request);
      const principal =
        token === null ? null : await principalOf(token, 'bearer', blockOf(request));
      if (token === null || principal === null) {
        throw new AppError('unauthenticated', text('platform.signIn.unknownToken'));
      }
      return { principal, token, session: null };
    }
    const session = await openSession(request, seal);
    if (session === null) return null;
    const principal = await principalOf(session.token, 'session', null);
    return principal === null ? null : { principal, token: session.token, session };
  };
};
