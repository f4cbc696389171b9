import { text } from '../../../lib/text.js';
import { AppError, messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import type { Deps } from '../../deps.js';

const INTERVAL_MS = 600_000;

/**
 * Deletes earlier generations permanently.
 *
 * Marked first, removed then, forgotten last: whatever moment a crash chooses, the next pass
 * finishes, and nothing marked can be restored half-way.
 */
export class VolumePurgeWorker {
  private readonly loop = new Loop({
    ...this.deps,
    name: 'volume purge',
    intervalMs: INTERVAL_MS,
    pass: () => this.tick(),
  });

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'engine' | 'bus' | 'audit'> & {
      readonly repo: VolumeRepo;
    },
  ) {}

  /** Removes everything whose time is over. */
  async tick(): Promise<void> {
    this.deps.repo.transaction(() => {
      for (const row of this.deps.repo.expired(this.deps.clock.now()))
        this.deps.repo.markPurging(row);
    });
    for (const row of this.deps.repo.purging()) await this.removeMarked(row, 'perijove');
  }

  /**
   * Removes this one now. Throws `engine_unavailable` when that has to wait; nobody can bring it
   * back any more, and a later pass removes it.
   */
  async purge(row: VolumeRow, actor: string): Promise<void> {
    this.deps.repo.markPurging(row);
    this.deps.bus.emit('volumes.changed', { user: row.user });
    if (await this.removeMarked(row, actor)) return;
    this.deps.audit.record({
      actor,
      action: 'volume.purge',
      subject: row.user,
      result: 'failed',
      details: { volume: row.name, generation: row.generation },
    });
    throw new AppError('engine_unavailable', text('volumes.purgedLater'), {
      retryAfterSeconds: 10,
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Answers whether it is gone. */
  private async removeMarked(row: VolumeRow, actor: string): Promise<boolean> {
    try {
      await this.deps.engine.removeVolume(row.engineName);
    } catch (error) {
      this.deps.log.warn(
        `could not delete the volume ${row.engineName}, will retry: ${messageOf(error)}`,
      );
      return false;
    }
    this.deps.repo.remove(row);
    this.deps.audit.record({
      actor,
      action: 'volume.purge',
      subject: row.user,
      result: 'ok',
      details: { volume: row.name, generation: row.generation },
    });
    this.deps.bus.emit('volumes.changed', { user: row.user });
    return true;
  }
}
