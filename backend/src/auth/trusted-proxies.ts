import { lookup } from 'node:dns/promises';
import type { ProxyList } from '../config/networks.js';
import type { Clock } from '../lib/clock.js';

/** A proxy in a container has another address after it was recreated. */
const FRESH_MS = 60_000;
/** One that has no address has perhaps not started yet: it is looked for again soon. */
const RETRY_MS = 1000;

const resolve = async (name: string): Promise<readonly string[]> =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/**
 * The proxies whose word about an address is believed.
 *
 * Knows the proxies by their addresses, and by their names as DNS had them a moment ago. A name is
 * looked up beside the request: what the answer changes holds from the next one on.
 */
export class TrustedProxies {
  private readonly ask = this.deps.resolve ?? resolve;
  private known: ReadonlySet<string> = new Set();
  private freshUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly proxies: ProxyList,
    private readonly deps: { readonly clock: Clock; readonly resolve?: typeof resolve },
  ) {
    // Before the first request needs it.
    this.renewWhenOld();
  }

  has(address: string): boolean {
    this.renewWhenOld();
    return this.proxies.has(address) || this.known.has(address);
  }

  private async renew(): Promise<void> {
    // A name that is not known now is no reason to forget the others.
    const answers = await Promise.all(
      this.proxies.names.map(name => this.ask(name).catch(() => [])),
    );
    this.known = new Set(answers.flat());
    if (answers.some(({ length }) => length === 0)) {
      this.freshUntilMs = this.deps.clock.monotonicMs() + RETRY_MS;
    }
  }

  private renewWhenOld(): void {
    const now = this.deps.clock.monotonicMs();
    if (this.proxies.names.length === 0 || now < this.freshUntilMs) return;
    this.freshUntilMs = now + FRESH_MS;
    void this.renew();
  }
}
