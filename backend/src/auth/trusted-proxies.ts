import { lookup } from 'node:dns/promises';
import type { ProxyList } from '../config/networks.js';
import type { Clock } from '../lib/clock.js';

/** The proxies whose word about an address is believed. */
export interface TrustedProxies {
  has(address: string): boolean;
}

/** A proxy in a container has another address after it was made anew. */
const FRESH_MS = 60_000;
/** One that has no address has perhaps not started yet: it is looked for again soon. */
const RETRY_MS = 1000;

const resolve = async (name: string): Promise<readonly string[]> =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * Knows the proxies by their addresses, and by their names as DNS had them a moment ago. A name is
 * looked up beside the request: what the answer changes holds from the next one on.
 */
export const createTrustedProxies = (
  proxies: ProxyList,
  deps: { readonly clock: Clock; readonly resolve?: typeof resolve },
): TrustedProxies => {
  const ask = deps.resolve ?? resolve;
  let known: ReadonlySet<string> = new Set();
  let freshUntilMs = Number.NEGATIVE_INFINITY;

  const renew = async (): Promise<void> => {
    // A name that is not known now is no reason to forget the others.
    const answers = await Promise.all(proxies.names.map(name => ask(name).catch(() => [])));
    known = new Set(answers.flat());
    if (answers.some(({ length }) => length === 0)) {
      freshUntilMs = deps.clock.monotonicMs() + RETRY_MS;
    }
  };
  const renewWhenOld = (): void => {
    const now = deps.clock.monotonicMs();
    if (proxies.names.length === 0 || now < freshUntilMs) return;
    freshUntilMs = now + FRESH_MS;
    void renew();
  };
  // Before the first request needs it.
  renewWhenOld();

  return {
    has: address => {
      renewWhenOld();
      return proxies.has(address) || known.has(address);
    },
  };
};
