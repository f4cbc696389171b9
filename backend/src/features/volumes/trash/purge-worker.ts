import { strings } from '@perijove/contracts/strings';
import type { Engine } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import { AppError, messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop, type Loop } from '../../../lib/loop.js';
import type { AuditLog, DomainBus } from '../../domain-events.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';

const INTERVAL_MS = 600_000;

/** Deletes earlier generations permanently. */
export interface VolumePurgeWorker extends Pick<Loop, 'start' | 'stop'> {
  /** Removes everything whose time is over. */
  tick(): Promise<void>;
  /**
   * Removes this one now. Throws `engine_unavailable` when that has to wait; nobody can bring it
   * back any more, and a later pass removes it.
   */
  purge(row: VolumeRow, actor: string): Promise<void>;
}

/**
 * Marked first, removed then, forgotten last: whatever moment a crash chooses, the next pass
 * finishes, and nothing marked can be restored half-way.
 */
export const createVolumePurgeWorker = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly repo: VolumeRepo;
}): VolumePurgeWorker => {
  const { clock, log, engine, bus, audit, repo } = deps;

  /** Answers whether it is gone. */
  const removeMarked = async (row: VolumeRow, actor: string): Promise<boolean> => {
    try {
      await engine.removeVolume(row.engineName);
    } catch (error) {
      log.warn(`could not delete the volume ${row.engineName}, will retry: ${messageOf(error)}`);
      return false;
    }
    repo.remove(row);
    audit.record({
      actor,
      action: 'volume.purge',
      subject: row.user,
      result: 'ok',
      details: { volume: row.name, generation: row.generation },
    });
    bus.emit('volumes.changed', { user: row.user });
    return true;
  };

  const pass = async (): Promise<void> => {
    repo.transaction(() => {
      for (const row of repo.expired(clock.now())) repo.markPurging(row);
    });
    for (const row of repo.purging()) await removeMarked(row, 'perijove');
  };

  const loop = createLoop({ name: 'volume purge', clock, log, intervalMs: INTERVAL_MS, pass });
  return {
    start: () => loop.start(),
    stop: () => loop.stop(),
    tick: pass,
    purge: async (row, actor) => {
      repo.markPurging(row);
      bus.emit('volumes.changed', { user: row.user });
      if (await removeMarked(row, actor)) return;
      audit.record({
        actor,
        action: 'volume.purge',
        subject: row.user,
        result: 'failed',
        details: { volume: row.name, generation: row.generation },
      });
      throw new AppError('engine_unavailable', strings.volumes.purgedLater, {
        retryAfterSeconds: 10,
      });
    },
  };
};
