import { strings } from '@perijove/contracts/strings';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { Clock } from '../../../lib/clock.js';
import type { DomainBus } from '../../domain-events.js';
import type { Failure } from '../start/failure.js';
import { keyOf } from '../key.js';
import { ROUTING_MS } from '../phase.js';
import type { ServerRepo, ServerRow } from '../repo.js';

/** A hub that has just been started still looks for its servers; this long it is believed. */
const LOST_MS = 60_000;

/** Tells of labs that run and that nobody can open: they must not be shown as running. */
export interface Reach {
  /** Why nobody gets to this running lab, in words; null when people do, or when it is over. */
  trouble(row: ServerRow): Failure | null;
  close(): void;
}

const unreachable: Failure = { code: 'unreachable', message: strings.servers.cutOff };
const lost: Failure = { code: 'lost', message: strings.servers.lost };

export const createReach = (deps: {
  readonly directory: Directory;
  readonly clock: Clock;
  readonly bus: DomainBus;
  readonly repo: ServerRepo;
}): Reach => {
  const { directory, clock, bus, repo } = deps;
  /** Since when the hub does not lead to a lab that runs. */
  const since = new Map<string, number>();

  const isLost = (row: ServerRow): boolean =>
    clock.now() - (since.get(keyOf(row.user, row.name)) ?? Infinity) >= LOST_MS;

  const leadsThere = (row: ServerRow): boolean => {
    const seen = directory.server(row.user, row.name);
    return seen !== null && (seen.ready || seen.pending !== null);
  };

  const compare = (): void => {
    for (const row of repo.all()) {
      const key = keyOf(row.user, row.name);
      const settled =
        row.phase === 'running' && clock.now() - (row.startedAtMs ?? clock.now()) >= ROUTING_MS;
      if (!settled || leadsThere(row)) {
        if (since.delete(key)) bus.emit('server.changed', { user: row.user, server: row.name });
      } else {
        if (!since.has(key)) since.set(key, clock.now());
        else if (isLost(row)) bus.emit('server.changed', { user: row.user, server: row.name });
      }
    }
  };
  const unsubscribe = bus.on('users.refreshed', compare);

  return {
    trouble: row => {
      if (row.phase !== 'running') return null;
      if (row.url === null) return unreachable;
      // What was just read of this person alone is newer than the last comparison.
      return isLost(row) && !leadsThere(row) ? lost : null;
    },
    close: unsubscribe,
  };
};
