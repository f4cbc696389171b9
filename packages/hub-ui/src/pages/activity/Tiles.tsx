import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { formatCores, formatCpu } from '../../format/number';
import { strings } from './strings';

const words = strings.tiles;

interface Tile {
  readonly name: string;
  readonly figure: string;
  readonly note: string;
}

const diskNote = ({ host, volumesBytes }: ActivitySummary): string => {
  const disk = host?.disk ?? null;
  if (disk !== null) return words.diskOf(formatBytes(disk.freeBytes), formatBytes(disk.totalBytes));
  return volumesBytes === null ? words.unmeasured : words.diskNote;
};

const tilesOf = (summary: ActivitySummary): readonly Tile[] => {
  const { host } = summary;
  return [
    { name: words.running, figure: String(summary.running), note: words.runningOf(summary.users) },
    { name: words.active, figure: String(summary.active), note: words.activeNote },
    {
      name: words.cpu,
      figure: formatCpu(summary.cpuPercent),
      note: words.cores(formatCores(summary.cpuPercent)),
    },
    {
      name: words.memory,
      figure: formatBytes(summary.memoryBytes),
      note:
        host === null
          ? ''
          : words.memoryOf(
              formatBytes(host.memoryAvailableBytes),
              formatBytes(host.memoryTotalBytes),
            ),
    },
    {
      name: words.disk,
      figure: summary.volumesBytes === null ? words.unknown : formatBytes(summary.volumesBytes),
      note: diskNote(summary),
    },
    {
      name: words.load,
      figure: host === null ? words.unknown : host.load1.toFixed(2),
      note: host === null ? words.unmeasured : words.loadOf(host.cores),
    },
  ];
};

/** The sums above the table. */
export const Tiles = ({ summary }: { readonly summary: ActivitySummary }) => (
  <dl className="pj-tiles" aria-label={words.label}>
    {tilesOf(summary).map(({ name, figure, note }) => (
      <div key={name} className="pj-card">
        <dt>{name}</dt>
        <dd>
          <span className="pj-figure pj-number">{figure}</span>
          <span className="pj-note pj-number">{note}</span>
        </dd>
      </div>
    ))}
  </dl>
);
