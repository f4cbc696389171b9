import type { Config } from '../../../config/config.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { GroupDirectory } from '../../../jupyterhub/group-directory.js';
import type { Limits } from '../../groups/limits.js';
import type { DomainBus } from '../../domain-events.js';
import { keyOf } from '../key.js';
import type { ServerRepo, ServerRow } from '../repo.js';
import { rulesOf, sameRules, type LabRules } from '../lab-rules.js';

/** What a lab gets where no group says anything. */
export const defaultLimits = (config: Config): Limits => ({
  cpuCores: config.PERIJOVE_LAB_CPU_LIMIT,
  memoryBytes: config.PERIJOVE_LAB_MEMORY_LIMIT,
  pids: config.PERIJOVE_LAB_PIDS_LIMIT,
});

/** Compares the rules that labs were made under with those of today. */
export interface RulesWatch {
  /**
   * The rules of a lab that this person started now; null for somebody whom the hub lacks.
   * @param asked - limits that the hub's configuration sets: only a start tells them
   */
  now(user: string, asked: LabRules['asked']): LabRules | null;
  /** Whether a fresh container would have other powers or limits than this running lab. */
  isOutdated(row: ServerRow): boolean;
  close(): void;
}

export const createRulesWatch = (deps: {
  readonly config: Config;
  readonly directory: Pick<Directory, 'get'>;
  readonly groups: Pick<GroupDirectory, 'get' | 'refreshedAtMs'>;
  readonly bus: DomainBus;
  readonly repo: Pick<ServerRepo, 'all'>;
}): RulesWatch => {
  const { directory, groups, bus, repo } = deps;
  const defaults = defaultLimits(deps.config);

  const now: RulesWatch['now'] = (user, asked) => {
    const person = directory.get(user);
    // Before groups were read nobody can tell, and nobody is told to restart.
    if (person === null || groups.refreshedAtMs() === null) return null;
    return rulesOf({
      groups: person.groups,
      groupSettings: Object.fromEntries(
        person.groups.map(name => [name, groups.get(name)?.settings]),
      ),
      defaults,
      asked,
    });
  };

  const isOutdated = (row: ServerRow): boolean => {
    if (row.phase !== 'running' || row.rules === null) return false;
    const today = now(row.user, row.rules.asked);
    return today !== null && !sameRules(row.rules, today);
  };

  /** Servers of which it was last told that they are behind. */
  let told = new Set<string>();
  /** Groups change in JupyterHub's own pages, too: whoever shows such a server hears of it. */
  const compare = (): void => {
    const before = told;
    told = new Set();
    for (const row of repo.all()) {
      const key = keyOf(row.user, row.name);
      const behind = isOutdated(row);
      if (behind) told.add(key);
      if (behind !== before.has(key)) {
        bus.emit('server.changed', { user: row.user, server: row.name });
      }
    }
  };
  const unsubscribe = [bus.on('users.refreshed', compare), bus.on('group.changed', compare)];

  return { now, isOutdated, close: () => unsubscribe.forEach(end => end()) };
};
