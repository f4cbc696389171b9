import type { Config } from '../../../config/config.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { GroupDirectory } from '../../../jupyterhub/group-directory.js';
import type { Limits } from '../../groups/limits.js';
import { keyOf } from '../key.js';
import type { ServerRepo, ServerRow } from '../repo.js';
import { policyOf, isSamePolicy, type LabPolicy } from '../lab-policy.js';
import type { ServerDeps } from '../deps.js';

/** The limits of a lab whose user's groups set none. */
export const defaultLimits = (config: Config): Limits => ({
  cpuCores: config.PERIJOVE_LAB_CPU_LIMIT,
  memoryBytes: config.PERIJOVE_LAB_MEMORY_LIMIT,
  pids: config.PERIJOVE_LAB_PIDS_LIMIT,
});

/** Compares the permissions and limits that labs were created with to those of today. */
export class OutdatedServers {
  private readonly defaults = defaultLimits(this.deps.config);
  /** Servers that were outdated at the last comparison. */
  private known = new Set<string>();
  private readonly unsubscribe = [
    this.deps.bus.on('users.refreshed', () => this.compare()),
    this.deps.bus.on('group.changed', () => this.compare()),
  ];

  constructor(
    private readonly deps: Pick<ServerDeps, 'config' | 'bus'> & {
      readonly directory: Pick<Directory, 'get'>;
      readonly groups: Pick<GroupDirectory, 'get' | 'refreshedAtMs'>;
      readonly repo: Pick<ServerRepo, 'all'>;
    },
  ) {}

  /**
   * The permissions of a lab that this user started now; null when the hub does not know the user.
   * @param asked - limits that the hub's configuration sets: only a start has them
   */
  now(user: string, asked: LabPolicy['asked']): LabPolicy | null {
    const hubUser = this.deps.directory.get(user);
    // Unknown until groups were read.
    if (hubUser === null || this.deps.groups.refreshedAtMs() === null) return null;
    return policyOf({
      groups: hubUser.groups,
      groupSettings: Object.fromEntries(
        hubUser.groups.map(name => [name, this.deps.groups.get(name)?.settings]),
      ),
      defaults: this.defaults,
      asked,
    });
  }

  /** Whether a fresh container would have other permissions or limits than this running lab. */
  isOutdated(row: ServerRow): boolean {
    if (row.phase !== 'running' || row.policy === null) return false;
    const today = this.now(row.user, row.policy.asked);
    return today !== null && !isSamePolicy(row.policy, today);
  }

  close(): void {
    this.unsubscribe.forEach(end => end());
  }

  /** Groups change in JupyterHub's own pages, too. */
  private compare(): void {
    const before = this.known;
    this.known = new Set();
    for (const row of this.deps.repo.all()) {
      const key = keyOf(row.user, row.name);
      const outdated = this.isOutdated(row);
      if (outdated) this.known.add(key);
      if (outdated !== before.has(key)) {
        this.deps.bus.emit('server.changed', { user: row.user, server: row.name });
      }
    }
  }
}
