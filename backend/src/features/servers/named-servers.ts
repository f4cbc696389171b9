import { isServerSlug } from '@perijove/contracts';
import { isClearName } from '@perijove/contracts/plain-text';
import { strings } from '@perijove/contracts/strings';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Hub, NamedServerRules } from '../../jupyterhub/port.js';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { ServerRepo } from './repo.js';
import type { ServerStore } from './store.js';

/** JupyterHub's configuration changes with a restart of it only. */
const FRESH_MS = 60_000;

/** Servers beside the default one, as far as JupyterHub allows them. */
export interface NamedServers {
  /** What JupyterHub allows; nothing while it never said. */
  rules(): Promise<NamedServerRules>;
  /** Names of a person's servers in order, without the default one. */
  namesOf(user: string): readonly string[];
  /**
   * Answers the display name to start it with: undefined where JupyterHub keeps none. Throws
   * `conflict` and `invalid_input` when JupyterHub would refuse a server of this name.
   */
  check(user: string, server: string, displayName?: string): Promise<string | undefined>;
  /** Stops it if it runs, and forgets it. Files stay: volumes are the person's. */
  remove(user: string, server: string): Promise<void>;
}

export const createNamedServers = (deps: {
  readonly hub: Hub;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly repo: ServerRepo;
  readonly store: ServerStore;
}): NamedServers => {
  const { hub, directory, clock, repo, store } = deps;
  let known: { readonly rules: NamedServerRules; readonly atMs: number } | null = null;

  const rules = async (): Promise<NamedServerRules> => {
    if (known !== null && clock.monotonicMs() - known.atMs < FRESH_MS) return known.rules;
    try {
      known = { rules: await hub.namedServerRules(), atMs: clock.monotonicMs() };
    } catch {
      // What it said last holds until it says otherwise.
    }
    return known?.rules ?? { allowed: false, limit: null, optionsForm: false, slugs: false };
  };

  const namesOf = (user: string): readonly string[] => {
    const own = repo.ofUser(user).map(row => row.name);
    const hubs = directory.get(user)?.servers.map(server => server.name) ?? [];
    return [...new Set([...own, ...hubs])].filter(name => name !== '').sort();
  };

  return {
    rules,
    namesOf,
    check: async (user, server, displayName) => {
      const { allowed, limit, slugs } = await rules();
      if (!allowed) {
        throw new AppError('conflict', strings.servers.noNamed);
      }
      const names = namesOf(user);
      if (!names.includes(server) && !isClearName(server)) {
        throw new AppError('invalid_input', strings.inputs.hiddenInName);
      }
      if (!names.includes(server) && slugs && !isServerSlug(server)) {
        throw new AppError('invalid_input', strings.servers.noSlug);
      }
      if (limit !== null && !names.includes(server) && names.length >= limit) {
        throw new AppError('conflict', strings.servers.namedLimit(limit));
      }
      return slugs ? displayName : undefined;
    },
    remove: async (user, server) => {
      if (!namesOf(user).includes(server)) {
        throw new AppError('server_not_found', strings.common.noServer(server));
      }
      await hub.removeServer(user, server);
      await directory.refreshUser(user);
      // The spawner's own call does the same; it does not come for what the hub never knew.
      if (directory.server(user, server) === null) store.forget(user, server);
    },
  };
};
