import type { Engine } from '../../engine/port.js';
import type { Clock } from '../../platform/clock.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { createLoop, type Loop } from '../../platform/loop.js';
import type { Audit, DomainBus } from '../domain-events.js';
import type { VolumeRepo } from './repo.js';

const INTERVAL_MS = 600_000;

/**
 * Removes earlier contents whose time is over. Marked first, removed then, forgotten last: whatever
 * moment a crash chooses, the next pass finishes, and nothing marked can be restored half-way.
 */
export const createVolumeJanitor = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly audit: Audit;
  readonly repo: VolumeRepo;
}): Pick<Loop, 'start' | 'stop'> & { pass(): Promise<void> } => {
  const { clock, log, engine, bus, audit, repo } = deps;

  const pass = async (): Promise<void> => {
    repo.transaction(() => {
      for (const row of repo.expired(clock.now())) repo.markPurging(row);
    });
    for (const row of repo.purging()) {
      try {
        await engine.removeVolume(row.engineName);
      } catch (error) {
        log.warn(`volume ${row.engineName} is still to be purged: ${messageOf(error)}`);
        continue;
      }
      repo.remove(row);
      audit({
        actor: 'janitor',
        action: 'volume.purge',
        subject: row.user,
        result: 'ok',
        details: { volume: row.name, generation: row.generation },
      });
      bus.emit('volumes.changed', { user: row.user });
    }
  };

  const loop = createLoop({ name: 'volume janitor', clock, log, intervalMs: INTERVAL_MS, pass });
  return { start: () => loop.start(), stop: () => loop.stop(), pass };
};
