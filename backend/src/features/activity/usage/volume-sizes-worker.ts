import { Loop } from '../../../lib/loop.js';
import type { VolumesTotal } from '../list/rows.js';
import type { VolumeSizesRepo } from './volume-sizes-repo.js';
import type { Deps } from '../../deps.js';

const EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Records the sizes of user volumes.
 *
 * @param totalOf - all volumes of a user together; null when nothing was measured yet
 */
export class VolumeSizesWorker {
  /** Gathered for a minute: every sum looks through all volumes. */
  private readonly changed = new Set<string>();
  private purgedHour: number | null = null;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'sizes of volumes over time',
    intervalMs: EVERY_MS,
    pass: () => {
      this.write();
      const hour = Math.floor(this.deps.clock.now() / HOUR_MS);
      if (hour !== this.purgedHour) this.deps.repo.purge(this.deps.clock.now());
      this.purgedHour = hour;
      return Promise.resolve();
    },
  });
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'bus'> & {
      readonly repo: VolumeSizesRepo;
      readonly totalOf: (user: string) => VolumesTotal | null;
    },
  ) {}

  start(): void {
    this.unsubscribe ??= this.deps.bus.on(
      'volumes.changed',
      ({ user }) => void this.changed.add(user),
    );
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe?.();
    this.unsubscribe = null;
    await this.loop.stop();
    this.write();
  }

  private write(): void {
    const totals = [...this.changed].flatMap(user => {
      const total = this.deps.totalOf(user);
      return total === null ? [] : [{ user, bytes: total.bytes }];
    });
    this.changed.clear();
    if (totals.length > 0) this.deps.repo.record(this.deps.clock.now(), totals);
  }
}
