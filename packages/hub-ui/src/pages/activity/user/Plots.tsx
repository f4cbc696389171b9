import type { HistoryView } from '@perijove/contracts';
import { formatBytes } from '../../../format/bytes';
import { formatDuration } from '../../../format/duration';
import { formatAgo, formatDateTime } from '../../../format/instant';
import { formatCpu } from '../../../format/number';
import type { PlotPoint } from '../../../realtime/frames';
import { Plot } from './Plot';
import { plotRangeOf } from './plot-range';
import { t } from '../../../i18n';

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

const perSecond = (bytes: number): string =>
  t('activity:drawer.perSecond', { bytes: formatBytes(bytes) });

/** What a user used over time, in one plot for each resource. */
export const Plots = ({ history, limits, now }: Props) => {
  const stepMs = history.stepSeconds * 1000;
  const { from, sinceMs, padded } = plotRangeOf(history);
  const startMs = Date.parse(history.start) + from * stepMs;
  const points = (values: readonly (number | null)[]): readonly PlotPoint[] =>
    values.slice(from).map((value, index) => ({ atMs: startMs + index * stepMs, value }));
  const shown = history.cpuPercent.length - from;
  const common = {
    range:
      from === 0 ? t(`activity:drawer.range.${history.range}`) : formatDuration(shown * stepMs),
    marks: history.marks,
  };
  const since = sinceMs === null ? null : new Date(sinceMs).toISOString();
  return (
    <>
      {since !== null && (
        <p className="pj-note pj-plot-since">
          {!padded
            ? t('activity:drawer.sinceHere', {
                when: formatDateTime(since),
                ago: formatAgo(since, now),
              })
            : t('activity:drawer.since', {
                when: formatDateTime(since),
                ago: formatAgo(since, now),
              })}
        </p>
      )}
      <Plot
        {...common}
        name={t('activity:drawer.cpu')}
        series={[{ name: null, points: points(history.cpuPercent) }]}
        limit={limits.cpuCores === null ? null : limits.cpuCores * 100}
        format={formatCpu}
      />
      <Plot
        {...common}
        name={t('activity:drawer.memory')}
        series={[{ name: null, points: points(history.memoryBytes) }]}
        limit={limits.memoryBytes}
        format={formatBytes}
      />
      <Plot
        {...common}
        name={t('activity:drawer.network')}
        series={[
          { name: t('activity:drawer.received'), points: points(history.networkReceivedPerSecond) },
          { name: t('activity:drawer.sent'), points: points(history.networkSentPerSecond) },
        ]}
        format={perSecond}
      />
      <Plot
        {...common}
        name={t('activity:drawer.disk')}
        series={[
          { name: t('activity:drawer.read'), points: points(history.diskReadPerSecond) },
          { name: t('activity:drawer.written'), points: points(history.diskWrittenPerSecond) },
        ]}
        // With CPU recorded, servers were measured: only the disk is not counted.
        nothing={
          isKnown(history.cpuPercent)
            ? t('activity:drawer.diskUncounted')
            : t('activity:drawer.nothing')
        }
        format={perSecond}
      />
      <Plot
        {...common}
        name={t('activity:drawer.volumes')}
        series={[{ name: null, points: points(history.volumesBytes) }]}
        format={formatBytes}
      />
      <ul className="pj-plot-legend pj-note" aria-label={t('activity:drawer.marks')}>
        {(['start', 'stop', 'cull'] as const).map(kind => (
          <li key={kind}>
            <svg width="8" height="16" aria-hidden="true" focusable="false">
              <path className={`pj-plot-mark pj-plot-${kind}`} d="M4 0V16" />
            </svg>
            {t(`activity:drawer.marker.${kind}`)}
          </li>
        ))}
      </ul>
    </>
  );
};
