import { AsyncLocalStorage } from 'node:async_hooks';

/** Where the request that is being served came from. */
export interface Origin {
  /** Who sent it; null for strangers. */
  readonly actor: string | null;
  readonly actorKind: 'user' | 'service';
  /** The IP address of the sender as far as our own proxies tell; null when nobody can. */
  readonly address: string | null;
  /** The host that the browser asked for, without a port. */
  readonly host: string;
  /** Whether the browser speaks TLS to the outermost proxy. */
  readonly secure: boolean;
}

/**
 * Carries the origin of a request along with everything that is done for it, so that the audit
 * trail can name it without every service having to pass it on.
 */
export interface Origins {
  run<T>(origin: Origin, work: () => T): T;
  /** The origin of the request that is being served; null for work that nobody asked for. */
  current(): Origin | null;
}

export const createOrigins = (): Origins => {
  const storage = new AsyncLocalStorage<Origin>();
  return {
    run: (origin, work) => storage.run(origin, work),
    current: () => storage.getStore() ?? null,
  };
};
