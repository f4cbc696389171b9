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
export interface ScoreBoard {
  /** One sample of all users, in any order. */
  add(ageHours: number, states: Uint8Array): void;
  score(userId: number): number | null;
  /** Samples in which they were active; null when none was taken of them. */
  activeSamples(userId: number): number | null;
}

export const createScoreBoard = (halfLifeHours: number): ScoreBoard => {
  let all = new Float64Array(0);
  let active = new Float64Array(0);
  let activeCount = new Float64Array(0);

  const grown = (values: Float64Array, size: number): Float64Array<ArrayBuffer> => {
    const larger = new Float64Array(size);
    larger.set(values);
    return larger;
  };

  return {
    add: (ageHours, states) => {
      if (states.length > all.length) {
        all = grown(all, states.length);
        active = grown(active, states.length);
        activeCount = grown(activeCount, states.length);
      }
      const share = weight(ageHours, halfLifeHours);
      for (let userId = 0; userId < states.length; userId += 1) {
        const state = states[userId];
        if (state === NOT_MEASURED) continue;
        all[userId] = (all[userId] ?? 0) + share;
        if (state !== ACTIVE) continue;
        active[userId] = (active[userId] ?? 0) + share;
        activeCount[userId] = (activeCount[userId] ?? 0) + 1;
      }
    },
    score: userId => {
      const total = all[userId] ?? 0;
      return total === 0 ? null : (100 * (active[userId] ?? 0)) / total;
    },
    activeSamples: userId => ((all[userId] ?? 0) === 0 ? null : (activeCount[userId] ?? 0)),
  };
};
