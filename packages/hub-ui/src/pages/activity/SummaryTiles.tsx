import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { coresOf, formatCores, formatCpu, formatNumber } from '../../format/number';
import { t } from '../../i18n';

/** What labs and others take of something the host has. */
interface Shares {
  readonly labs: number;
  /** Everything in use, that of labs included. */
  readonly used: number;
  readonly total: number;
}

interface Tile {
  readonly name: string;
  readonly figure: string;
  readonly note: string;
  readonly shares: Shares | null;
}

const cpuTile = ({ host, cpuPercent }: ActivitySummary): Tile => ({
  name: t('activity:tiles.cpu'),
  figure: formatCpu(cpuPercent),
  note:
    host === null
      ? t('activity:tiles.cores', { cores: formatCores(cpuPercent), count: coresOf(cpuPercent) })
      : t('activity:tiles.coresOf', { cores: formatCores(cpuPercent), count: host.cores }),
  shares:
    host === null ? null : { labs: cpuPercent / 100, used: cpuPercent / 100, total: host.cores },
});

const memoryTile = ({ host, memoryBytes }: ActivitySummary): Tile => ({
  name: t('activity:tiles.memory'),
  figure: formatBytes(memoryBytes),
  note:
    host === null
      ? ''
      : t('activity:tiles.memoryOf', {
          free: formatBytes(host.memoryAvailableBytes),
          total: formatBytes(host.memoryTotalBytes),
        }),
  shares:
    host === null
      ? null
      : {
          labs: memoryBytes,
          used: host.memoryTotalBytes - host.memoryAvailableBytes,
          total: host.memoryTotalBytes,
        },
});

const diskTile = ({ host, volumesBytes }: ActivitySummary): Tile => {
  const disk = host?.disk ?? null;
  const unknown =
    volumesBytes === null ? t('activity:tiles.unmeasured') : t('activity:tiles.diskNote');
  return {
    name: t('activity:tiles.disk'),
    figure: volumesBytes === null ? t('activity:tiles.unknown') : formatBytes(volumesBytes),
    note:
      disk === null
        ? unknown
        : t('activity:tiles.diskOf', {
            free: formatBytes(disk.freeBytes),
            total: formatBytes(disk.totalBytes),
          }),
    shares:
      disk === null
        ? null
        : {
            labs: volumesBytes ?? 0,
            used: disk.totalBytes - disk.freeBytes,
            total: disk.totalBytes,
          },
  };
};

const loadTile = ({ host }: ActivitySummary): Tile => ({
  name: t('activity:tiles.load'),
  figure: host === null ? t('activity:tiles.unknown') : formatNumber(host.load1, 2),
  note:
    host === null
      ? t('activity:tiles.unmeasured')
      : t('activity:tiles.loadOf', { count: host.cores }),
  shares: host === null ? null : { labs: 0, used: host.load1, total: host.cores },
});

const tilesOf = (summary: ActivitySummary): readonly Tile[] => [
  {
    name: t('activity:tiles.running'),
    figure: String(summary.running),
    note: t('activity:tiles.runningOf', { count: summary.users }),
    shares: null,
  },
  {
    name: t('activity:tiles.active'),
    figure: String(summary.active),
    note: t('activity:tiles.activeNote'),
    shares: null,
  },
  cpuTile(summary),
  memoryTile(summary),
  diskTile(summary),
  loadTile(summary),
];

const percent = (value: number, total: number): number =>
  total > 0 ? Math.min(100, Math.max(0, (value / total) * 100)) : 0;

/** A bar in two tones: what labs take, and what everything else does. */
const Bar = ({ labs, used, total }: Shares) => {
  const labsPart = percent(labs, total);
  const all = Math.max(labsPart, percent(used, total));
  const text =
    labs > 0
      ? t('activity:tiles.shares', { labs: Math.round(labsPart), all: Math.round(all) })
      : t('activity:tiles.share', { percent: Math.round(all) });
  return (
    <div className="pj-shares" role="img" aria-label={text} title={text}>
      <span className="pj-shares-labs" style={{ width: `${labsPart}%` }} />
      <span className="pj-shares-rest" style={{ width: `${all - labsPart}%` }} />
    </div>
  );
};

/** The sums above the table, and what the host has left. */
export const SummaryTiles = ({ summary }: { readonly summary: ActivitySummary }) => (
  <dl className="pj-tiles" aria-label={t('activity:tiles.label')}>
    {tilesOf(summary).map(({ name, figure, note, shares }) => (
      <div key={name} className="pj-card">
        <dt>{name}</dt>
        <dd>
          <span className="pj-figure pj-number">{figure}</span>
          <span className="pj-note pj-number">{note}</span>
          {shares !== null && <Bar {...shares} />}
        </dd>
      </div>
    ))}
  </dl>
);
