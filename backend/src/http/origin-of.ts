import type { Request } from 'express';
import type { Origin } from '../platform/origins.js';
import { clientAddress } from './client-address.js';
import { isSecure } from './cookies.js';
import type { Principal } from './principal.js';
import type { TrustedProxies } from './trusted-proxies.js';

const hostOf = (request: Request): string =>
  (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

/** Where a request came from, and who sent it. */
export const originOf = (
  request: Request,
  who: Principal | null,
  trusted: TrustedProxies,
): Origin => {
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
  };
};
