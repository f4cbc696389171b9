import type { ActivityStatus, Usage } from '@perijove/contracts';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import type { Clock } from '../../../lib/clock.js';
import type { DomainBus, ServerKey } from '../../domain-events.js';
import { statusOf, type ServerFacts } from './status.js';

/** Bytes of all volumes of a person, and when the oldest of the sizes was measured. */
export interface VolumesTotal {
  readonly bytes: number;
  readonly measuredAtMs: number;
  /** Names of volumes that reached the size from which people are warned. */
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
export interface Line extends ServerKey {
  readonly status: ActivityStatus;
  readonly usage: Usage | null;
  readonly volumes: VolumesTotal | null;
  readonly deadlineMs: number | null;
  readonly lastActivityMs: number | null;
  readonly score: number | null;
  readonly activeHours: number | null;
  readonly image: string | null;
  /** Whether only a fresh container would follow today's rules. */
  readonly rulesOutdated: boolean;
}

/** All lines of the activity list: one per server, and one for each person without any. */
export interface Lines {
  all(): readonly Line[];
  one(key: ServerKey): Line | null;
}

export const createLines = (deps: {
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly directory: Directory;
  readonly sources: ActivitySources;
  readonly usageOf: (key: ServerKey) => Usage | null;
  readonly scoreOf: (user: string) => number | null;
  readonly activeHoursOf: (user: string) => number | null;
  /** Changes whenever scores may have changed. */
  readonly scoreVersion: () => number;
  readonly inactiveAfterMs: number;
}): Lines => {
  const { clock, bus, directory, sources, usageOf, scoreOf, activeHoursOf, scoreVersion } = deps;
  const { inactiveAfterMs } = deps;
  const facts = new Map<string, ServerFacts | null>();
  const totals = new Map<string, VolumesTotal | null>();
  // Of ten thousand people a few hundred are here. The lines of the others change seldom, and
  // making them anew for every request would take most of its time.
  const offline = new Map<string, Line>();
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

  const lineOf = (person: HubUser, server: string, nowMs: number): Line => {
    const key = { user: person.name, server };
    const hub = person.servers.find(candidate => candidate.name === server) ?? null;
    const known = factsOf(key);
    const lastActivityMs = hub?.lastActivityMs ?? person.lastActivityMs;
    const status = statusOf({ facts: known, hub, lastActivityMs, nowMs, inactiveAfterMs });
    const here = status === 'active' || status === 'inactive';
    return {
      ...key,
      status,
      usage: here ? usageOf(key) : null,
      volumes: totalOf(person.name),
      deadlineMs: here ? (known?.deadlineMs ?? null) : null,
      lastActivityMs,
      score: scoreOf(person.name),
      activeHours: activeHoursOf(person.name),
      image: known?.image ?? null,
      rulesOutdated: here && known?.rulesOutdated === true,
    };
  };

  const withoutServer = (person: HubUser, nowMs: number): Line => {
    const known = offline.get(person.name);
    if (known?.lastActivityMs === person.lastActivityMs) return known;
    const line = lineOf(person, '', nowMs);
    if (line.status === 'offline') offline.set(person.name, line);
    return line;
  };

  return {
    all: () => {
      const nowMs = clock.now();
      if (offlineVersion !== scoreVersion()) offline.clear();
      offlineVersion = scoreVersion();
      const lines: Line[] = [];
      for (const person of directory.all()) {
        if (person.servers.length === 0) lines.push(withoutServer(person, nowMs));
        else for (const { name } of person.servers) lines.push(lineOf(person, name, nowMs));
      }
      return lines;
    },
    one: key => {
      const person = directory.get(key.user);
      if (person === null) return null;
      // Somebody who only ever used named servers has no line for the default one.
      const unused = key.server === '' && factsOf(key) === null;
      if (unused && !person.servers.every(({ name }) => name === '')) return null;
      return lineOf(person, key.server, clock.now());
    },
  };
};
