/** What decides how soon a volume in use is measured again. */
export interface Pace {
  /** JUPYTERHUB_ACTIVITYMON_VOLUMES_UPDATE_INTERVAL. */
  readonly intervalMs: number;
  /** What the last measurement took. */
  readonly costMs: number;
  /** Whether the last measurement found another size than the one before. */
  readonly changed: boolean;
}

/** A measurement may take this share of the time between two: large volumes are asked less. */
const SHARE = 1 / 50;
/** A volume that grows right now is looked at more often. */
const SOONER = 4;

/** How long a measurement of a volume in use stays good enough. Pure. */
export const pauseMs = ({ intervalMs, costMs, changed }: Pace): number =>
  Math.max(changed ? intervalMs / SOONER : intervalMs, costMs / SHARE);
