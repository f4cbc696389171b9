import type { Clock } from '../lib/clock.js';
import type { Hub, HubGroup } from './port.js';

/** Every group of JupyterHub, read beside the directory of people. */
export interface GroupDirectory {
  /** Sorted by name. */
  all(): readonly HubGroup[];
  get(name: string): HubGroup | null;
  /** Null until the first success. */
  refreshedAtMs(): number | null;
  /** Reads all groups anew; callers at the same time share one reading. */
  refresh(): Promise<void>;
  /** Reads one group anew and remembers; null when there is none. */
  refreshGroup(name: string): Promise<HubGroup | null>;
}

export const createGroupDirectory = (deps: {
  readonly hub: Pick<Hub, 'groups' | 'group'>;
  readonly clock: Clock;
  /** Told which groups came, went or differ from what was known. */
  readonly onChanged: (groups: readonly string[]) => void;
}): GroupDirectory => {
  const { hub, clock, onChanged } = deps;
  let groups = new Map<string, HubGroup>();
  let refreshedAtMs: number | null = null;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const before = groups;
    groups = new Map((await hub.groups()).map(group => [group.name, group]));
    const first = refreshedAtMs === null;
    refreshedAtMs = clock.now();
    const names = new Set([...before.keys(), ...groups.keys()]);
    const changed = [...names].filter(name => !same(before.get(name), groups.get(name)));
    if (first || changed.length > 0) onChanged(changed);
  };

  return {
    all: () => [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    get: name => groups.get(name) ?? null,
    refreshedAtMs: () => refreshedAtMs,
    refresh: () => {
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
    refreshGroup: async name => {
      const fresh = await hub.group(name);
      if (same(fresh ?? undefined, groups.get(name))) return fresh;
      if (fresh === null) groups.delete(name);
      else groups.set(name, fresh);
      onChanged([name]);
      return fresh;
    },
  };
};

const same = (a: HubGroup | undefined, b: HubGroup | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
