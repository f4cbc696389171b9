import { sleep, timed } from './pool.mjs';

const LOOK_EVERY_MS = 100;

/** Sends a light request to the hub ten times a second while `work` runs. Returns milliseconds. */
export const hubLatencyDuring = async (url, work) => {
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
