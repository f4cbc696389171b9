import { needImage } from '../../shared/docker.mjs';
import { median, percentile, rounded } from '../../shared/numbers.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { engineAlone } from './engine-alone.mjs';
import { startDockerSpawner } from './docker-spawner.mjs';
import { startAll, stopAll } from './round.mjs';

export const about = 'servers started at once, beside DockerSpawner on the same hub and image';
export const limitMinutes = 25;
export const defaults = { count: 32, rounds: 3 };

const RATIO = 0.5;
const HUB_P95_MS = 100;

/** One at a time, a few at once, and all of them. */
const sizesUpTo = count => [1, 8].filter(size => size < count).concat(count);

const measure = async ({ hub, count, rounds, say, words }) => {
  const names = Array.from({ length: count }, (_, index) => `bench-${index}`);
  await hub.api.makeUsers(names);
  say(`${words}: first starts, which make the volumes`);
  const first = await startAll(hub, names);
  await stopAll(hub, names);
  const bySize = new Map();
  for (const size of sizesUpTo(count)) {
    say(`${words}: ${size} at once`);
    const some = names.slice(0, size);
    const results = [];
    for (let round = 0; round < rounds; round += 1) {
      results.push(await startAll(hub, some));
      await stopAll(hub, some);
    }
    bySize.set(size, results);
  }
  return { first, bySize };
};

const figures = results => ({
  wallMs: rounded(median(results.map(result => result.wallMs))),
  p50Ms: rounded(
    percentile(
      results.flatMap(result => result.each),
      50,
    ),
  ),
  hubP95Ms: rounded(
    percentile(
      results.flatMap(result => result.hubMs),
      95,
    ),
  ),
  failures: results.reduce((sum, result) => sum + result.failures.length, 0),
});

const collect = ({ first, bySize }) => ({
  first: figures([first]),
  ...Object.fromEntries([...bySize].map(([size, results]) => [size, figures(results)])),
});

const both = async ({ count, rounds, say, cleanup }) => {
  const platform = await startPlatform({
    engine: 'docker',
    settings: { JUPYTERHUB_NOTEBOOK_IMAGE: 'perijove/tiny:test' },
    cleanup,
  });
  const ours = await measure({ hub: platform, count, rounds, say, words: 'Perijove' });
  // The alternative runs alone on the machine.
  await cleanup.run();
  const other = await startDockerSpawner({ cleanup });
  const beside = await measure({ hub: other, count, rounds, say, words: 'DockerSpawner' });
  await cleanup.run();
  say('The engine alone: the same containers without a hub');
  return { ours, beside, alone: median(await engineAlone({ count, rounds, cleanup })) };
};

export const run = async ({ options: { count, rounds }, say, cleanup }) => {
  await needImage('perijove/tiny:test');
  const measured = await both({ count, rounds, say, cleanup });
  const ours = collect(measured.ours);
  const beside = collect(measured.beside);
  const ratios = Object.fromEntries(
    Object.keys(ours).map(key => [key, rounded(ours[key].wallMs / beside[key].wallMs)]),
  );
  const label = key => (key === 'first' ? `${count} at once, new volumes` : `${key} at once`);
  const row = (who, key, { wallMs, p50Ms, hubP95Ms, failures }, ratio) => [
    `${label(key)}: ${who}`,
    wallMs,
    p50Ms,
    hubP95Ms,
    failures,
    ratio,
  ];
  const problems = [measured.ours, measured.beside].flatMap(({ first, bySize }) =>
    [first, ...[...bySize.values()].flat()].flatMap(result => result.failures),
  );
  const all = ours[count];
  const toEngine = rounded(all.wallMs / measured.alone);
  return {
    head: ['', 'all, ms', 'p50 of each, ms', 'hub p95, ms', 'failed', 'ratio'],
    rows: [
      ...Object.keys(ours).flatMap(key => [
        row('Perijove', key, ours[key], ratios[key]),
        row('DockerSpawner', key, beside[key], ''),
      ]),
      [
        `${count} at once: the engine alone, no hub`,
        rounded(measured.alone),
        '',
        '',
        '',
        rounded(measured.alone / beside[count].wallMs),
      ],
    ],
    notes: [
      `${count} at once: ${toEngine} of the time of the engine alone`,
      ...problems.slice(0, 5),
    ],
    ours: { ...ours, toEngineAlone: toEngine },
    beside: { ...beside, engineAloneMs: rounded(measured.alone) },
    ratio: ratios[count],
    goal: `${count} at once in at most ${RATIO} of the time, hub p95 at most ${HUB_P95_MS} ms, none failed`,
    met: ratios[count] <= RATIO && all.hubP95Ms <= HUB_P95_MS && all.failures === 0,
  };
};
