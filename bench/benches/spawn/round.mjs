import { sleep, timed, until } from '../../parts/pool.mjs';

const LOOK_EVERY_MS = 100;

/** Asks the hub something light ten times a second, as long as `work` runs. */
const whileWatching = async (url, work) => {
  const times = [];
  let done = false;
  const asking = (async () => {
    const open = [];
    while (!done) {
      open.push(
        timed(async () => {
          const answer = await fetch(`${url}hub/api/`);
          await answer.text();
        }).then(({ ms }) => times.push(ms)),
      );
      await sleep(LOOK_EVERY_MS);
    }
    await Promise.all(open);
  })();
  try {
    await work();
  } finally {
    done = true;
  }
  await asking;
  return times;
};

/**
 * Starts these people's servers at once and waits until each runs.
 * Answers milliseconds for all, for each, and of the hub's answers meanwhile.
 */
export const startAll = async ({ url, api }, names) => {
  const failures = [];
  const each = [];
  let wallMs = 0;
  const hubMs = await whileWatching(url, async () => {
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
