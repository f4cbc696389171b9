import { BlockList, isIP } from 'node:net';

/** Proxies as an operator names them: by address or network, or by a name that DNS knows. */
export interface ProxyList {
  has(address: string): boolean;
  readonly names: readonly string[];
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i;

/** Addresses, networks in CIDR form and names, separated by commas. Refuses with words. */
export const parseProxies = (value: string): ProxyList | string => {
  const list = new BlockList();
  const names: string[] = [];
  for (const part of value.split(',').map(entry => entry.trim())) {
    if (part === '') continue;
    const [address = '', prefix] = part.split('/');
    if (isIP(address) === 0 && prefix === undefined && NAME.test(address)) {
      names.push(address);
      continue;
    }
    const bits = isIP(address) === 6 ? 128 : 32;
    const length = prefix === undefined ? bits : Number(prefix === '' ? NaN : prefix);
    if (isIP(address) === 0 || !Number.isInteger(length) || length < 0 || length > bits) {
      return 'must be addresses, networks or names such as 10.0.0.5, 172.16.0.0/12 or proxy.lan, separated by commas';
    }
    list.addSubnet(address, length, family(address));
  }
  return { has: address => list.check(address, family(address)), names };
};
