import { until } from '../../shared/pool.mjs';
import { hubLatencyDuring } from '../../shared/hub-latency.mjs';

/**
 * Starts these users' servers at once and waits until each runs.
 * Returns milliseconds for all, for each, and of the hub's responses meanwhile.
 */
export const startAll = async ({ url, api }, names) => {
  const failures = [];
  const each = [];
  let wallMs = 0;
  const hubMs = await hubLatencyDuring(url, async () => {
    const start = performance.now();
    await Promise.all(
      names.map(async name => {
        try {
          await api.start(name);
          each.push(performance.now() - start);
        } catch (error) {
          failures.push(`${name}: ${error.message}`);
        }
      }),
    );
    wallMs = performance.now() - start;
  });
  return { wallMs, each, hubMs, failures };
};

/** Stops them all and waits until the hub says so. Not measured. */
export const stopAll = async ({ api }, names) => {
  await Promise.all(names.map(name => api.stop(name)));
  for (const name of names) {
    await until(async () => !(await api.running(name)), {
      timeoutMs: 120_000,
      everyMs: 300,
      words: `the server of ${name} did not stop`,
    });
  }
};
