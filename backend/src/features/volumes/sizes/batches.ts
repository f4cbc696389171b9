/** Volumes that one helper measures at most: making a container with more mounts takes longer. */
export const MOST_AT_ONCE = 100;
/** A batch that is known to take longer is split. */
export const LONGEST_MS = 5000;

/**
 * Puts volumes together that are measured in one go, for starting a helper costs more than counting
 * a small volume. `costMs` is what the last measurement took, 0 for the first; of a batch that took
 * long only the mean is known, so that a few rounds of ever smaller batches find the large one.
 * Large ones come last, so that nobody waits behind them. Pure.
 */
export const batchesOf = <T>(
  volumes: readonly T[],
  costMs: (volume: T) => number,
): readonly (readonly T[])[] => {
  const batches: T[][] = [];
  let leftMs = 0;
  for (const volume of [...volumes].sort((a, b) => costMs(a) - costMs(b))) {
    const cost = costMs(volume);
    const batch = batches.at(-1);
    if (batch === undefined || cost > leftMs || batch.length === MOST_AT_ONCE) {
      batches.push([volume]);
      leftMs = LONGEST_MS - cost;
    } else {
      batch.push(volume);
      leftMs -= cost;
    }
  }
  return batches;
};
