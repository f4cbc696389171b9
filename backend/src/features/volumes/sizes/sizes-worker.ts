import { EngineError } from '../../../engine/port.js';
import { messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import { batchesOf } from './batches.js';
import { pauseMs } from './pace.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED } from '../definitions/volume.js';
import type { Deps } from '../../deps.js';

/** The shared volume has no owner. */
const NOBODY = '';

/** How often the list of what is due is looked through. */
const INTERVAL_MS = 5000;
/** A lab writes its first files soon after it answers, and its last before it stops. */
const SETTLE_MS = 3000;
const TIME_LIMIT_MS = 600_000;
/** Measuring makes way for labs that start, but not for longer than this. */
const MAX_POSTPONE_MS = 60_000;

/**
 * Measures volumes in the background, one after the other: those never measured, those of a server
 * that just began or ended, and those in use every now and then.
 */
export class VolumeSizesWorker {
  private readonly intervalMs =
    this.deps.config.JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL * 1000;
  /** Users whose volumes are to be measured from that time on. */
  private readonly soon = new Map<string, number>();
  private readonly costMs = new Map<string, number>();
  /** Volumes whose last measurement found another size than the one before. */
  private readonly changing = new Set<string>();
  /** Volumes that could not be measured, and when to try again. */
  private readonly resting = new Map<string, number>();
  /** Since when labs have been starting; null when none does. */
  private startingSinceMs: number | null = null;
  /** What a look needs of the table, kept for as long as nothing in it changes: most looks find nothing. */
  private readonly read = { version: -1, current: new Map<string, readonly VolumeRow[]>() };
  private unmeasured: readonly VolumeRow[] = [];
  private readonly loop = new Loop({
    ...this.deps,
    name: 'volume sizes',
    intervalMs: INTERVAL_MS,
    pass: signal => this.tick(signal),
  });
  private readonly unsubscribe = [
    this.deps.bus.on('server.started', event => this.remember(event)),
    this.deps.bus.on('server.stopped', event => this.remember(event)),
  ];

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'engine' | 'bus' | 'config'> & {
      readonly repo: VolumeRepo;
      /** Users with a running server: only theirs change. */
      readonly activeUsers: () => readonly string[];
      /** Whether labs are starting right now, who need the machine more. */
      readonly isStarting: () => boolean;
    },
  ) {}

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.unsubscribe.forEach(end => end());
    await this.loop.stop();
  }

  /** Measures everything that is due now. */
  async tick(signal: AbortSignal): Promise<void> {
    if (this.makesWay()) return;
    const batches = batchesOf(this.due(), row => this.costMs.get(row.engineName) ?? 0);
    for (const batch of batches) {
      if (signal.aborted) return;
      // What is not reached now is due again when the labs have started.
      if (this.makesWay()) batch.forEach(({ user }) => this.remember({ user }));
      else await this.measure(batch, signal);
    }
  }

  private currentOf(user: string): readonly VolumeRow[] {
    const known = this.read.current.get(user);
    if (known !== undefined) return known;
    const rows = this.deps.repo.ofUser(user).filter(row => row.state === 'current');
    this.read.current.set(user, rows);
    return rows;
  }

  private readAgain(): void {
    const version = this.deps.repo.version();
    if (this.read.version === version) return;
    this.read.version = version;
    this.read.current.clear();
    this.unmeasured = this.deps.repo.unmeasured();
  }

  private isStale(row: VolumeRow): boolean {
    if (row.measuredAtMs === null) return true;
    const pace = {
      intervalMs: this.intervalMs,
      costMs: this.costMs.get(row.engineName) ?? 0,
      changed: this.changing.has(row.engineName),
    };
    return this.deps.clock.now() - row.measuredAtMs >= pauseMs(pace);
  }

  private due(): readonly VolumeRow[] {
    this.readAgain();
    const rows = new Map<string, VolumeRow>();
    const add = (row: VolumeRow): void => {
      if ((this.resting.get(row.engineName) ?? 0) <= this.deps.clock.now())
        rows.set(row.engineName, row);
    };
    for (const [user, fromMs] of this.soon) {
      if (fromMs > this.deps.clock.now()) continue;
      this.soon.delete(user);
      this.currentOf(user).forEach(add);
    }
    this.unmeasured.forEach(add);
    for (const user of this.deps.activeUsers())
      this.currentOf(user)
        .filter(row => this.isStale(row))
        .forEach(add);
    this.currentOf(NOBODY)
      .filter(row => row.name === SHARED.name && this.isStale(row))
      .forEach(add);
    return [...rows.values()];
  }

  private remember({ user }: { readonly user: string }): void {
    this.soon.set(user, this.deps.clock.now() + SETTLE_MS);
  }

  private makesWay(): boolean {
    this.startingSinceMs = this.deps.isStarting()
      ? (this.startingSinceMs ?? this.deps.clock.now())
      : null;
    return (
      this.startingSinceMs !== null &&
      this.deps.clock.now() - this.startingSinceMs < MAX_POSTPONE_MS
    );
  }

  private async measure(rows: readonly VolumeRow[], signal: AbortSignal): Promise<void> {
    const beganMs = this.deps.clock.monotonicMs();
    const left = new Map(rows.map(row => [row.engineName, row]));
    const onUsage = (name: string, { bytes }: { readonly bytes: number }): void => {
      const row = left.get(name);
      if (row === undefined) return;
      left.delete(name);
      if (row.sizeBytes !== null && row.sizeBytes !== Math.round(bytes)) this.changing.add(name);
      else this.changing.delete(name);
      this.deps.repo.setSize(row, Math.round(bytes), this.deps.clock.now());
      this.resting.delete(name);
      this.deps.bus.emit('volumes.changed', { user: row.user });
    };
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
      await this.deps.engine.volumeUsages([...left.keys()], onUsage, limited);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EngineError)) throw error;
      this.deps.log.debug(`could not measure ${left.size} volumes: ${messageOf(error)}`);
      if (rows.length > 1) {
        // Whose fault it was shows when each is measured by itself.
        for (const row of left.values()) await this.measure([row], signal);
        return;
      }
    }
    const eachMs = (this.deps.clock.monotonicMs() - beganMs) / rows.length;
    for (const row of rows) this.costMs.set(row.engineName, eachMs);
    for (const name of left.keys()) this.resting.set(name, this.deps.clock.now() + this.intervalMs);
  }
}
