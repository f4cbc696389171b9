import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseProxies } from '../config/networks.js';
import { clientAddress } from './client-address.js';

interface Case {
  readonly why: string;
  readonly peer: string;
  readonly here: string;
  readonly forwarded: string;
  readonly proxies: string;
  readonly address: string | null;
}

/** The hub is held to the same table. */
const file = fileURLToPath(
  new URL('../../../hub/tests/client_address_cases.json', import.meta.url),
);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

it.each(cases)('the address is $why', ({ peer, here, forwarded, proxies, address }) => {
  const trusted = parseProxies(proxies);
  if (typeof trusted === 'string') throw new Error(trusted);
  const caller = { peer: peer || undefined, here: here || undefined, forwardedFor: forwarded };
  expect(clientAddress(caller, trusted)).toBe(address);
});
