import type { Config } from '../../../config/config.js';
import type { ActiveUsers } from '../../sessions/active-users.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import type { Clock } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { UserIdsRepo } from '../user-ids-repo.js';
import type { SampleRepo } from './sample-repo.js';
import { createScoreBoard, type ScoreBoard } from './score.js';

/** Samples who is active, and has the score of each user as of the last sample. */
export interface ScoreSampler {
  /** 0 to 100; null for a user who was never measured. */
  scoreOf(user: string): number | null;
  /** Hours in which they were active, of all that samples are kept of; null like the score. */
  activeHoursOf(user: string): number | null;
  /** The samples that scores are made of. */
  sampleSpan(): SampleSpan;
  /** Changes whenever scores may have changed. */
  version(): number;
  /** Forgets all samples; answers how many measurements of users that were. */
  reset(): number;
  start(): void;
  stop(): Promise<void>;
}

/** How many samples there are, and from when until when; epoch milliseconds. */
export interface SampleSpan {
  readonly samples: number;
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
}

const NOTHING: SampleSpan = { samples: 0, firstAtMs: null, lastAtMs: null };

const HOUR_MS = 3_600_000;
const CHUNK = 100;

/** The last activity of a user, in any of their servers or in the hub. */
export const lastActivityOf = (user: HubUser): number | null =>
  [user.lastActivityMs, ...user.servers.map(server => server.lastActivityMs)].reduce(
    (latest, at) => (at !== null && (latest === null || at > latest) ? at : latest),
    null,
  );

export const createScoreSampler = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly directory: ActiveUsers;
  readonly userIds: UserIdsRepo;
  readonly samples: SampleRepo;
  readonly config: Pick<
    Config,
    | 'JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL'
    | 'JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS'
    | 'JUPYTERHUB_ACTIVITYMON_HALF_LIFE'
    | 'JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER'
  >;
}): ScoreSampler => {
  const { clock, log, directory, userIds, samples, config } = deps;
  const intervalMs = config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL * 1000;
  const inactiveAfterMs = config.JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER * 60_000;
  const retentionMs = config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS * 24 * HOUR_MS;
  const emptyBoard = (): ScoreBoard => createScoreBoard(config.JUPYTERHUB_ACTIVITYMON_HALF_LIFE);

  // Time is cut into slots and each gets one sample, however often the backend restarts.
  const slotOf = (atMs: number): number => Math.floor(atMs / intervalMs);
  let lastSlot: number | null = null;
  let board = emptyBoard();
  let boardVersion = 0;
  let kept = NOTHING;

  const sample = async (): Promise<boolean> => {
    try {
      await directory.refresh();
    } catch (error) {
      // A sample that was not taken is a gap. Old news would be a lie.
      log.warn(`could not sample activity: ${messageOf(error)}`);
      return false;
    }
    const nowMs = clock.now();
    const active = new Map(
      directory.all().map(user => {
        const last = lastActivityOf(user);
        return [user.name, last !== null && nowMs - last <= inactiveAfterMs];
      }),
    );
    samples.insert(nowMs, active);
    samples.purgeBefore(nowMs - retentionMs);
    return true;
  };

  /** Reads all samples again, in chunks between which requests are served. */
  const rebuild = async (signal: AbortSignal): Promise<void> => {
    const version = boardVersion;
    const fresh = emptyBoard();
    let found = NOTHING;
    const nowMs = clock.now();
    for (let after = nowMs - retentionMs; !signal.aborted;) {
      const chunk = samples.chunk(after, CHUNK);
      for (const { at, states } of chunk) fresh.add((nowMs - at) / HOUR_MS, states);
      const last = chunk.at(-1);
      if (last === undefined) break;
      found = {
        samples: found.samples + chunk.length,
        firstAtMs: found.firstAtMs ?? chunk[0]?.at ?? null,
        lastAtMs: last.at,
      };
      after = last.at;
      await new Promise(resolve => setImmediate(resolve));
    }
    if (signal.aborted || version !== boardVersion) return;
    board = fresh;
    kept = found;
    boardVersion += 1;
  };

  const loop = createLoop({
    name: 'activity score',
    clock,
    log,
    intervalMs: Math.min(30_000, intervalMs / 10),
    pass: async signal => {
      const first = lastSlot === null;
      if (first) {
        const lastAtMs = samples.lastAtMs();
        lastSlot = lastAtMs === null ? -1 : slotOf(lastAtMs);
      }
      const slot = slotOf(clock.now());
      const due = slot !== lastSlot;
      if (due && (await sample())) lastSlot = slot;
      if (due || first) await rebuild(signal);
    },
  });

  return {
    scoreOf: user => {
      const userId = userIds.find(user);
      return userId === null ? null : board.score(userId);
    },
    activeHoursOf: user => {
      const userId = userIds.find(user);
      const count = userId === null ? null : board.activeSamples(userId);
      return count === null ? null : (count * intervalMs) / HOUR_MS;
    },
    sampleSpan: () => kept,
    version: () => boardVersion,
    reset: () => {
      boardVersion += 1;
      board = emptyBoard();
      kept = NOTHING;
      return samples.clear();
    },
    start: () => loop.start(),
    stop: () => loop.stop(),
  };
};
