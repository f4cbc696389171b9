import type { Usage } from '@perijove/contracts';

/** Number of samples in a sparkline. */
const CAPACITY = 60;

/** Space above the largest value: a line at the edge looks like a reached limit. */
const HEADROOM = 1.25;

/** The last samples of CPU and memory, oldest first. */
export class UsageHistory {
  private samples: readonly Usage[] = [];

  /** The samples, oldest first. */
  get all(): readonly Usage[] {
    return this.samples;
  }

  /** The newest sample. */
  get latest(): Usage | null {
    return this.samples.at(-1) ?? null;
  }

  /** Adds a sample unless it is older than the last one. */
  add(usage: Usage): void {
    const { latest } = this;
    if (latest !== null && usage.at <= latest.at) return;
    this.samples = [...this.samples, usage].slice(-CAPACITY);
  }

  /** Removes all samples: the server was started again. */
  clear(): void {
    this.samples = [];
  }
}

/**
 * The points of a sparkline, for a polyline in a box of `width` by `height` pixels.
 *
 * @param values - oldest first
 * @param max - the value at the upper edge; null for a little above the largest value
 */
export const sparkline = (
  values: readonly number[],
  max: number | null,
  width: number,
  height: number,
): string => {
  const top = Math.max(max ?? Math.max(...values, 0) * HEADROOM, Number.EPSILON);
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map((value, index) => {
      const share = Math.min(1, Math.max(0, value / top));
      return `${(index * step).toFixed(1)},${(height - share * height).toFixed(1)}`;
    })
    .join(' ');
};
