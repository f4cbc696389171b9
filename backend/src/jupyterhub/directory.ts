import type { Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';
import { createLoop } from '../lib/loop.js';
import type { Hub, HubServer, HubUser } from './port.js';

/** Everybody whom JupyterHub knows, read in the background so that no request waits for it. */
export interface Directory {
  /** Everybody as of `refreshedAtMs`, sorted by name. */
  all(): readonly HubUser[];
  get(user: string): HubUser | null;
  server(user: string, server: string): HubServer | null;
  /** Null until the first success; old when the hub is away. */
  refreshedAtMs(): number | null;
  /** Reads everybody anew; callers at the same time share one reading. */
  refresh(): Promise<void>;
  /** Reads one person anew and remembers; null when the hub does not know them. */
  refreshUser(user: string): Promise<HubUser | null>;
  /** What we have just changed ourselves, until the hub is read again. */
  moved(group: string, added: readonly string[], removed: readonly string[]): void;
  start(): void;
  stop(): Promise<void>;
}

export const createDirectory = (deps: {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly log: Logger;
  readonly intervalMs: number;
  readonly onRefreshed: () => void;
}): Directory => {
  const { hub, clock, log, intervalMs, onRefreshed } = deps;
  let people = new Map<string, HubUser>();
  let sorted: readonly HubUser[] | null = null;
  let refreshedAtMs: number | null = null;
  let reading: Promise<void> | null = null;

  const read = async (): Promise<void> => {
    const users = await hub.users();
    people = new Map(users.map(user => [user.name, user]));
    sorted = null;
    refreshedAtMs = clock.now();
    onRefreshed();
  };

  const refresh = (): Promise<void> => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };

  const loop = createLoop({
    name: 'directory',
    clock,
    log,
    intervalMs,
    pass: () =>
      refresh().catch((error: unknown) => log.warn(`the hub was not read: ${messageOf(error)}`)),
  });

  return {
    all: () =>
      (sorted ??= [...people.values()].sort((a, b) =>
        a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
      )),
    get: user => people.get(user) ?? null,
    server: (user, server) =>
      people.get(user)?.servers.find(candidate => candidate.name === server) ?? null,
    refreshedAtMs: () => refreshedAtMs,
    refresh,
    refreshUser: async user => {
      const fresh = await hub.user(user);
      if (fresh === null) people.delete(user);
      else people.set(user, fresh);
      sorted = null;
      return fresh;
    },
    moved: (group, added, removed) => {
      const move = (user: string, change: (groups: readonly string[]) => readonly string[]) => {
        const person = people.get(user);
        if (person !== undefined) people.set(user, { ...person, groups: change(person.groups) });
      };
      for (const user of added) {
        move(user, groups => (groups.includes(group) ? groups : [...groups, group]));
      }
      for (const user of removed) move(user, groups => groups.filter(name => name !== group));
      sorted = null;
    },
    start: () => loop.start(),
    stop: () => loop.stop(),
  };
};
