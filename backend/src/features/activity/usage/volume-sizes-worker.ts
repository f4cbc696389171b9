import type { Clock } from '../../../lib/clock.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { DomainBus } from '../../domain-events.js';
import type { VolumesTotal } from '../list/rows.js';
import type { VolumeSizesRepo } from './volume-sizes-repo.js';

const EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Records the sizes of user volumes. */
export interface VolumeSizesWorker {
  start(): void;
  stop(): Promise<void>;
}

/**
 * @param totalOf - all volumes of a user together; null when nothing was measured yet
 */
export const createVolumeSizesWorker = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly bus: DomainBus;
  readonly repo: VolumeSizesRepo;
  readonly totalOf: (user: string) => VolumesTotal | null;
}): VolumeSizesWorker => {
  const { clock, log, bus, repo, totalOf } = deps;
  /** Gathered for a minute: every sum looks through all volumes. */
  const changed = new Set<string>();
  let purgedHour: number | null = null;

  const write = (): void => {
    const totals = [...changed].flatMap(user => {
      const total = totalOf(user);
      return total === null ? [] : [{ user, bytes: total.bytes }];
    });
    changed.clear();
    if (totals.length > 0) repo.record(clock.now(), totals);
  };

  const loop = createLoop({
    name: 'sizes of volumes over time',
    clock,
    log,
    intervalMs: EVERY_MS,
    pass: () => {
      write();
      const hour = Math.floor(clock.now() / HOUR_MS);
      if (hour !== purgedHour) repo.purge(clock.now());
      purgedHour = hour;
      return Promise.resolve();
    },
  });
  let unsubscribe: (() => void) | null = null;

  return {
    start: () => {
      unsubscribe ??= bus.on('volumes.changed', ({ user }) => void changed.add(user));
      loop.start();
    },
    stop: async () => {
      unsubscribe?.();
      unsubscribe = null;
      await loop.stop();
      write();
    },
  };
};
