import type { HistoryView } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatDuration } from '../../../format/duration';
import { formatAgo, formatDateTime } from '../../../format/instant';
import { formatCpu } from '../../../format/number';
import type { PlotPoint } from '../../../realtime/frames';
import { Plot } from './Plot';
import { strings } from './strings';
import { plotRangeOf } from './plot-range';

/** What a user's servers may use at most; null where nothing limits them. */
export interface Limits {
  readonly cpuCores: number | null;
  readonly memoryBytes: number | null;
}

interface Props {
  readonly history: HistoryView;
  readonly limits: Limits;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
}

const isKnown = (values: readonly (number | null)[]): boolean =>
  values.some(value => value !== null);

const perSecond = (bytes: number): string => strings.perSecond(formatBytes(bytes));

/** What a user used over time, in one plot for each resource. */
export const Plots = ({ history, limits, now }: Props) => {
  const stepMs = history.stepSeconds * 1000;
  const { from, sinceMs, padded } = plotRangeOf(history);
  const startMs = Date.parse(history.start) + from * stepMs;
  const points = (values: readonly (number | null)[]): readonly PlotPoint[] =>
    values.slice(from).map((value, index) => ({ atMs: startMs + index * stepMs, value }));
  const shown = history.cpuPercent.length - from;
  const common = {
    range: from === 0 ? strings.range[history.range] : formatDuration(shown * stepMs),
    marks: history.marks,
  };
  const since = sinceMs === null ? null : new Date(sinceMs).toISOString();
  return (
    <>
      {since !== null && (
        <p className="pj-note pj-plot-since">
          {strings.since(formatDateTime(since), formatAgo(since, now), !padded)}
        </p>
      )}
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
        // Whoever was seen to compute was looked at: then it is the disk that nobody counts.
        nothing={isKnown(history.cpuPercent) ? strings.diskUncounted : strings.nothing}
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
