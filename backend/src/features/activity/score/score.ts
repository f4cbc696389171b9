import { ACTIVE, NOT_MEASURED } from './sample-repo.js';

/** How much a sample counts: half as much for every half-life that it is old. */
export const weight = (ageHours: number, halfLifeHours: number): number =>
  Math.exp((-Math.LN2 * ageHours) / halfLifeHours);

/**
 * The activity score: the weighted share of active samples, 0 to 100. Only what was measured
 * counts; null when nothing was.
 */
export const score = (
  samples: readonly { readonly ageHours: number; readonly active: boolean }[],
  halfLifeHours: number,
): number | null => {
  // Only ratios matter, so ages count from the newest: very old samples alone do not vanish.
  const newest = Math.min(...samples.map(sample => sample.ageHours));
  let all = 0;
  let active = 0;
  for (const sample of samples) {
    const share = weight(sample.ageHours - newest, halfLifeHours);
    all += share;
    if (sample.active) active += share;
  }

  return all === 0 ? null : (100 * active) / all;
};

/** The scores of all users at once, fed with samples in which each user has one byte. */
export class ScoreBoard {
  private all = new Float64Array(0);
  private active = new Float64Array(0);
  private activeCount = new Float64Array(0);

  constructor(private readonly halfLifeHours: number) {}

  /** One sample of all users, in any order. */
  add(ageHours: number, states: Uint8Array): void {
    if (states.length > this.all.length) {
      this.all = this.grown(this.all, states.length);
      this.active = this.grown(this.active, states.length);
      this.activeCount = this.grown(this.activeCount, states.length);
    }
    const share = weight(ageHours, this.halfLifeHours);
    for (let userId = 0; userId < states.length; userId += 1) {
      const state = states[userId];
      if (state === NOT_MEASURED) continue;
      this.all[userId] = (this.all[userId] ?? 0) + share;
      if (state !== ACTIVE) continue;
      this.active[userId] = (this.active[userId] ?? 0) + share;
      this.activeCount[userId] = (this.activeCount[userId] ?? 0) + 1;
    }
  }

  score(userId: number): number | null {
    const total = this.all[userId] ?? 0;
    return total === 0 ? null : (100 * (this.active[userId] ?? 0)) / total;
  }

  /** Samples in which they were active; null when none was taken of them. */
  activeSamples(userId: number): number | null {
    return (this.all[userId] ?? 0) === 0 ? null : (this.activeCount[userId] ?? 0);
  }

  private grown(values: Float64Array, size: number): Float64Array<ArrayBuffer> {
    const larger = new Float64Array(size);
    larger.set(values);
    return larger;
  }
}
