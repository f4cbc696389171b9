import type { HistoryView } from '@perijove/contracts';
import type { PlotPoint } from '../../../realtime/frames';
import { plotPaths } from '../../../components/plot';
import { t } from '../../../i18n';

/** One line of a plot. */
export interface Series {
  /** Null where the plot has only one line and its name says it all. */
  readonly name: string | null;
  readonly points: readonly PlotPoint[];
}

interface Props {
  readonly name: string;
  readonly range: string;
  /** All over the same time; the second one is drawn dashed. */
  readonly series: readonly Series[];
  readonly limit?: number | null;
  readonly marks: HistoryView['marks'];
  /** What to say when there is nothing to draw. */
  readonly nothing?: string;
  readonly format: (value: number) => string;
}

const PAD = 2;
const HEIGHT = 30;

const largestOf = (points: readonly PlotPoint[]): number | null =>
  points.reduce<number | null>(
    (most, { value }) => (value === null || (most !== null && most >= value) ? most : value),
    null,
  );

/** Plots over time with their limit as a line, and what happened as marks. Gaps stay gaps. */
export const Plot = (props: Props) => {
  const {
    name,
    range,
    series,
    limit = null,
    marks,
    nothing = t('activity:drawer.nothing'),
    format,
  } = props;
  const lines = series.flatMap(one => {
    const most = largestOf(one.points);
    return most === null ? [] : [{ ...one, most }];
  });
  const first = lines[0];
  if (first === undefined) {
    return (
      <figure className="pj-plot">
        <figcaption>
          <strong>{name}</strong>
        </figcaption>
        <p className="pj-note mb-0">{nothing}</p>
      </figure>
    );
  }
  const top = Math.max(limit ?? 0, ...lines.map(({ most }) => most));
  const firstMs = first.points[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (first.points.at(-1)?.atMs ?? 0) - firstMs);
  const limitY = limit === null ? null : HEIGHT - PAD - (limit / top) * (HEIGHT - 2 * PAD);
  const labels = lines.map(line =>
    line.name === null
      ? t('activity:drawer.most', { value: format(line.most) })
      : t('activity:drawer.mostOf', { what: line.name, value: format(line.most) }),
  );
  return (
    <figure className="pj-plot">
      <figcaption>
        <strong>{name}</strong>
        <span className="pj-note pj-number">
          {labels.map((t, index) => (
            <span key={t} className={lines.length > 1 ? `pj-plot-key-${index}` : undefined}>
              {t}
            </span>
          ))}
          {limit !== null && <span>{t('activity:drawer.limit', { value: format(limit) })}</span>}
        </span>
      </figcaption>
      <svg
        className="pj-spark"
        viewBox="0 0 100 30"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('activity:drawer.plot', { name, range, most: labels.join(', ') })}
        focusable="false"
      >
        {limitY !== null && (
          <path
            className="pj-plot-limit"
            d={`M0 ${limitY}H100`}
            vectorEffect="non-scaling-stroke"
          />
        )}
        {marks.map(({ at, kind }) => {
          // What happened within the last step stands at its edge.
          const place = Math.min(1, (Date.parse(at) - firstMs) / spanMs);
          return place < 0 ? null : (
            <path
              key={`${kind}${at}`}
              className={`pj-plot-mark pj-plot-${kind}`}
              d={`M${place * 100} 0V30`}
              vectorEffect="non-scaling-stroke"
            >
              <title>{t(`activity:drawer.marker.${kind}`)}</title>
            </path>
          );
        })}
        {lines.map((line, index) => {
          const paths = plotPaths(line.points, top);
          return (
            <g key={line.name ?? name} className={`pj-plot-line-${index}`}>
              {index === 0 && <path className="pj-spark-area" d={paths.area} />}
              <path className="pj-spark-line" d={paths.line} vectorEffect="non-scaling-stroke" />
            </g>
          );
        })}
      </svg>
      <div className="pj-plot-axis pj-note" aria-hidden="true">
        <span>{t('activity:drawer.ago', { range })}</span>
        <span>{t('activity:drawer.now')}</span>
      </div>
    </figure>
  );
};
