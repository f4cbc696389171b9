import type {
  ActivityDays,
  ActivityExportQuery,
  ActivityPage,
  ActivityQuery,
  ActivityRow,
  ActivityStatus,
  ActivitySummary,
  HistoryQuery,
  HistoryView,
  Usage,
} from '@perijove/contracts';
import { inEnglish } from '../../lib/catalog.js';
import { text } from '../../lib/text.js';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { sizeOf } from '../../db/open.js';
import type { Engine } from '../../engine/port.js';
import { includesUser, type ScopeFilter } from '../../auth/scopes.js';
import { isoOrNull } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { ServerKey } from '../domain-events.js';
import { toCsv } from './list/csv.js';
import { DAY_MS, hoursPerDay } from './score/days.js';
import { bucketsOf, buildHistory } from './usage/history.js';
import { readHost } from './usage/host.js';
import { ListRows, type ActivitySources, type ListRow } from './list/rows.js';
import { listAll, listPage } from './list/list.js';
import { limitHistorySize } from './usage/retention.js';
import { Markers } from './usage/markers.js';
import { UserIdsRepo } from './user-ids-repo.js';
import { toActivityRow } from './list/view.js';
import { SampleRepo } from './score/sample-repo.js';
import { ScoreSampler } from './score/score-sampler.js';
import { VolumeSizesWorker } from './usage/volume-sizes-worker.js';
import { VolumeSizesRepo } from './usage/volume-sizes-repo.js';
import { countStatuses, summarise } from './list/summary.js';
import { RollupsRepo } from './usage/rollups.js';
import { UsageRepo } from './usage/usage-repo.js';
import { pointsOf } from './usage/readings.js';
import { UsageSampler, type SamplerPass } from './usage/usage-sampler.js';
import type { ActiveUsers } from '../sessions/active-users.js';
import type { Deps } from '../deps.js';

/**
 * Who uses what: live readings, series for plots, and the activity score.
 *
 * @param db - the history database
 * @param keyOf - whose lab has that name in the engine
 */
export class ActivityService {
  private readonly host =
    this.deps.host ??
    (() =>
      readHost([dirname(this.deps.db.name)], {
        diskPercent: this.deps.config.PERIJOVE_LOW_DISK_PERCENT,
        memoryPercent: this.deps.config.PERIJOVE_LOW_MEMORY_PERCENT,
      }));
  private readonly userIds = new UserIdsRepo(this.deps.db);
  private readonly usageRepo = new UsageRepo(this.deps.db, this.userIds);
  private readonly samples = new SampleRepo(this.deps.db, this.userIds);
  private readonly usage = new UsageSampler({
    ...this.deps,
    repo: this.usageRepo,
    rollups: new RollupsRepo(this.deps.db),
    onPurged: () => {
      limitHistorySize(this.deps.db, this.deps.config.PERIJOVE_HISTORY_MAX_MB * 1e6, this.deps.log);
    },
  });
  private readonly markers = new Markers({ ...this.deps, userIds: this.userIds });
  private readonly sizes = new VolumeSizesRepo(this.deps.db, this.userIds);
  private readonly sizesWorker = new VolumeSizesWorker({
    ...this.deps,
    repo: this.sizes,
    totalOf: user => this.deps.sources.volumesBytes(user),
  });
  private readonly scores = new ScoreSampler({
    ...this.deps,
    userIds: this.userIds,
    samples: this.samples,
  });
  private readonly rows = new ListRows({
    ...this.deps,
    usageOf: key => this.usage.usageOf(key),
    scoreOf: user => this.scores.scoreOf(user),
    activeHoursOf: user => this.scores.activeHoursOf(user),
    scoreVersion: () => this.scores.version(),
    inactiveAfterMs: this.deps.config.JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER * 60_000,
  });
  private readonly sampleEveryMs = this.deps.config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL * 1000;
  /** Samples follow the name of a renamed user, or become anonymous. */
  readonly userRecords: {
    rename(from: string, to: string): void;
    forget(user: string): void;
  } = {
    rename: (from, to) => {
      this.usage.move(from, to);
      this.userIds.rename(from, to);
    },
    forget: user => {
      this.usage.move(user, null);
      this.userIds.forget(user);
    },
  };

  constructor(
    private readonly deps: Deps<'clock' | 'log' | 'db' | 'bus' | 'audit' | 'config'> & {
      readonly directory: ActiveUsers;
      readonly engine: Pick<Engine, 'sample'>;
      readonly keyOf: (labName: string) => ServerKey | null;
      /** Cores that a lab was given; null without a limit. */
      readonly cpuLimitOf: (key: ServerKey) => number | null;
      readonly sources: ActivitySources;
      /** Told about every reading of all labs. */
      readonly onPass?: ((pass: SamplerPass) => void) | undefined;
      readonly host?: () => ActivitySummary['host'];
    },
  ) {}

  usageOf(key: ServerKey): Usage | null {
    return this.usage.usageOf(key);
  }

  allUsage(): readonly (ServerKey & { readonly usage: Usage })[] {
    return this.usage.all();
  }

  /** Null for a user whom JupyterHub does not know. */
  row(key: ServerKey): ActivityRow | null {
    const row = this.rows.one(key);
    return row === null ? null : this.present(row);
  }

  summary(): ActivitySummary {
    return this.summaryOf(this.rows.all());
  }

