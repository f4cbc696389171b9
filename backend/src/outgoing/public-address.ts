import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Where clouds tell machines their credentials.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(network, bits, 'ipv6');
}

/** Whether an address belongs to the Internet, and to nobody's own network or machine. */
export const isPublic = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0) return false;
  // BlockList looks through IPv4 addresses that are written as IPv6 ones.
  return !inside.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/**
 * Looks a name up as a connection is made, and refuses it unless all its addresses are public:
 * there is no moment between the check and its use.
 */
export const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[] | undefined) => {
    const addresses = found ?? [];
    const [first] = addresses;
    if (error !== null || first === undefined) {
      done(error ?? new Error(`no address of ${hostname}`), '', 0);
    } else if (!addresses.every(({ address }) => isPublic(address))) {
      done(new Error(`${hostname} is not a public address`), '', 0);
    } else if (options.all === true) {
      done(null, addresses);
    } else {
      done(null, first.address, first.family);
    }
  });
};
