export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Runs `work` for every item, at most `limit` at once; answers come in the items' order. */
export const pool = async (items, limit, work) => {
  const results = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
};

/** The milliseconds of `work`, and its result. */
export const timed = async work => {
  const start = performance.now();
  const answer = await work();
  return { ms: performance.now() - start, answer };
};

/** Repeats `look` until it returns a truthy value; throws `words` after the timeout. */
export const until = async (look, { timeoutMs, everyMs = 200, words }) => {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const seen = await look();
    if (seen) return seen;
    await sleep(everyMs);
  }
  throw new Error(words);
};
