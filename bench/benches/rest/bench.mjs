import { needImage } from '../../shared/docker.mjs';
import { rounded } from '../../shared/numbers.mjs';
import { pool, sleep } from '../../shared/pool.mjs';
import { startPlatform } from '../../shared/platform.mjs';
import { cpuSeconds, residentMegabytes } from '../../shared/process.mjs';

export const about =
  'memory and CPU of the backend while many servers run and nobody does anything';
export const limitMinutes = 25;
export const defaults = { count: 200, seconds: 60, settle: 30 };

const MEGABYTES = 150;
const CPU_PERCENT = 2;
const STARTS_AT_ONCE = 6;

export const run = async ({ options: { count, seconds, settle }, say, cleanup }) => {
  await needImage('perijove/tiny:test');
  const platform = await startPlatform({ engine: 'docker', cleanup });
  const pid = await platform.backendPid();
  const empty = residentMegabytes(pid);
  const names = Array.from({ length: count }, (_, index) => `bench-${index}`);
  await platform.api.makeUsers(names);
  say(`Starting ${count} servers`);
  await pool(names, STARTS_AT_ONCE, name => platform.api.start(name));
  say(`At rest for ${settle} s, then measured for ${seconds} s`);
  await sleep(settle * 1000);

  const cpuBefore = cpuSeconds(pid);
  const begin = performance.now();
  const memory = [];
  while (performance.now() - begin < seconds * 1000) {
    await sleep(1000);
    memory.push(residentMegabytes(pid));
  }
  const cpuPercent = ((cpuSeconds(pid) - cpuBefore) / ((performance.now() - begin) / 1000)) * 100;
  if ((await platform.backendPid()) !== pid) throw new Error('the backend was restarted meanwhile');
  const megabytes = Math.max(...memory);
  return {
    head: [`${count} servers, ${seconds} s`, 'value'],
    rows: [
      ['resident memory, most, MB', rounded(megabytes)],
      ['resident memory without servers, MB', rounded(empty)],
      ['CPU, percent of one core', rounded(cpuPercent)],
    ],
    ours: {
      megabytes: rounded(megabytes),
      cpuPercent: rounded(cpuPercent),
      emptyMegabytes: rounded(empty),
    },
    beside: null,
    ratio: null,
    goal: `at most ${MEGABYTES} MB resident and ${CPU_PERCENT} % of one core`,
    met: megabytes <= MEGABYTES && cpuPercent <= CPU_PERCENT,
  };
};
