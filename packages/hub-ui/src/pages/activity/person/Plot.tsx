import type { PlotPoint } from '../../../live/frames';
import { plotPaths } from '../../../parts/plot';
import type { Marker } from './markers';
import { strings } from './strings';

interface Props {
  readonly name: string;
  readonly range: string;
  readonly points: readonly PlotPoint[];
  readonly limit: number | null;
  readonly markers: readonly Marker[];
  readonly format: (value: number) => string;
}

const PAD = 2;
const HEIGHT = 30;

/** A plot over time with its limit as a line, and what happened as marks. Gaps stay gaps. */
export const Plot = ({ name, range, points, limit, markers, format }: Props) => {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) {
    return (
      <figure className="pj-plot">
        <figcaption>
          <strong>{name}</strong>
        </figcaption>
        <p className="pj-note mb-0">{strings.nothing}</p>
      </figure>
    );
  }
  const most = Math.max(...values);
  const { line, area } = plotPaths(points, limit);
  const firstMs = points[0]?.atMs ?? 0;
  const spanMs = Math.max(1, (points.at(-1)?.atMs ?? 0) - firstMs);
  const limitY =
    limit === null ? null : HEIGHT - PAD - (limit / Math.max(most, limit)) * (HEIGHT - 2 * PAD);
  return (
    <figure className="pj-plot">
      <figcaption>
        <strong>{name}</strong>
        <span className="pj-note pj-number">
          {strings.most(format(most))}
          {limit !== null && ` · ${strings.limit(format(limit))}`}
        </span>
      </figcaption>
      <svg
        className="pj-spark"
        viewBox="0 0 100 30"
        preserveAspectRatio="none"
        role="img"
        aria-label={strings.plot(name, range, strings.most(format(most)))}
        focusable="false"
      >
        <path className="pj-spark-area" d={area} />
        {limitY !== null && (
          <path
            className="pj-plot-limit"
            d={`M0 ${limitY}H100`}
            vectorEffect="non-scaling-stroke"
          />
        )}
        {markers.map(({ atMs, kind }) => (
          <path
            key={`${kind}${atMs}`}
            className={`pj-plot-mark pj-plot-${kind}`}
            d={`M${((atMs - firstMs) / spanMs) * 100} 0V30`}
            vectorEffect="non-scaling-stroke"
          >
            <title>{strings.marker[kind]}</title>
          </path>
        ))}
        <path className="pj-spark-line" d={line} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className="pj-plot-axis pj-note" aria-hidden="true">
        <span>{strings.ago(range)}</span>
        <span>{strings.now}</span>
      </div>
    </figure>
  );
};
