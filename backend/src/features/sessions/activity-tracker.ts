import type { ServerKey } from '../domain-events.js';
import { keyOf } from '../servers/key.js';
import type { Deps } from '../deps.js';

/** What is remembered of a server over restarts. */
export interface StoredAttention {
  readonly usedAtMs: number | null;
  readonly attended: boolean;
}

interface State {
  pages: number;
  /** Those of them whose own requests the lab counts. */
  loud: number;
  usedAtMs: number | null;
  /** The hub's reports count again after this. */
  countsAfterMs: number;
}

/** The last requests of a page that closes are reported up to this much later. */
const SLACK_MS = 60_000;
/** Pages connect again within this time after we were restarted. */
const RETURN_MS = 120_000;
/** What a lab counts so soon after a use may be the page's own. */
const OWN_MS = 15_000;
const SAVE_EVERY_MS = 30_000;

const later = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/**
 * When a server was last really used.
 *
 * JupyterHub counts every byte that passes the proxy, and an open JupyterLab asks its server for
 * kernels and sessions every few seconds: a forgotten tab would keep its server alive for ever.
 * While a page with our extensions is open, that page reports when its user touches it, and the lab
 * reports when a kernel or terminal did something; the proxy's count is left out. The lab says as well
 * when it was asked for something else, by an app behind it or a program that uses its interface:
 * our pages ask it not to count what they ask for themselves. Without such a page the proxy's
 * count is all there is, and it counts: other clients talk to the server on purpose.
 *
 * @param hubMsOf - the hub's own report for that server, as of now
 */
export class Attention {
  private readonly states = new Map<string, State>();
  private readonly savedAtMs = new Map<string, number>();
  private readonly unsubscribe = [
    this.deps.bus.on('lab.opened', event => this.open(event)),
    this.deps.bus.on('lab.closed', event => this.shut(event)),
    this.deps.bus.on('lab.used', key => this.worked(key, this.deps.clock.now())),
  ];

  constructor(
    private readonly deps: Deps<'clock' | 'bus'> & {
      readonly load: (key: ServerKey) => StoredAttention | null;
      readonly save: (key: ServerKey, stored: StoredAttention) => void;
      readonly hubMsOf: (key: ServerKey) => number | null;
    },
  ) {}

  /** The last use, given what the hub reports; null when nothing is known. */
  lastActivityMs(key: ServerKey, hubMs: number | null): number | null {
    const state = this.stateOf(key);
    const counts = state.pages === 0 && (hubMs ?? 0) > state.countsAfterMs;
    return counts ? later(state.usedAtMs, hubMs) : (state.usedAtMs ?? hubMs);
  }

  /** A kernel or terminal did something. */
  worked(key: ServerKey, atMs: number): void {
    const state = this.stateOf(key);
    if (state.usedAtMs !== null && atMs <= state.usedAtMs) return;
    state.usedAtMs = atMs;
    if (
      this.deps.clock.now() - (this.savedAtMs.get(keyOf(key.user, key.server)) ?? 0) >=
      SAVE_EVERY_MS
    ) {
      this.keep(key, state);
    }
    this.deps.bus.emit('server.changed', key);
  }

  /** The lab was asked for something that it counts as activity. */
  requested(key: ServerKey, atMs: number): void {
    const { pages, loud, usedAtMs } = this.stateOf(key);
    // A page lets its own requests count for a moment after it has told of a use: that is no other.
    const own = atMs <= (usedAtMs ?? 0) + OWN_MS;
    // Without a page of ours the proxy counts the same, and more.
    if (pages > 0 && loud === 0 && !own) this.worked(key, atMs);
  }

  /** A page of that lab is open. */
  isAttended(key: ServerKey): boolean {
    return this.stateOf(key).pages > 0;
  }

  forget(key: ServerKey): void {
    const id = keyOf(key.user, key.server);
    const state = this.states.get(id);
    // Pages of the last run may still be open; only what they said is over.
    if (state !== undefined && state.pages > 0) state.usedAtMs = null;
    else this.states.delete(id);
    this.savedAtMs.delete(id);
  }

  close(): void {
    this.unsubscribe.forEach(end => end());
  }

  private stateOf(key: ServerKey): State {
    const known = this.states.get(keyOf(key.user, key.server));
    if (known !== undefined) return known;
    const stored = this.deps.load(key);
    const state: State = {
      pages: 0,
      loud: 0,
      usedAtMs: stored?.usedAtMs ?? null,
      countsAfterMs: stored?.attended === true ? this.deps.clock.now() + RETURN_MS : 0,
    };
    this.states.set(keyOf(key.user, key.server), state);
    return state;
  }

  private keep(key: ServerKey, state: State): void {
    this.savedAtMs.set(keyOf(key.user, key.server), this.deps.clock.now());
    this.deps.save(key, { usedAtMs: state.usedAtMs, attended: state.pages > 0 });
  }

  private open({ quiet, ...key }: ServerKey & { readonly quiet: boolean }): void {
    const state = this.stateOf(key);
    // What the hub reported until now was counted until now, and stays counted.
    if (state.pages === 0) state.usedAtMs = this.lastActivityMs(key, this.deps.hubMsOf(key));
    state.pages += 1;
    if (!quiet) state.loud += 1;
    if (state.pages === 1) this.keep(key, state);
  }

  private shut({ quiet, ...key }: ServerKey & { readonly quiet: boolean }): void {
    const state = this.stateOf(key);
    state.pages = Math.max(0, state.pages - 1);
    if (!quiet) state.loud = Math.max(0, state.loud - 1);
    if (state.pages > 0) return;
    state.countsAfterMs = this.deps.clock.now() + SLACK_MS;
    this.keep(key, state);
  }
}
