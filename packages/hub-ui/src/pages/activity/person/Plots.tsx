import type { HistoryView } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatCpu } from '../../../format/number';
import type { PlotPoint } from '../../../live/frames';
import { Plot } from './Plot';
import { strings } from './strings';

/** What a person's servers may use at most; null where nothing limits them. */
export interface Limits {
  readonly cpuCores: number | null;
  readonly memoryBytes: number | null;
}

interface Props {
  readonly history: HistoryView;
  readonly limits: Limits;
}

const perSecond = (bytes: number): string => strings.perSecond(formatBytes(bytes));

/** What somebody used over time, in one plot for each resource. */
export const Plots = ({ history, limits }: Props) => {
  const startMs = Date.parse(history.start);
  const points = (values: readonly (number | null)[]): readonly PlotPoint[] =>
    values.map((value, index) => ({ atMs: startMs + index * history.stepSeconds * 1000, value }));
  const common = { range: strings.range[history.range], marks: history.marks };
  return (
    <>
      <Plot
        {...common}
        name={strings.cpu}
        series={[{ name: null, points: points(history.cpuPercent) }]}
        limit={limits.cpuCores === null ? null : limits.cpuCores * 100}
        format={formatCpu}
      />
      <Plot
        {...common}
        name={strings.memory}
        series={[{ name: null, points: points(history.memoryBytes) }]}
        limit={limits.memoryBytes}
        format={formatBytes}
      />
      <Plot
        {...common}
        name={strings.network}
        series={[
          { name: strings.received, points: points(history.networkReceivedPerSecond) },
          { name: strings.sent, points: points(history.networkSentPerSecond) },
        ]}
        format={perSecond}
      />
      <Plot
        {...common}
        name={strings.disk}
        series={[
          { name: strings.read, points: points(history.diskReadPerSecond) },
          { name: strings.written, points: points(history.diskWrittenPerSecond) },
        ]}
        format={perSecond}
      />
      <Plot
        {...common}
        name={strings.volumes}
        series={[{ name: null, points: points(history.volumesBytes) }]}
        format={formatBytes}
      />
      <ul className="pj-plot-legend pj-note" aria-label={strings.marks}>
        {(['start', 'stop', 'cull'] as const).map(kind => (
          <li key={kind}>
            <svg width="8" height="16" aria-hidden="true" focusable="false">
              <path className={`pj-plot-mark pj-plot-${kind}`} d="M4 0V16" />
            </svg>
            {strings.marker[kind]}
          </li>
        ))}
      </ul>
    </>
  );
};
