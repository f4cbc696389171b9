const SHORTEST_MS = 40;
const SPREAD_MS = 80;

/**
 * How long a page waits before it tells that a message arrived. Of a thousand pages that get the same
 * message each answers at a moment of its own, and hardly one while others still wait for it.
 */
export const arrivalPauseMs = (random: () => number = Math.random): number =>
  SHORTEST_MS + SPREAD_MS * random();