  /** How many servers there are of each status; users without one are offline. */
  statuses(): Readonly<Record<ActivityStatus, number>> {
    return countStatuses(this.rows.all());
  }

  /**
   * The users that this caller can see. Callers who cannot see all users do not see the host either.
   * Throws `invalid_input` for a cursor that is not of this list.
   */
  async list(
    query: z.output<typeof ActivityQuery>,
    filter: ScopeFilter,
  ): Promise<Omit<ActivityPage, 'can'>> {
    if (this.deps.directory.refreshedAtMs() === null) await this.deps.directory.refresh();
    const all = this.within(filter);
    const page = listPage(all, query);
    return {
      items: page.items.map(row => this.present(row)),
      nextCursor: page.nextCursor,
      total: page.total,
      summary: filter.all ? this.summaryOf(all) : { ...this.summaryOf(all), host: null },
    };
  }

  /** All visible users who match, as CSV, in pieces. */
  async csv(
    query: z.output<typeof ActivityExportQuery>,
    filter: ScopeFilter,
  ): Promise<Iterable<string>> {
    if (this.deps.directory.refreshedAtMs() === null) await this.deps.directory.refresh();
    return toCsv(listAll(this.within(filter), query));
  }

  /** Throws `user_not_found`. */
  async history(user: string, range: z.output<typeof HistoryQuery>['range']): Promise<HistoryView> {
    await this.mustExist(user);
    const nowMs = this.deps.clock.now();
    const buckets = bucketsOf(range, nowMs, this.deps.config.PERIJOVE_USAGE_INTERVAL);
    const fromMs = buckets.first * buckets.stepSeconds * 1000;
    return buildHistory({
      user,
      range,
      buckets,
      points: [
        ...this.usageRepo.series(user, buckets.first, buckets.stepSeconds),
        ...(range === '1h' ? pointsOf(this.usage.recent(user), buckets.stepSeconds) : []),
      ],
      samples: this.samples.of(user, fromMs - this.sampleEveryMs),
      sampleEveryMs: this.sampleEveryMs,
      sizes: this.sizes.of(user, fromMs),
      markers: this.markers.of(user, fromMs),
      firstMarkMs: this.markers.firstMs(user),
      nowMs,
    });
  }

  /** Active hours of every day that samples are kept of. Throws `user_not_found`. */
  async days(user: string): Promise<ActivityDays> {
    await this.mustExist(user);
    const nowMs = this.deps.clock.now();
    const { zone } = this.deps.config.JUPYTERHUB_TIMEZONE;
    const keepDays = this.deps.config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS;
    const days = hoursPerDay({
      samples: this.samples.of(user, nowMs - keepDays * DAY_MS),
      sampleEveryMs: this.sampleEveryMs,
      nowMs,
      keepDays,
      timeZone: zone,
    });
    return {
      user,
      timeZone: zone,
      targetHours: this.deps.config.JUPYTERHUB_ACTIVITYMON_TARGET_HOURS,
      days,
      activeHours: days.reduce((sum, day) => sum + day.activeHours, 0),
      score: this.scores.scoreOf(user),
    };
  }

  /** Forgets the samples of the score; plots keep their readings. */
  reset(actor: string): { readonly removed: number } {
    const removed = this.scores.reset();
    this.deps.audit.record({
      actor,
      action: 'activity.reset',
      subject: inEnglish(text('common.allUsers')),
      result: 'ok',
      details: { removed },
    });
    return { removed };
  }

  start(): void {
    this.usage.start();
    this.scores.start();
    this.sizesWorker.start();
    this.markers.start();
  }

  async stop(): Promise<void> {
    this.markers.stop();
    await Promise.all([this.usage.stop(), this.scores.stop(), this.sizesWorker.stop()]);
  }

  private present(row: ListRow): ActivityRow {
    return toActivityRow(row, this.usage.history(row));
  }

  private summaryOf(all: readonly ListRow[]): ActivitySummary {
    const { samples: count, firstAtMs, lastAtMs } = this.scores.sampleSpan();
    return {
      ...summarise(all),
      host: this.host(),
      sampling: {
        everySeconds: this.deps.config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL,
        keepDays: this.deps.config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS,
        halfLifeHours: this.deps.config.JUPYTERHUB_ACTIVITYMON_HALF_LIFE,
        samples: count,
        firstAt: isoOrNull(firstAtMs),
        lastAt: isoOrNull(lastAtMs),
      },
      historyBytes: sizeOf(this.deps.db),
      historyMaxBytes: this.deps.config.PERIJOVE_HISTORY_MAX_MB * 1e6,
      sampledAt: isoOrNull(this.usage.sampledAtMs()),
      sampleIntervalSeconds: this.deps.config.PERIJOVE_USAGE_INTERVAL,
    };
  }

  private within(filter: ScopeFilter): readonly ListRow[] {
    if (filter.all) return this.rows.all();
    return this.rows.all().filter(({ user }) => {
      const hubUser = this.deps.directory.get(user);
      return hubUser !== null && includesUser(filter, hubUser);
    });
  }

  private async mustExist(user: string): Promise<void> {
    if (
      this.deps.directory.get(user) === null &&
      (await this.deps.directory.refreshUser(user)) === null
    ) {
      throw new AppError('user_not_found', text('common.noUser', { user }));
    }
  }
}
