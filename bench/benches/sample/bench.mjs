import { needImage } from '../../shared/docker.mjs';
import { median, rounded, summary } from '../../shared/numbers.mjs';
import { sleep, timed } from '../../shared/pool.mjs';
import { watchCpu } from './cpu.mjs';
import { startContainers } from './containers.mjs';
import { statsPass } from './stats.mjs';

export const about = 'CPU and memory of every lab in one pass, beside the statistics of Docker';
export const limitMinutes = 15;
export const defaults = { count: 50, passes: 20, besidePasses: 5 };

/** The limit of the design is for a hundred containers. */
const GOAL_MS_PER_100 = 10;
const PAUSE_MS = 200;

/** The times of these passes, and the CPU of this process and of Docker per pass. */
const repeat = async (passes, work) => {
  const times = [];
  const cpu = watchCpu();
  for (let pass = 0; pass < passes; pass += 1) {
    await sleep(PAUSE_MS);
    times.push((await timed(work)).ms);
  }
  const { own, docker } = cpu.used();
  return { times, ownCpu: own / passes, dockerCpu: docker === null ? null : docker / passes };
};

export const run = async ({ options: { count, passes, besidePasses }, say, cleanup }) => {
  await needImage('perijove/tiny:test');
  say(`Starting ${count} containers`);
  const { engine, ids } = await startContainers({ count, cleanup });

  const sampled = async () => {
    const found = await engine.sample();
    if (found.length !== count) throw new Error(`sampled ${found.length} of ${count}`);
  };
  // The first pass asks Docker for the list of containers and finds their cgroups.
  const first = (await timed(sampled)).ms;
  const ours = await repeat(passes, sampled);
  say('The same through Docker, all at once with one-shot=true');
  const oneShot = await repeat(besidePasses, () =>
    statsPass(ids, { query: 'stream=false&one-shot=true', atOnce: count }),
  );
  say('The same through Docker, four at a time');
  const four = await repeat(besidePasses, () =>
    statsPass(ids, { query: 'stream=false', atOnce: 4 }),
  );

  const ms = median(ours.times);
  const goalMs = (GOAL_MS_PER_100 * count) / 100;
  const faster = {
    stats: rounded(median(four.times) / ms),
    oneShot: rounded(median(oneShot.times) / ms),
  };
  const cost = ({ ownCpu, dockerCpu }) => ({
    ownCpu: rounded(ownCpu),
    dockerCpu: dockerCpu === null ? null : rounded(dockerCpu),
  });
  const row = (what, measured) => {
    const { min, p50, p95, max } = summary(measured.times);
    const { ownCpu, dockerCpu } = cost(measured);
    const each = rounded(median(measured.times) / count);
    return [what, min, p50, p95, max, each, ownCpu, dockerCpu ?? '?'];
  };
  const told = measured => ({ ...summary(measured.times), ...cost(measured) });
  return {
    head: [
      `ms per pass, ${count} containers`,
      'least',
      'p50',
      'p95',
      'max',
      'p50 per container',
      'CPU here',
      'CPU of Docker',
    ],
    rows: [
      row('Perijove', ours),
      row('stats, one-shot, all at once', oneShot),
      row('stats, four at a time', four),
    ],
    notes: [`the very first pass took ${rounded(first)} ms`],
    ours: { unit: 'ms', pass: told(ours), first: rounded(first) },
    beside: { unit: 'ms', stats: told(four), oneShot: told(oneShot) },
    ratio: faster,
    goal: `at most ${goalMs} ms for ${count} (10 ms for 100), 1,000 times faster than stats and 100 times faster than one-shot`,
    met: ms <= goalMs && faster.stats >= 1000 && faster.oneShot >= 100,
  };
};
