import { isServerSlug } from '@perijove/contracts';
import { isClearName } from '@perijove/contracts/plain-text';
import { text } from '../../lib/text.js';
import type { NamedServerRules } from '../../jupyterhub/port.js';
import { AppError } from '../../lib/errors.js';
import type { ServerDeps } from './deps.js';

/** JupyterHub's configuration changes with a restart of it only. */
const FRESH_MS = 60_000;

/** Servers beside the default one, as far as JupyterHub allows them. */
export class NamedServers {
  private known: { readonly rules: NamedServerRules; readonly atMs: number } | null = null;

  constructor(
    private readonly deps: Pick<ServerDeps, 'hub' | 'directory' | 'clock' | 'repo' | 'store'>,
  ) {}

  /** What JupyterHub allows; nothing until it answered once. */
  async rules(): Promise<NamedServerRules> {
    if (this.known !== null && this.deps.clock.monotonicMs() - this.known.atMs < FRESH_MS)
      return this.known.rules;
    try {
      this.known = {
        rules: await this.deps.hub.namedServerRules(),
        atMs: this.deps.clock.monotonicMs(),
      };
    } catch {
      // The last answer holds until there is another.
    }
    return this.known?.rules ?? { allowed: false, limit: null, optionsForm: false, slugs: false };
  }

  /** Names of a user's servers in order, without the default one. */
  namesOf(user: string): readonly string[] {
    const own = this.deps.repo.ofUser(user).map(row => row.name);
    const hubs = this.deps.directory.get(user)?.servers.map(server => server.name) ?? [];
    return [...new Set([...own, ...hubs])].filter(name => name !== '').sort();
  }

  /**
   * Returns the display name to start it with: undefined where JupyterHub keeps none. Throws
   * `conflict` and `invalid_input` when JupyterHub would refuse a server of this name.
   */
  async check(user: string, server: string, displayName?: string): Promise<string | undefined> {
    const { allowed, limit, slugs } = await this.rules();
    if (!allowed) {
      throw new AppError('conflict', text('servers.noNamed'));
    }
    const names = this.namesOf(user);
    if (!names.includes(server) && !isClearName(server)) {
      throw new AppError('invalid_input', text('inputs.hiddenInName'));
    }
    if (!names.includes(server) && slugs && !isServerSlug(server)) {
      throw new AppError('invalid_input', text('servers.noSlug'));
    }
    if (limit !== null && !names.includes(server) && names.length >= limit) {
      throw new AppError('conflict', text('servers.namedLimit', { count: limit }));
    }
    return slugs ? displayName : undefined;
  }

  /** Stops it if it runs, and forgets it. Files stay: volumes belong to the user. */
  async remove(user: string, server: string): Promise<void> {
    if (!this.namesOf(user).includes(server)) {
      throw new AppError('server_not_found', text('common.noServer', { server }));
    }
    await this.deps.hub.removeServer(user, server);
    await this.deps.directory.refreshUser(user);
    // The spawner's own call does the same, but never comes for a server that the hub does not know.
    if (this.deps.directory.server(user, server) === null) this.deps.store.forget(user, server);
  }
}
