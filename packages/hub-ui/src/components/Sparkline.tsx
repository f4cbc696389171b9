import type { PlotPoint } from '../realtime/frames';
import { plotPaths } from './plot';

interface Props {
  readonly points: readonly PlotPoint[];
  /** The value at the upper edge; the largest value when it is missing or exceeded. */
  readonly limit?: number | null;
  /** What it shows, as text; without it the drawing is decoration. */
  readonly label?: string;
  readonly className?: string;
}

/** A small plot without axes. Gaps in the data stay gaps. */
export const Sparkline = ({ points, limit = null, label, className = '' }: Props) => {
  const { line, area } = plotPaths(points, limit);
  return (
    <svg
      className={`pj-spark ${className}`}
      viewBox="0 0 100 30"
      preserveAspectRatio="none"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      focusable="false"
    >
      <path className="pj-spark-area" d={area} />
      <path className="pj-spark-line" d={line} vectorEffect="non-scaling-stroke" />
    </svg>
  );
};
