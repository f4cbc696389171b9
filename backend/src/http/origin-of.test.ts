import { parseProxies } from '../config/networks.js';
import { clientAddress } from './origin-of.js';

const PROXIES = '172.16.0.0/12';

describe('the address of the browser', () => {
  it.each([
    ['what the proxy saw', '10.0.0.7', '', '10.0.0.7'],
    ['the last one, for the others may be made up', '6.6.6.6, 10.0.0.7', '', '10.0.0.7'],
    ['what a trusted proxy saw', '10.0.0.7, 172.18.0.2', PROXIES, '10.0.0.7'],
    ['behind a chain of them', '10.0.0.7, 172.18.0.2, 172.19.0.2', PROXIES, '10.0.0.7'],
    [
      'never what was told to the first of them',
      '6.6.6.6, 10.0.0.7, 172.18.0.2',
      PROXIES,
      '10.0.0.7',
    ],
    ['that of a proxy when nobody stands before it', '172.18.0.2', PROXIES, '172.18.0.2'],
    ['that of a proxy when rubbish stands before it', '<b>, 172.18.0.2', PROXIES, '172.18.0.2'],
    ['an IPv4 address in its plain form', '::ffff:10.0.0.7', '', '10.0.0.7'],
    ['an IPv6 address', '2001:db8::7', '', '2001:db8::7'],
    ['unknown when it is no address', '<script>', '', null],
    ['the peer without a proxy', undefined, '', '127.0.0.1'],
    ['the peer when the header is empty', ' , ', '', '127.0.0.1'],
  ])('is %s', (_words, forwarded, proxies, address) => {
    const trusted = parseProxies(proxies);
    if (typeof trusted === 'string') throw new Error(trusted);
    expect(clientAddress(forwarded, '127.0.0.1', trusted)).toBe(address);
  });
});
