import type { ActivityStatus, Usage } from '@perijove/contracts';
import type { ActiveUsers } from '../../sessions/active-users.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import type { Clock } from '../../../lib/clock.js';
import type { DomainBus, ServerKey } from '../../domain-events.js';
import { statusOf, type ServerFacts } from './status.js';

/** Bytes of all volumes of a user, and when the oldest of the sizes was measured. */
export interface VolumesTotal {
  readonly bytes: number;
  readonly measuredAtMs: number;
  /** Names of volumes that reached the size from which users are warned. */
  readonly large: readonly string[];
}

/** What other features know; asked once and then again when they say that it changed. */
export interface ActivitySources {
  /** Null when that server was never started. */
  serverRow(user: string, server: string): ServerFacts | null;
  /** Null when nothing was measured yet. */
  volumesBytes(user: string): VolumesTotal | null;
}

/** Everything that the list can be sorted by, of one server. */
export interface ListRow extends ServerKey {
  readonly status: ActivityStatus;
  readonly usage: Usage | null;
  readonly volumes: VolumesTotal | null;
  readonly deadlineMs: number | null;
  readonly lastActivityMs: number | null;
  readonly score: number | null;
  readonly activeHours: number | null;
  readonly image: string | null;
  /** Whether only a fresh container would follow today's rules. */
  readonly settingsOutdated: boolean;
}

/** All rows of the activity list: one per server, and one for each user without a server. */
export interface ListRows {
  all(): readonly ListRow[];
  one(key: ServerKey): ListRow | null;
}

export const createListRows = (deps: {
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly directory: ActiveUsers;
  readonly sources: ActivitySources;
  readonly usageOf: (key: ServerKey) => Usage | null;
  readonly scoreOf: (user: string) => number | null;
  readonly activeHoursOf: (user: string) => number | null;
  /** Changes whenever scores may have changed. */
  readonly scoreVersion: () => number;
  readonly inactiveAfterMs: number;
}): ListRows => {
  const { clock, bus, directory, sources, usageOf, scoreOf, activeHoursOf, scoreVersion } = deps;
  const { inactiveAfterMs } = deps;
  const facts = new Map<string, ServerFacts | null>();
  const totals = new Map<string, VolumesTotal | null>();
  // Of ten thousand users a few hundred are active. The rows of the others change seldom, and
  // creating them for every request would take most of its time.
  const offline = new Map<string, ListRow>();
  let offlineVersion = -1;
  const idOf = (key: ServerKey): string => `${key.user}/${key.server}`;

  const forgetServer = (key: ServerKey): void => {
    facts.delete(idOf(key));
    offline.delete(key.user);
  };
  // These listeners live as long as the process, as the caches do.
  bus.on('server.changed', forgetServer);
  bus.on('server.started', forgetServer);
  bus.on('server.stopped', forgetServer);
  bus.on('volumes.changed', ({ user }) => {
    totals.delete(user);
    offline.delete(user);
  });

  const factsOf = (key: ServerKey): ServerFacts | null => {
    const id = idOf(key);
    const known = facts.get(id);
    if (known !== undefined) return known;
    const asked = sources.serverRow(key.user, key.server);
    facts.set(id, asked);
    return asked;
  };

  const totalOf = (user: string): VolumesTotal | null => {
    const known = totals.get(user);
    if (known !== undefined) return known;
    const asked = sources.volumesBytes(user);
    totals.set(user, asked);
    return asked;
  };

  const lineOf = (user: HubUser, server: string, nowMs: number): ListRow => {
    const key = { user: user.name, server };
    const hub = user.servers.find(candidate => candidate.name === server) ?? null;
    const known = factsOf(key);
    const lastActivityMs = hub?.lastActivityMs ?? user.lastActivityMs;
    const status = statusOf({ facts: known, hub, lastActivityMs, nowMs, inactiveAfterMs });
    const here = status === 'active' || status === 'inactive';
    return {
      ...key,
      status,
      usage: here ? usageOf(key) : null,
      volumes: totalOf(user.name),
      deadlineMs: here ? (known?.deadlineMs ?? null) : null,
      lastActivityMs,
      score: scoreOf(user.name),
      activeHours: activeHoursOf(user.name),
      image: known?.image ?? null,
      settingsOutdated: here && known?.settingsOutdated === true,
    };
  };

  const withoutServer = (user: HubUser, nowMs: number): ListRow => {
    const known = offline.get(user.name);
    if (known?.lastActivityMs === user.lastActivityMs) return known;
    const row = lineOf(user, '', nowMs);
    if (row.status === 'offline') offline.set(user.name, row);
    return row;
  };

  return {
    all: () => {
      const nowMs = clock.now();
      if (offlineVersion !== scoreVersion()) offline.clear();
      offlineVersion = scoreVersion();
      const rows: ListRow[] = [];
      for (const user of directory.all()) {
        if (user.servers.length === 0) rows.push(withoutServer(user, nowMs));
        else for (const { name } of user.servers) rows.push(lineOf(user, name, nowMs));
      }
      return rows;
    },
    one: key => {
      const user = directory.get(key.user);
      if (user === null) return null;
      // A user who only used named servers has no row for the default server.
      const unused = key.server === '' && factsOf(key) === null;
      if (unused && !user.servers.every(({ name }) => name === '')) return null;
      return lineOf(user, key.server, clock.now());
    },
  };
};
