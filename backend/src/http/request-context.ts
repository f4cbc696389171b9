import type { Request } from 'express';
import type { RequestContext } from '../lib/request-context.js';
import { clientAddress } from '../auth/client-address.js';
import { isSecure } from '../auth/cookies.js';
import type { Principal } from '../auth/principal.js';
import type { TrustedProxies } from '../auth/trusted-proxies.js';

const hostOf = (request: Request): string =>
  (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

/** Where a request came from, and who sent it. */
export const requestContextOf = (
  request: Request,
  who: Principal | null,
  trusted: TrustedProxies,
): RequestContext => {
  const forwarded = request.headers['x-forwarded-for'];
  return {
    actor: who?.name ?? null,
    actorKind: who?.kind ?? 'user',
    address: clientAddress(
      {
        peer: request.socket.remoteAddress,
        here: request.socket.localAddress,
        forwardedFor: Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      },
      trusted,
    ),
    host: hostOf(request),
    secure: isSecure(request),
    recorded: new Set(),
  };
};
