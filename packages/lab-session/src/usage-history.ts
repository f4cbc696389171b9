import type { Usage } from '@perijove/contracts';

/** So many frames make a sparkline. */
const CAPACITY = 60;

/** Room above the largest value, for a line at the edge looks like a limit reached. */
const HEADROOM = 1.25;

/** The last measurements of CPU and memory, oldest first. */
export class UsageHistory {
  private frames: readonly Usage[] = [];

  /** The measurements, oldest first. */
  get all(): readonly Usage[] {
    return this.frames;
  }

  /** The newest measurement. */
  get latest(): Usage | null {
    return this.frames.at(-1) ?? null;
  }

  /** Adds a measurement; one that is not newer than the last says nothing new. */
  add(usage: Usage): void {
    const { latest } = this;
    if (latest !== null && usage.at <= latest.at) return;
    this.frames = [...this.frames, usage].slice(-CAPACITY);
  }

  /** Forgets all: another run of the server began. */
  clear(): void {
    this.frames = [];
  }
}

/**
 * The points of a sparkline, for a polyline in a box of `width` by `height` pixels.
 *
 * @param values - oldest first
 * @param full - the value at the upper edge; a little above the largest when there is no limit
 */
export const sparkline = (
  values: readonly number[],
  full: number | null,
  width: number,
  height: number,
): string => {
  const top = Math.max(full ?? Math.max(...values, 0) * HEADROOM, Number.EPSILON);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map((value, index) => {
      const share = Math.min(1, Math.max(0, value / top));
      return `${(index * step).toFixed(1)},${(height - share * height).toFixed(1)}`;
    })
    .join(' ');
};
