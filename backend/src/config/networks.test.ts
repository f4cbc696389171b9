import { parseProxies } from './networks.js';

const trusts = (value: string, address: string): boolean => {
  const parsed = parseProxies(value);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed.has(address);
};

it.each([
  ['', '10.0.0.1', false],
  ['10.0.0.1', '10.0.0.1', true],
  ['10.0.0.1', '10.0.0.2', false],
  ['172.16.0.0/12, 10.0.0.1', '172.31.255.255', true],
  ['172.16.0.0/12', '172.32.0.1', false],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '10.0.0.1', false],
  ['0.0.0.0/0', '8.8.8.8', true],
])('%j has %s: %s', (value, address, has) => {
  expect(trusts(value, address)).toBe(has);
});

it.each(['-traefik', 'a b', '10.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/x', '::1/129'])(
  'refuses %j with words',
  value => {
    expect(parseProxies(value)).toMatch(/^must be addresses/);
  },
);

it('keeps names, for DNS to know', () => {
  expect(parseProxies('traefik, 10.0.0.1,proxy.lan')).toMatchObject({
    names: ['traefik', 'proxy.lan'],
  });
});
