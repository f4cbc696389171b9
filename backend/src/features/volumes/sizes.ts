import type { Config } from '../../config/config.js';
import { EngineError, type Engine } from '../../engine/port.js';
import type { Clock } from '../../platform/clock.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { createLoop } from '../../platform/loop.js';
import type { DomainBus } from '../domain-events.js';
import { SHARED } from './definitions.js';
import type { VolumeRepo, VolumeRow } from './repo.js';

/** How often the list of what is due is looked through. */
const LOOK_MS = 5000;
/** A lab writes its first files soon after it answers, and its last before it stops. */
const SETTLE_MS = 3000;
/** A measurement may take this share of the time between two: large volumes are asked less. */
const SHARE = 1 / 50;
const TIME_LIMIT_MS = 600_000;

/**
 * Measures volumes in the background, one at a time: those never measured, those of a server that
 * just began or ended, and those in use every now and then.
 */
export interface VolumeSizes {
  start(): void;
  stop(): Promise<void>;
  /** Measures everything that is due now. */
  pass(signal: AbortSignal): Promise<void>;
}

export const createVolumeSizes = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly engine: Engine;
  readonly bus: DomainBus;
  readonly config: Config;
  readonly repo: VolumeRepo;
  /** People with a running server: only theirs change. */
  readonly usersAtWork: () => readonly string[];
}): VolumeSizes => {
  const { clock, log, engine, bus, config, repo, usersAtWork } = deps;
  const intervalMs = config.JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL * 1000;
  /** People whose volumes are to be measured from that time on. */
  const soon = new Map<string, number>();
  const costMs = new Map<string, number>();
  /** Volumes that could not be measured, and when to try again. */
  const resting = new Map<string, number>();

  const isStale = (row: VolumeRow): boolean => {
    const pauseMs = Math.max(intervalMs, (costMs.get(row.engineName) ?? 0) / SHARE);
    return row.measuredAtMs === null || clock.now() - row.measuredAtMs >= pauseMs;
  };

  const due = (): readonly VolumeRow[] => {
    const rows = new Map<string, VolumeRow>();
    const add = (row: VolumeRow): void => {
      if ((resting.get(row.engineName) ?? 0) <= clock.now()) rows.set(row.engineName, row);
    };
    const currentOf = (user: string) => repo.ofUser(user).filter(row => row.state === 'current');
    for (const [user, fromMs] of soon) {
      if (fromMs > clock.now()) continue;
      soon.delete(user);
      currentOf(user).forEach(add);
    }
    repo.unmeasured().forEach(add);
    for (const user of usersAtWork()) currentOf(user).filter(isStale).forEach(add);
    const shared = repo.current('', SHARED.name);
    if (shared !== null && isStale(shared)) add(shared);
    return [...rows.values()];
  };

  const measure = async (row: VolumeRow, signal: AbortSignal): Promise<void> => {
    const beganMs = clock.monotonicMs();
    try {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]);
      const { bytes } = await engine.volumeUsage(row.engineName, limited);
      repo.setSize(row, Math.round(bytes), clock.now());
      resting.delete(row.engineName);
      bus.emit('volumes.changed', { user: row.user });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EngineError)) throw error;
      resting.set(row.engineName, clock.now() + intervalMs);
      log.debug(`volume ${row.engineName} was not measured: ${messageOf(error)}`);
    } finally {
      costMs.set(row.engineName, clock.monotonicMs() - beganMs);
    }
  };

  const pass = async (signal: AbortSignal): Promise<void> => {
    for (const row of due()) {
      if (signal.aborted) return;
      await measure(row, signal);
    }
  };

  const loop = createLoop({ name: 'volume sizes', clock, log, intervalMs: LOOK_MS, pass });
  const remember = ({ user }: { readonly user: string }): void => {
    soon.set(user, clock.now() + SETTLE_MS);
  };
  const unsubscribe = [bus.on('server.started', remember), bus.on('server.stopped', remember)];

  return {
    pass,
    start: () => loop.start(),
    stop: async () => {
      unsubscribe.forEach(end => end());
      await loop.stop();
    },
  };
};
