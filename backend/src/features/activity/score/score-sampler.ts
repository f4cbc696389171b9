import type { Config } from '../../../config/config.js';
import type { HubUser } from '../../../jupyterhub/port.js';
import { messageOf } from '../../../lib/errors.js';
import { Loop } from '../../../lib/loop.js';
import type { UserIdsRepo } from '../user-ids-repo.js';
import type { SampleRepo } from './sample-repo.js';
import { ScoreBoard } from './score.js';
import type { ActiveUsers } from '../../sessions/active-users.js';
import type { Deps } from '../../deps.js';

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

/** Samples who is active, and has the score of each user as of the last sample. */
export class ScoreSampler {
  private readonly intervalMs = this.deps.config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL * 1000;
  private readonly inactiveAfterMs =
    this.deps.config.JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER * 60_000;
  private readonly retentionMs =
    this.deps.config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS * 24 * HOUR_MS;
  private lastSlot: number | null = null;
  private board = this.emptyBoard();
  private boardVersion = 0;
  private kept = NOTHING;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'activity score',
    intervalMs: Math.min(30_000, this.intervalMs / 10),
    pass: async signal => {
      const first = this.lastSlot === null;
      if (first) {
        const lastAtMs = this.deps.samples.lastAtMs();
        this.lastSlot = lastAtMs === null ? -1 : this.slotOf(lastAtMs);
      }
      const slot = this.slotOf(this.deps.clock.now());
      const due = slot !== this.lastSlot;
      if (due && (await this.sample())) this.lastSlot = slot;
      if (due || first) await this.rebuild(signal);
    },
  });

  constructor(
    private readonly deps: Deps<'clock' | 'log'> & {
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
    },
  ) {}

  /** 0 to 100; null for a user who was never measured. */
  scoreOf(user: string): number | null {
    const userId = this.deps.userIds.find(user);
    return userId === null ? null : this.board.score(userId);
  }

  /** Hours in which they were active, of all that samples are kept of; null like the score. */
  activeHoursOf(user: string): number | null {
    const userId = this.deps.userIds.find(user);
    const count = userId === null ? null : this.board.activeSamples(userId);
    return count === null ? null : (count * this.intervalMs) / HOUR_MS;
  }

  /** The samples that scores are made of. */
  sampleSpan(): SampleSpan {
    return this.kept;
  }

  /** Changes whenever scores may have changed. */
  version(): number {
    return this.boardVersion;
  }

  /** Forgets all samples; answers how many measurements of users that were. */
  reset(): number {
    this.boardVersion += 1;
    this.board = this.emptyBoard();
    this.kept = NOTHING;
    return this.deps.samples.clear();
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private emptyBoard(): ScoreBoard {
    return new ScoreBoard(this.deps.config.JUPYTERHUB_ACTIVITYMON_HALF_LIFE);
  }

  // Time is cut into slots and each gets one sample, however often the backend restarts.
  private slotOf(atMs: number): number {
    return Math.floor(atMs / this.intervalMs);
  }

  private async sample(): Promise<boolean> {
    try {
      await this.deps.directory.refresh();
    } catch (error) {
      // A sample that was not taken is a gap. Old news would be a lie.
      this.deps.log.warn(`could not sample activity: ${messageOf(error)}`);
      return false;
    }
    const nowMs = this.deps.clock.now();
    const active = new Map(
      this.deps.directory.all().map(user => {
        const last = lastActivityOf(user);
        return [user.name, last !== null && nowMs - last <= this.inactiveAfterMs];
      }),
    );
    this.deps.samples.insert(nowMs, active);
    this.deps.samples.purgeBefore(nowMs - this.retentionMs);
    return true;
  }

  /** Reads all samples again, in chunks between which requests are served. */
  private async rebuild(signal: AbortSignal): Promise<void> {
    const version = this.boardVersion;
    const fresh = this.emptyBoard();
    let found = NOTHING;
    const nowMs = this.deps.clock.now();
    for (let after = nowMs - this.retentionMs; !signal.aborted;) {
      const chunk = this.deps.samples.chunk(after, CHUNK);
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
    if (signal.aborted || version !== this.boardVersion) return;
    this.board = fresh;
    this.kept = found;
    this.boardVersion += 1;
  }
}
