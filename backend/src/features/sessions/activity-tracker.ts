import type { Clock } from '../../lib/clock.js';
import type { DomainBus, ServerKey } from '../domain-events.js';
import { keyOf } from '../servers/key.js';

/**
 * When a server was last really used.
 *
 * JupyterHub counts every byte that passes the proxy, and an open JupyterLab asks its server for
 * kernels and sessions every few seconds: a forgotten tab would keep its server alive for ever.
 * While a page with our extensions is open, that page says when somebody touches it, and the lab
 * says when a kernel or terminal did something; the proxy's count is left out. The lab says as well
 * when it was asked for something else, by an app behind it or a program that uses its interface:
 * our pages ask it not to count what they ask for themselves. Without such a page the proxy's
 * count is all there is, and it counts: other clients talk to the server on purpose.
 */
export interface Attention {
  /** The last use, given what the hub reports; null when nothing is known. */
  lastActivityMs(key: ServerKey, hubMs: number | null): number | null;
  /** A kernel or terminal did something. */
  worked(key: ServerKey, atMs: number): void;
  /** The lab was asked for something that it counts as activity. */
  requested(key: ServerKey, atMs: number): void;
  /** A page of that lab is open. */
  isAttended(key: ServerKey): boolean;
  forget(key: ServerKey): void;
  close(): void;
}

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

/** @param hubMsOf - the hub's own report for that server, as of now */
export const createAttention = (deps: {
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly load: (key: ServerKey) => StoredAttention | null;
  readonly save: (key: ServerKey, stored: StoredAttention) => void;
  readonly hubMsOf: (key: ServerKey) => number | null;
}): Attention => {
  const { clock, bus, load, save, hubMsOf } = deps;
  const states = new Map<string, State>();
  const savedAtMs = new Map<string, number>();

  const stateOf = (key: ServerKey): State => {
    const known = states.get(keyOf(key.user, key.server));
    if (known !== undefined) return known;
    const stored = load(key);
    const state: State = {
      pages: 0,
      loud: 0,
      usedAtMs: stored?.usedAtMs ?? null,
      countsAfterMs: stored?.attended === true ? clock.now() + RETURN_MS : 0,
    };
    states.set(keyOf(key.user, key.server), state);
    return state;
  };

  const keep = (key: ServerKey, state: State): void => {
    savedAtMs.set(keyOf(key.user, key.server), clock.now());
    save(key, { usedAtMs: state.usedAtMs, attended: state.pages > 0 });
  };

  const lastActivityMs = (key: ServerKey, hubMs: number | null): number | null => {
    const state = stateOf(key);
    const counts = state.pages === 0 && (hubMs ?? 0) > state.countsAfterMs;
    return counts ? later(state.usedAtMs, hubMs) : (state.usedAtMs ?? hubMs);
  };

  const use = (key: ServerKey, atMs: number): void => {
    const state = stateOf(key);
    if (state.usedAtMs !== null && atMs <= state.usedAtMs) return;
    state.usedAtMs = atMs;
    if (clock.now() - (savedAtMs.get(keyOf(key.user, key.server)) ?? 0) >= SAVE_EVERY_MS) {
      keep(key, state);
    }
    bus.emit('server.changed', key);
  };

  const open = ({ quiet, ...key }: ServerKey & { readonly quiet: boolean }): void => {
    const state = stateOf(key);
    // What the hub reported until now was counted until now, and stays counted.
    if (state.pages === 0) state.usedAtMs = lastActivityMs(key, hubMsOf(key));
    state.pages += 1;
    if (!quiet) state.loud += 1;
    if (state.pages === 1) keep(key, state);
  };

  const shut = ({ quiet, ...key }: ServerKey & { readonly quiet: boolean }): void => {
    const state = stateOf(key);
    state.pages = Math.max(0, state.pages - 1);
    if (!quiet) state.loud = Math.max(0, state.loud - 1);
    if (state.pages > 0) return;
    state.countsAfterMs = clock.now() + SLACK_MS;
    keep(key, state);
  };

  const unsubscribe = [
    bus.on('lab.opened', open),
    bus.on('lab.closed', shut),
    bus.on('lab.used', key => use(key, clock.now())),
  ];

  return {
    lastActivityMs,
    worked: use,
    requested: (key, atMs) => {
      const { pages, loud, usedAtMs } = stateOf(key);
      // A page lets its own requests count for a moment after it has told of a use: that is no other.
      const own = atMs <= (usedAtMs ?? 0) + OWN_MS;
      // Without a page of ours the proxy counts the same, and more.
      if (pages > 0 && loud === 0 && !own) use(key, atMs);
    },
    isAttended: key => stateOf(key).pages > 0,
    forget: key => {
      const id = keyOf(key.user, key.server);
      const state = states.get(id);
      // Pages of the last run may still be open; only what they said is over.
      if (state !== undefined && state.pages > 0) state.usedAtMs = null;
      else states.delete(id);
      savedAtMs.delete(id);
    },
    close: () => unsubscribe.forEach(end => end()),
  };
};
