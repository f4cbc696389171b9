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
import { strings } from '@perijove/contracts/strings';
import { dirname } from 'node:path';
import type { z } from 'zod';
import type { Config } from '../../config/config.js';
import { sizeOf, type Db } from '../../db/open.js';
import type { Engine } from '../../engine/port.js';
import type { ActiveUsers } from '../sessions/active-users.js';
import { includesUser, type ScopeFilter } from '../../auth/scopes.js';
import { isoOrNull, type Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import type { AuditLog, DomainBus, ServerKey } from '../domain-events.js';
import { toCsv } from './list/csv.js';
import { DAY_MS, hoursPerDay } from './score/days.js';
import { bucketsOf, buildHistory } from './usage/history.js';
import { readHost } from './usage/host.js';
import { createListRows, type ActivitySources, type ListRow } from './list/rows.js';
import { listAll, listPage } from './list/list.js';
import { limitHistorySize } from './usage/retention.js';
import { createMarkers } from './usage/markers.js';
import { createUserIdsRepo } from './user-ids-repo.js';
import { toActivityRow } from './list/view.js';
import { createSampleRepo } from './score/sample-repo.js';
import { createScoreSampler } from './score/score-sampler.js';
import { createVolumeSizesWorker } from './usage/volume-sizes-worker.js';
import { createVolumeSizesRepo } from './usage/volume-sizes-repo.js';
import { countStatuses, summarise } from './list/summary.js';
import { createRollupsRepo } from './usage/rollups.js';
import { createUsageRepo } from './usage/usage-repo.js';
import { pointsOf } from './usage/readings.js';
import { createUsageSampler, type SamplerPass } from './usage/usage-sampler.js';

/** Who uses what: live readings, series for plots, and the activity score. */
export interface ActivityService {
  usageOf(key: ServerKey): Usage | null;
  allUsage(): readonly (ServerKey & { readonly usage: Usage })[];
  /** Null for a user whom JupyterHub does not know. */
  row(key: ServerKey): ActivityRow | null;
  summary(): ActivitySummary;
  /** How many servers there are of each status; users without one are offline. */
  statuses(): Readonly<Record<ActivityStatus, number>>;
  /**
   * The users that this caller can see. Callers who cannot see all users do not see the host either.
   * Throws `invalid_input` for a cursor that is not of this list.
   */
  list(
    query: z.output<typeof ActivityQuery>,
    filter: ScopeFilter,
  ): Promise<Omit<ActivityPage, 'can'>>;
  /** All visible users who match, as CSV, in pieces. */
  csv(query: z.output<typeof ActivityExportQuery>, filter: ScopeFilter): Promise<Iterable<string>>;
  /** Throws `user_not_found`. */
  history(user: string, range: z.output<typeof HistoryQuery>['range']): Promise<HistoryView>;
  /** Active hours of every day that samples are kept of. Throws `user_not_found`. */
  days(user: string): Promise<ActivityDays>;
  /** Forgets the samples of the score; plots keep their readings. */
  reset(actor: string): { readonly removed: number };
  /** Samples follow the name of a renamed user, or become anonymous. */
  readonly userRecords: {
    rename(from: string, to: string): void;
    forget(user: string): void;
  };
  start(): void;
  stop(): Promise<void>;
}

/**
 * @param db - the history database
 * @param keyOf - whose lab has that name in the engine
 */
export const createActivityService = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly engine: Pick<Engine, 'sample'>;
  readonly keyOf: (labName: string) => ServerKey | null;
  /** Cores that a lab was given; null without a limit. */
  readonly cpuLimitOf: (key: ServerKey) => number | null;
  readonly directory: ActiveUsers;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
  readonly sources: ActivitySources;
  readonly config: Config;
  /** Told about every reading of all labs. */
  readonly onPass?: ((pass: SamplerPass) => void) | undefined;
  readonly host?: () => ActivitySummary['host'];
}): ActivityService => {
  const { clock, db, directory, audit, config } = deps;
  const host =
    deps.host ??
    (() =>
      readHost([dirname(db.name)], {
        diskPercent: config.PERIJOVE_LOW_DISK_PERCENT,
        memoryPercent: config.PERIJOVE_LOW_MEMORY_PERCENT,
      }));
  const userIds = createUserIdsRepo(db);
  const usageRepo = createUsageRepo(db, userIds);
  const samples = createSampleRepo(db, userIds);
  const usage = createUsageSampler({
    ...deps,
    repo: usageRepo,
    rollups: createRollupsRepo(db),
    onPurged: () => {
      limitHistorySize(db, config.PERIJOVE_HISTORY_MAX_MB * 1e6, deps.log);
    },
  });
  const markers = createMarkers({ ...deps, userIds });
  const sizes = createVolumeSizesRepo(db, userIds);
  const sizesWorker = createVolumeSizesWorker({
    ...deps,
    repo: sizes,
    totalOf: user => deps.sources.volumesBytes(user),
  });
  const scores = createScoreSampler({ ...deps, userIds, samples });
  const rows = createListRows({
    ...deps,
    usageOf: key => usage.usageOf(key),
    scoreOf: user => scores.scoreOf(user),
    activeHoursOf: user => scores.activeHoursOf(user),
    scoreVersion: () => scores.version(),
    inactiveAfterMs: config.JUPYTERHUB_ACTIVITYMON_INACTIVE_AFTER * 60_000,
  });
  const sampleEveryMs = config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL * 1000;

  const present = (row: ListRow): ActivityRow => toActivityRow(row, usage.history(row));

  const summaryOf = (all: readonly ListRow[]): ActivitySummary => {
    const { samples: count, firstAtMs, lastAtMs } = scores.sampleSpan();
    return {
      ...summarise(all),
      host: host(),
      sampling: {
        everySeconds: config.JUPYTERHUB_ACTIVITYMON_SAMPLE_INTERVAL,
        keepDays: config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS,
        halfLifeHours: config.JUPYTERHUB_ACTIVITYMON_HALF_LIFE,
        samples: count,
        firstAt: isoOrNull(firstAtMs),
        lastAt: isoOrNull(lastAtMs),
      },
      historyBytes: sizeOf(db),
      historyMaxBytes: config.PERIJOVE_HISTORY_MAX_MB * 1e6,
      sampledAt: isoOrNull(usage.sampledAtMs()),
      sampleIntervalSeconds: config.PERIJOVE_USAGE_INTERVAL,
    };
  };

  const within = (filter: ScopeFilter): readonly ListRow[] => {
    if (filter.all) return rows.all();
    return rows.all().filter(({ user }) => {
      const hubUser = directory.get(user);
      return hubUser !== null && includesUser(filter, hubUser);
    });
  };

  const mustExist = async (user: string): Promise<void> => {
    if (directory.get(user) === null && (await directory.refreshUser(user)) === null) {
      throw new AppError('user_not_found', strings.common.noUser(user));
    }
  };

  return {
    usageOf: key => usage.usageOf(key),
    allUsage: () => usage.all(),
    row: key => {
      const row = rows.one(key);
      return row === null ? null : present(row);
    },
    summary: () => summaryOf(rows.all()),
    statuses: () => countStatuses(rows.all()),
    list: async (query, filter) => {
      if (directory.refreshedAtMs() === null) await directory.refresh();
      const all = within(filter);
      const page = listPage(all, query);
      return {
        items: page.items.map(present),
        nextCursor: page.nextCursor,
        total: page.total,
        summary: filter.all ? summaryOf(all) : { ...summaryOf(all), host: null },
      };
    },
    csv: async (query, filter) => {
      if (directory.refreshedAtMs() === null) await directory.refresh();
      return toCsv(listAll(within(filter), query));
    },
    days: async user => {
      await mustExist(user);
      const nowMs = clock.now();
      const { zone } = config.JUPYTERHUB_TIMEZONE;
      const keepDays = config.JUPYTERHUB_ACTIVITYMON_RETENTION_DAYS;
      const days = hoursPerDay({
        samples: samples.of(user, nowMs - keepDays * DAY_MS),
        sampleEveryMs,
        nowMs,
        keepDays,
        timeZone: zone,
      });
      return {
        user,
        timeZone: zone,
        targetHours: config.JUPYTERHUB_ACTIVITYMON_TARGET_HOURS,
        days,
        activeHours: days.reduce((sum, day) => sum + day.activeHours, 0),
        score: scores.scoreOf(user),
      };
    },
    history: async (user, range) => {
      await mustExist(user);
      const nowMs = clock.now();
      const buckets = bucketsOf(range, nowMs, config.PERIJOVE_USAGE_INTERVAL);
      const fromMs = buckets.first * buckets.stepSeconds * 1000;
      return buildHistory({
        user,
        range,
        buckets,
        points: [
          ...usageRepo.series(user, buckets.first, buckets.stepSeconds),
          ...(range === '1h' ? pointsOf(usage.recent(user), buckets.stepSeconds) : []),
        ],
        samples: samples.of(user, fromMs - sampleEveryMs),
        sampleEveryMs,
        sizes: sizes.of(user, fromMs),
        markers: markers.of(user, fromMs),
        firstMarkMs: markers.firstMs(user),
        nowMs,
      });
    },
    reset: actor => {
      const removed = scores.reset();
      audit.record({
        actor,
        action: 'activity.reset',
        subject: strings.common.allUsers,
        result: 'ok',
        details: { removed },
      });
      return { removed };
    },
    userRecords: {
      rename: (from, to) => {
        usage.move(from, to);
        userIds.rename(from, to);
      },
      forget: user => {
        usage.move(user, null);
        userIds.forget(user);
      },
    },
    start: () => {
      usage.start();
      scores.start();
      sizesWorker.start();
      markers.start();
    },
    stop: async () => {
      markers.stop();
      await Promise.all([usage.stop(), scores.stop(), sizesWorker.stop()]);
    },
  };
};
