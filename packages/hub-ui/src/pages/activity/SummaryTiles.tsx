import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatCores, formatCpu } from '../../format/number';
import { strings } from './strings';

const t = strings.tiles;

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
  name: t.cpu,
  figure: formatCpu(cpuPercent),
  note:
    host === null
      ? t.cores(formatCores(cpuPercent))
      : t.coresOf(formatCores(cpuPercent), host.cores),
  shares:
    host === null ? null : { labs: cpuPercent / 100, used: cpuPercent / 100, total: host.cores },
});

const memoryTile = ({ host, memoryBytes }: ActivitySummary): Tile => ({
  name: t.memory,
  figure: formatBytes(memoryBytes),
  note:
    host === null
      ? ''
      : t.memoryOf(formatBytes(host.memoryAvailableBytes), formatBytes(host.memoryTotalBytes)),
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
  const unknown = volumesBytes === null ? t.unmeasured : t.diskNote;
  return {
    name: t.disk,
    figure: volumesBytes === null ? t.unknown : formatBytes(volumesBytes),
    note:
      disk === null ? unknown : t.diskOf(formatBytes(disk.freeBytes), formatBytes(disk.totalBytes)),
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
  name: t.load,
  figure: host === null ? t.unknown : host.load1.toFixed(2),
  note: host === null ? t.unmeasured : t.loadOf(host.cores),
  shares: host === null ? null : { labs: 0, used: host.load1, total: host.cores },
});

const tilesOf = (summary: ActivitySummary): readonly Tile[] => [
  {
    name: t.running,
    figure: String(summary.running),
    note: t.runningOf(summary.users),
    shares: null,
  },
  { name: t.active, figure: String(summary.active), note: t.activeNote, shares: null },
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
    labs > 0 ? t.shares(Math.round(labsPart), Math.round(all)) : t.share(Math.round(all));
  return (
    <div className="pj-shares" role="img" aria-label={text} title={text}>
      <span className="pj-shares-labs" style={{ width: `${labsPart}%` }} />
      <span className="pj-shares-rest" style={{ width: `${all - labsPart}%` }} />
    </div>
  );
};

/** The sums above the table, and what the host has left. */
export const SummaryTiles = ({ summary }: { readonly summary: ActivitySummary }) => (
  <dl className="pj-tiles" aria-label={t.label}>
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
