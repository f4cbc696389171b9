import type { Unrendered } from '../../lib/text.js';
import type { HealthReport } from '@perijove/contracts';
import type { Directory } from '../../jupyterhub/directory.js';
import { iso, isoOrNull, type Clock } from '../../lib/clock.js';
import type { ActivityService } from '../activity/service.js';
import type { Disk } from '../disk/worker.js';
import type { VolumeService } from '../volumes/service.js';
import type { Trash } from '../volumes/trash/trash.js';
import type { VolumeTotal } from '../volumes/sizes/totals.js';
import type { HealthService } from './service.js';

/** Whose volumes are named as the largest. */
const LARGEST = 5;

const sizes = (totals: ReadonlyMap<string, VolumeTotal>) => {
  const measured = [...totals].flatMap(([user, { bytes, measuredAtMs }]) =>
    bytes === null || measuredAtMs === null ? [] : [{ user, bytes, measuredAtMs }],
  );
  const oldestMs = measured.reduce<number | null>(
    (oldest, { measuredAtMs }) => Math.min(oldest ?? measuredAtMs, measuredAtMs),
    null,
  );
  const largest = [...measured].sort((a, b) => b.bytes - a.bytes).slice(0, LARGEST);
  return {
    volumesBytes: measured.reduce((sum, { bytes }) => sum + bytes, 0),
    largest: largest.map(({ user, bytes }) => ({ user, bytes })),
    oldestMs,
  };
};

/** What administrators see of the platform's health. Parts that do not answer are told, never waited for. */
export const createHealthReport = (deps: {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'refreshedAtMs'>;
  readonly health: HealthService;
  readonly disks: () => readonly Disk[];
  readonly activity: Pick<ActivityService, 'summary'>;
  readonly volumes: Pick<VolumeService, 'totals'>;
  readonly trash: Pick<Trash, 'list'>;
}): (() => Promise<Unrendered<HealthReport>>) => {
  const { clock, directory, health, disks, activity, volumes, trash } = deps;
  return async () => {
    const [view, parts] = await Promise.all([health.view(), health.parts()]);
    const { oldestMs, ...fills } = sizes(volumes.totals());
    const { trash: kept } = trash.list({ sort: 'size', order: 'desc', limit: 1 });
    const { historyBytes, sampledAt, sampleIntervalSeconds } = activity.summary();
    return {
      health: view,
      checkedAt: iso(clock.now()),
      ...parts,
      disks: [...disks()],
      fills: { ...fills, trashBytes: kept.sizeBytes, historyBytes },
      readings: {
        users: isoOrNull(directory.refreshedAtMs()),
        usage: sampledAt,
        usageEverySeconds: sampleIntervalSeconds,
        volumes: isoOrNull(oldestMs),
      },
    };
  };
};
