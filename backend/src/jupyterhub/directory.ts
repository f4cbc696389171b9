import type { Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';
import { Loop } from '../lib/loop.js';
import type { Hub, HubServer, HubUser } from './port.js';

/** All users of JupyterHub, read in the background so that no request waits for it. */
export class Directory {
  private users = new Map<string, HubUser>();
  private sorted: readonly HubUser[] | null = null;
  private lastRefreshMs: number | null = null;
  private reading: Promise<void> | null = null;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'directory',
    pass: () =>
      this.refresh().catch((error: unknown) =>
        this.deps.log.warn(`the hub was not read: ${messageOf(error)}`),
      ),
  });

  constructor(
    private readonly deps: {
      readonly hub: Hub;
      readonly clock: Clock;
      readonly log: Logger;
      readonly intervalMs: number;
      readonly onRefreshed: () => void;
    },
  ) {}

  /** All users as of `refreshedAtMs`, sorted by name. */
  all(): readonly HubUser[] {
    return (this.sorted ??= [...this.users.values()].sort((a, b) =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
    ));
  }

  get(user: string): HubUser | null {
    return this.users.get(user) ?? null;
  }

  server(user: string, server: string): HubServer | null {
    return this.users.get(user)?.servers.find(candidate => candidate.name === server) ?? null;
  }

  /** Null until the first success; old when the hub is away. */
  refreshedAtMs(): number | null {
    return this.lastRefreshMs;
  }

  /** Reads all users again; callers at the same time share one reading. */
  refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** Reads one user again and remembers; null when the hub does not know them. */
  async refreshUser(user: string): Promise<HubUser | null> {
    const fresh = await this.deps.hub.user(user);
    if (fresh === null) this.users.delete(user);
    else this.users.set(user, fresh);
    this.sorted = null;
    return fresh;
  }

  /** What we have just changed ourselves, until the hub is read again. */
  moved(group: string, added: readonly string[], removed: readonly string[]): void {
    const move = (user: string, change: (groups: readonly string[]) => readonly string[]) => {
      const known = this.users.get(user);
      if (known !== undefined) this.users.set(user, { ...known, groups: change(known.groups) });
    };
    for (const user of added) {
      move(user, groups => (groups.includes(group) ? groups : [...groups, group]));
    }
    for (const user of removed) move(user, groups => groups.filter(name => name !== group));
    this.sorted = null;
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async read(): Promise<void> {
    const fresh = await this.deps.hub.users();
    this.users = new Map(fresh.map(user => [user.name, user]));
    this.sorted = null;
    this.lastRefreshMs = this.deps.clock.now();
    this.deps.onRefreshed();
  }
}
