import { isIP, SocketAddress } from 'node:net';
import type { TrustedProxies } from './trusted-proxies.js';

/** Who called, at which of our addresses, and what the header says. */
export interface Caller {
  /** Undefined on a unix socket. */
  readonly peer: string | undefined;
  readonly here: string | undefined;
  readonly forwardedFor: string | undefined;
}

/** One spelling of an address: without a zone, and IPv4 inside IPv6 as IPv4; '' for other text. */
const plain = (text: string | undefined): string => {
  const bare = text?.trim().replace(/%.*$/, '') ?? '';
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : '';
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
};

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');

/**
 * JupyterHub's proxy shares the machine with whom it calls: over loopback, a unix socket, or, beside
 * a hub in a container, by the machine's own address.
 */
const isOnThisMachine = (address: string, here: string): boolean =>
  address === '' || address === here || isLoopback(address);

/**
 * The browser's address; null when nobody can tell. The same rule as the hub's, and both are held to
 * one table, `hub/tests/client_address_cases.json`.
 *
 * JupyterHub's proxy appends the address that it sees: that one word is believed of a caller who is
 * on this machine or was named by the operator, and so are those before it as far as they were
 * written by named proxies. All the rest was written by strangers.
 */
export const clientAddress = (
  caller: Caller,
  proxies: Pick<TrustedProxies, 'has'>,
): string | null => {
  let address = plain(caller.peer);
  if (!isOnThisMachine(address, plain(caller.here)) && !proxies.has(address)) return address;
  const chain = (caller.forwardedFor ?? '').split(',').filter(part => part.trim() !== '');
  while (chain.length > 0) {
    const before = plain(chain.pop());
    if (before === '') break;
    address = before;
    if (!proxies.has(address)) break;
  }
  return address === '' ? null : address;
};
