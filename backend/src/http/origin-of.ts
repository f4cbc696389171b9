import type { Request } from 'express';
import { isIP } from 'node:net';
import type { Origin } from '../platform/origins.js';
import { isSecure } from './cookies.js';
import type { Principal } from './principal.js';
import type { TrustedProxies } from './trusted-proxies.js';

/** An address as the trail shows it: an IPv4 address inside an IPv6 one is the same address. */
const plain = (address: string | undefined): string | null => {
  const bare = address?.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '') ?? '';
  return isIP(bare) === 0 ? null : bare;
};

/**
 * The address of the browser: the last one in X-Forwarded-For that is none of our proxies. Each
 * proxy appends the address that it sees, and JupyterHub's own, the only one that reaches us, was
 * the last to do so. Whatever stands before the first address that we do not trust was written by
 * somebody whom we do not trust.
 */
export const clientAddress = (
  forwardedFor: string | undefined,
  peer: string | undefined,
  trusted: TrustedProxies,
): string | null => {
  const chain = (forwardedFor ?? '').split(',').filter(part => part.trim() !== '');
  let address = plain(chain.pop() ?? peer);
  while (address !== null && trusted.has(address)) {
    const before = plain(chain.pop());
    if (before === null) break;
    address = before;
  }
  return address;
};

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
      Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      request.socket.remoteAddress,
      trusted,
    ),
    host: hostOf(request),
    secure: isSecure(request),
  };
};
