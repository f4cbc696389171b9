import type { Clock } from '../lib/clock.js';
import type { Hub, HubGroup } from './port.js';

/** Every group of JupyterHub, read beside the directory of users. */
export class GroupDirectory {
  private groups = new Map<string, HubGroup>();
  private lastRefreshMs: number | null = null;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly deps: {
      readonly hub: Pick<Hub, 'groups' | 'group'>;
      readonly clock: Clock;
      /** Told which groups came, went or differ from what was known. */
      readonly onChanged: (groups: readonly string[]) => void;
    },
  ) {}

  /** Sorted by name. */
  all(): readonly HubGroup[] {
    return [...this.groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  get(name: string): HubGroup | null {
    return this.groups.get(name) ?? null;
  }

  /** Null until the first success. */
  refreshedAtMs(): number | null {
    return this.lastRefreshMs;
  }

  /** Reads all groups again; callers at the same time share one reading. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** Reads one group again and remembers; null when there is none. */
  async refreshGroup(name: string): Promise<HubGroup | null> {
    const fresh = await this.deps.hub.group(name);
    if (same(fresh ?? undefined, this.groups.get(name))) return fresh;
    if (fresh === null) this.groups.delete(name);
    else this.groups.set(name, fresh);
    this.deps.onChanged([name]);
    return fresh;
  }

  private async read(): Promise<void> {
    const before = this.groups;
    this.groups = new Map((await this.deps.hub.groups()).map(group => [group.name, group]));
    const first = this.lastRefreshMs === null;
    this.lastRefreshMs = this.deps.clock.now();
    const names = new Set([...before.keys(), ...this.groups.keys()]);
    const changed = [...names].filter(name => !same(before.get(name), this.groups.get(name)));
    if (first || changed.length > 0) this.deps.onChanged(changed);
  }
}

const same = (a: HubGroup | undefined, b: HubGroup | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
