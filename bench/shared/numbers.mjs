/** Nearest-rank percentile: a value that was really measured. `of` need not be sorted. */
export const percentile = (of, percent) => {
  if (of.length === 0) return NaN;
  const sorted = [...of].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
};

/** The middle value; of an even number of values, the lower of the two. */
export const median = of => percentile(of, 50);

/** Three significant digits, for tables and for JSON. */
export const rounded = value => (Number.isFinite(value) ? Number(value.toPrecision(3)) : null);

/** The best, the median, the tails and the size of a sample. */
export const summary = of => ({
  min: rounded(Math.min(...of)),
  p50: rounded(percentile(of, 50)),
  p95: rounded(percentile(of, 95)),
  p99: rounded(percentile(of, 99)),
  max: rounded(percentile(of, 100)),
  n: of.length,
});
