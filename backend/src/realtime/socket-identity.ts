import { routes, type Handshake, type Needs, type RefusalCode } from '@perijove/contracts';
import type { IncomingMessage } from 'node:http';
import { AppError } from '../lib/errors.js';
import { digest } from '../lib/ids.js';
import type { ServerKey } from '../features/domain-events.js';
import type {
  SocketAuth,
  AuthenticateSocket,
  Revalidate,
  ServerRights,
  ShownServer,
} from './socket-auth.js';
import { isAllowed, type FindUser } from '../auth/access.js';
import type { BlockOf } from '../auth/address-block.js';
import type { Identity } from '../auth/identity.js';
import type { Principal } from '../auth/principal.js';
import type { Tickets } from '../auth/tickets.js';

/** What opens the socket of a lab's page: the user who may enter the lab is at work there. */
const ENTERS: Needs = { scopes: ['access:servers'], over: 'server' };

/** Whether rights changed, or whose they are: then the page has to introduce itself again. */
const sameRights = (one: Principal, other: Principal): boolean =>
  one.name === other.name &&
  one.kind === other.kind &&
  one.admin === other.admin &&
  one.scopes.size === other.scopes.size &&
  [...one.scopes].every(scope => other.scopes.has(scope));

/** Null for an address that sent too many unknown tokens; all else is thrown on. */
const tooMany = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'rate_limited') return null;
  throw error;
};

/**
 * Admits pages to the socket by the same identities and the same rules as requests: a lab's token,
 * or a ticket that a signed-in page has just fetched.
 */
export const createSocketIdentity = (deps: {
  readonly identity: Identity;
  readonly tickets: Tickets;
  readonly findUser: FindUser;
  readonly blockOf: BlockOf;
}): { readonly authenticate: AuthenticateSocket; readonly revalidate: Revalidate } => {
  const { identity, tickets, findUser, blockOf } = deps;
  // Tokens stay out of the socket auth, which travels through the sockets' code and its logs.
  const tokens = new WeakMap<SocketAuth, string>();

  const rightsOver = (principal: Principal, server: ServerKey): ServerRights => {
    const may = (name: 'extendSession' | 'listServers' | 'listVolumes'): boolean =>
      isAllowed(routes[name].access, principal, server, findUser);
    if (!may('extendSession')) return 'look';
    return may('listServers') && may('listVolumes') ? 'own' : 'use';
  };

  /** The server that a page may show; null when it may not. */
  const shownTo = (principal: Principal, wanted: ServerKey, rule: Needs): ShownServer | null =>
    isAllowed(rule, principal, wanted, findUser)
      ? { ...wanted, rights: rightsOver(principal, wanted) }
      : null;
  const ownOf = (principal: Principal): ShownServer | null =>
    principal.kind === 'user'
      ? shownTo(principal, { user: principal.name, server: '' }, routes.getServer.access)
      : null;

  const proven = async (
    handshake: Handshake,
    request: IncomingMessage,
  ): Promise<{ principal: Principal; token: string } | RefusalCode> => {
    const holder = 'ticket' in handshake ? tickets.redeem(handshake.ticket) : null;
    const token = 'ticket' in handshake ? holder?.token : handshake.token;
    if (token === undefined) return 'unauthenticated';
    // A ticket proves that its page was signed in half a minute ago; its token, that it still is.
    const block = holder === null ? blockOf(request) : null;
    const found = await identity.resolve(token, block).catch(tooMany);
    if (found === null) return 'too_many_connections';
    if (found.kind === 'unknown') return 'unauthenticated';
    if (found.kind === 'forbidden') return 'forbidden';
    return { principal: { ...found.principal, via: holder?.principal.via ?? 'bearer' }, token };
  };

  return {
    authenticate: async (handshake, request) => {
      const proof = await proven(handshake, request);
      if (typeof proof === 'string') return { ok: false, code: proof };
      const { principal, token } = proof;
      const wanted =
        'server' in handshake && handshake.server !== undefined
          ? { user: handshake.server.user, server: handshake.server.name }
          : null;
      const shown = wanted === null ? ownOf(principal) : shownTo(principal, wanted, ENTERS);
      if (wanted !== null && shown === null) return { ok: false, code: 'forbidden' };
      const auth: SocketAuth = {
        principal,
        shown,
        lab: wanted !== null,
        credential: digest(token),
      };
      tokens.set(auth, token);
      return { ok: true, auth };
    },
    revalidate: async auth => {
      const token = tokens.get(auth);
      if (token === undefined) return 'ended';
      try {
        const found = await identity.resolve(token, null);
        if (found.kind !== 'principal') return 'ended';
        const now: Principal = { ...found.principal, via: auth.principal.via };
        const { principal, shown, lab } = auth;
        if (!sameRights(now, principal)) return 'ended';
        // The same scopes reach another user when the members of a group changed.
        const shownNow = shown === null || !lab ? ownOf(now) : shownTo(now, shown, ENTERS);
        return shownNow?.rights === shown?.rights ? 'valid' : 'ended';
      } catch {
        return 'unknown';
      }
    },
  };
};
