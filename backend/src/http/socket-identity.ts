import type { Handshake } from '@perijove/contracts';
import { digest } from '../platform/ids.js';
import type { Admission, AuthenticateSocket, Revalidate } from '../realtime/admission.js';
import type { Identity } from './identity.js';
import { maySend } from './access.js';
import { mayAccessServer, type Principal } from './principal.js';
import type { Tickets } from './tickets.js';

type Shown = { readonly user: string; readonly server: string };

/** The server that a page may show; null when it may not. */
const shownTo = (principal: Principal, wanted: Shown | null): Shown | null => {
  const own: Shown = { user: principal.name, server: '' };
  if (wanted === null) return principal.kind === 'user' ? own : null;
  const self = principal.kind === 'user' && principal.name === wanted.user;
  return self || principal.admin || mayAccessServer(principal, wanted.user, wanted.server)
    ? wanted
    : null;
};

/**
 * Admits pages to the socket by the same identities as requests: a lab's token, or a ticket that a
 * signed-in page has just fetched.
 */
export const createSocketIdentity = (deps: {
  readonly identity: Identity;
  readonly tickets: Tickets;
}): { readonly authenticate: AuthenticateSocket; readonly revalidate: Revalidate } => {
  const { identity, tickets } = deps;
  // Tokens stay out of the admission, which travels through the sockets' code and its logs.
  const tokens = new WeakMap<Admission, string>();

  const proven = async (
    handshake: Handshake,
  ): Promise<{ principal: Principal; token: string } | 'unauthenticated' | 'forbidden'> => {
    if ('ticket' in handshake) return tickets.redeem(handshake.ticket) ?? 'unauthenticated';
    const found = await identity.resolve(handshake.token);
    if (found.kind === 'unknown') return 'unauthenticated';
    if (found.kind === 'forbidden') return 'forbidden';
    return { principal: { ...found.principal, via: 'bearer' }, token: handshake.token };
  };

  return {
    authenticate: async handshake => {
      const proof = await proven(handshake);
      if (typeof proof === 'string') return { ok: false, code: proof };
      const { principal, token } = proof;
      const wanted =
        'server' in handshake && handshake.server !== undefined
          ? { user: handshake.server.user, server: handshake.server.name }
          : null;
      const shown = shownTo(principal, wanted);
      if (wanted !== null && shown === null) return { ok: false, code: 'forbidden' };
      const admission: Admission = {
        principal,
        shown,
        lab: wanted !== null,
        credential: digest(token),
      };
      tokens.set(admission, token);
      return { ok: true, admission };
    },
    revalidate: async admission => {
      const token = tokens.get(admission);
      if (token === undefined) return 'ended';
      try {
        const found = await identity.resolve(token);
        if (found.kind !== 'principal') return 'ended';
        const now: Principal = { ...found.principal, via: admission.principal.via };
        const { principal, shown } = admission;
        const same = now.admin === principal.admin && maySend(now) === maySend(principal);
        return same && (shown === null || shownTo(now, shown) !== null) ? 'valid' : 'ended';
      } catch {
        return 'unknown';
      }
    },
  };
};
