import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { clientAddress } from './client-address.js';
import type { TrustedProxies } from './trusted-proxies.js';

/**
 * What an address counts as: with one IPv6 address comes its whole /64. IPv4 counts for itself,
 * and so does text that is no address.
 */
export const addressBlock = (address: string | null): string => {
  if (address === null) return 'unknown';
  const bare = address.split('%')[0] ?? '';
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const left = head.split(':').filter(Boolean);
  if (tail === undefined) return `${left.slice(0, 4).join(':')}::/64`;
  // An address inside that is written as IPv4 takes the room of two groups.
  const right = tail.split(':').filter(Boolean);
  const groups = right.length + (tail.includes('.') ? 1 : 0);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - groups) }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
};

/** The block from which a request comes. */
export type BlockOf = (request: IncomingMessage) => string;

export const createBlockOf =
  (trusted: TrustedProxies): BlockOf =>
  ({ headers, socket }) => {
    const forwarded = headers['x-forwarded-for'];
    const forwardedFor = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    const { remoteAddress: peer, localAddress: here } = socket;
    return addressBlock(clientAddress({ peer, here, forwardedFor }, trusted));
  };
