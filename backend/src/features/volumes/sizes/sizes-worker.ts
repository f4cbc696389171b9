import type { Config } from '../../../config/config.js';
import { EngineError, type Engine } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { DomainBus } from '../../domain-events.js';
import { batchesOf } from './batches.js';
import { pauseMs } from './pace.js';
import type { VolumeRepo, VolumeRow } from '../repo.js';
import { SHARED } from '../definitions/volume.js';

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
export interface VolumeSizesWorker {
  start(): void;
  stop(): Promise<void>;
  /** Measures everything that is due now. */
  tick(signal: AbortSignal): Promise<void>;
}

export const createVolumeSizesWorker = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly repo: VolumeRepo;
  /** Users with a running server: only theirs change. */
  readonly activeUsers: () => readonly string[];
  /** Whether labs are starting right now, who need the machine more. */
  readonly isStarting: () => boolean;
}): VolumeSizesWorker => {
  const { clock, log, engine, bus, config, repo, activeUsers, isStarting } = deps;
  const intervalMs = config.JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL * 1000;
  /** Users whose volumes are to be measured from that time on. */
  const soon = new Map<string, number>();
  const costMs = new Map<string, number>();
  /** Volumes whose last measurement found another size than the one before. */
  const changing = new Set<string>();
  /** Volumes that could not be measured, and when to try again. */
  const resting = new Map<string, number>();
  /** Since when labs have been starting; null when none does. */
  let startingSinceMs: number | null = null;

  /** What a look needs of the table, kept for as long as nothing in it changes: most looks find nothing. */
  const read = { version: -1, current: new Map<string, readonly VolumeRow[]>() };
  let unmeasured: readonly VolumeRow[] = [];
  const currentOf = (user: string): readonly VolumeRow[] => {
    const known = read.current.get(user);
    if (known !== undefined) return known;
    const rows = repo.ofUser(user).filter(row => row.state === 'current');
    read.current.set(user, rows);
    return rows;
  };
  const readAgain = (): void => {
    const version = repo.version();
    if (read.version === version) return;
    read.version = version;
    read.current.clear();
    unmeasured = repo.unmeasured();
  };

  const isStale = (row: VolumeRow): boolean => {
    if (row.measuredAtMs === null) return true;
    const pace = {
      intervalMs,
      costMs: costMs.get(row.engineName) ?? 0,
      changed: changing.has(row.engineName),
    };
    return clock.now() - row.measuredAtMs >= pauseMs(pace);
  };

  const due = (): readonly VolumeRow[] => {
    readAgain();
    const rows = new Map<string, VolumeRow>();
    const add = (row: VolumeRow): void => {
      if ((resting.get(row.engineName) ?? 0) <= clock.now()) rows.set(row.engineName, row);
    };
    for (const [user, fromMs] of soon) {
      if (fromMs > clock.now()) continue;
      soon.delete(user);
      currentOf(user).forEach(add);
    }
    unmeasured.forEach(add);
    for (const user of activeUsers()) currentOf(user).filter(isStale).forEach(add);
    currentOf(NOBODY)
      .filter(row => row.name === SHARED.name && isStale(row))
      .forEach(add);
    return [...rows.values()];
  };

  const remember = ({ user }: { readonly user: string }): void => {
    soon.set(user, clock.now() + SETTLE_MS);
  };

  const makesWay = (): boolean => {
    startingSinceMs = isStarting() ? (startingSinceMs ?? clock.now()) : null;
    return startingSinceMs !== null && clock.now() - startingSinceMs < MAX_POSTPONE_MS;
  };

  const measure = async (rows: readonly VolumeRow[], signal: AbortSignal): Promise<void> => {
    const beganMs = clock.monotonicMs();
    const left = new Map(rows.map(row => [row.engineName, row]));
    const onUsage = (name: string, { bytes }: { readonly bytes: number }): void => {
      const row = left.get(name);
      if (row === undefined) return;
      left.delete(name);
      if (row.sizeBytes !== null && row.sizeBytes !== Math.round(bytes)) changing.add(name);
      else changing.delete(name);
      repo.setSize(row, Math.round(bytes), clock.now());
      resting.delete(name);
      bus.emit('volumes.changed', { user: row.user });
    };
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
      await engine.volumeUsages([...left.keys()], onUsage, limited);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EngineError)) throw error;
      log.debug(`could not measure ${left.size} volumes: ${messageOf(error)}`);
      if (rows.length > 1) {
        // Whose fault it was shows when each is measured by itself.
        for (const row of left.values()) await measure([row], signal);
        return;
      }
    }
    const eachMs = (clock.monotonicMs() - beganMs) / rows.length;
    for (const row of rows) costMs.set(row.engineName, eachMs);
    for (const name of left.keys()) resting.set(name, clock.now() + intervalMs);
  };

  const pass = async (signal: AbortSignal): Promise<void> => {
    if (makesWay()) return;
    const batches = batchesOf(due(), row => costMs.get(row.engineName) ?? 0);
    for (const batch of batches) {
      if (signal.aborted) return;
      // What is not reached now is due again when the labs have started.
      if (makesWay()) batch.forEach(({ user }) => remember({ user }));
      else await measure(batch, signal);
    }
  };

  const loop = createLoop({ name: 'volume sizes', clock, log, intervalMs: INTERVAL_MS, pass });
  const unsubscribe = [bus.on('server.started', remember), bus.on('server.stopped', remember)];

  return {
    tick: pass,
    start: () => loop.start(),
    stop: async () => {
      unsubscribe.forEach(end => end());
      await loop.stop();
    },
  };
};
