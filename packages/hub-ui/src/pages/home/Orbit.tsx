import type { Stage } from './stage';

const CENTRE = 120;
const WIDE = 100;
const HIGH = 88;
const FOCUS = Math.sqrt(WIDE ** 2 - HIGH ** 2);

/** The angle of the moon: the far end when stopped, the nearest point when running. */
const angleOf = (stage: Stage, percent: number): number => {
  if (stage === 'running') return 2 * Math.PI;
  return stage === 'starting' ? Math.PI * (1 + percent / 100) : Math.PI;
};

interface Props {
  readonly stage: Stage;
  readonly percent: number;
}

/**
 * The sign of the house as a picture of the state: the moon travels from the far end of its
 * orbit to the perijove while the server starts. Decoration: the words say the same.
 */
export const Orbit = ({ stage, percent }: Props) => {
  const angle = angleOf(stage, percent);
  const x = CENTRE + WIDE * Math.cos(angle);
  const y = CENTRE + HIGH * Math.sin(angle);
  const planet = CENTRE + FOCUS;
  return (
    <svg
      className={`pj-orbit pj-orbit-${stage}`}
      viewBox="0 0 240 240"
      aria-hidden="true"
      focusable="false"
    >
      <g transform={`rotate(-24 ${CENTRE} ${CENTRE})`}>
        <ellipse className="pj-orbit-path" cx={CENTRE} cy={CENTRE} rx={WIDE} ry={HIGH} />
        <path
          className="pj-orbit-done"
          d={`M${CENTRE - WIDE} ${CENTRE}A${WIDE} ${HIGH} 0 0 1 ${x} ${y}`}
        />
        <circle className="pj-orbit-planet" cx={planet} cy={CENTRE} r="34" />
        <path className="pj-orbit-band" d={`M${planet - 31} ${CENTRE - 10}h62`} />
        <path className="pj-orbit-band" d={`M${planet - 32} ${CENTRE + 4}h64`} />
        <path className="pj-orbit-band" d={`M${planet - 27} ${CENTRE + 17}h54`} />
        <g className="pj-orbit-moon" style={{ transform: `translate(${x}px, ${y}px)` }}>
          <circle className="pj-orbit-halo" r="15" />
          <circle r="8" />
        </g>
      </g>
    </svg>
  );
};
