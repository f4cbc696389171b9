import { MOST_AT_ONCE } from '../../../backend/lib/features/volumes/batches.js';
import { needImage } from '../../shared/docker.mjs';
import { median, rounded, summary } from '../../shared/numbers.mjs';
import { sleep, timed } from '../../shared/pool.mjs';
import { systemDf } from './df.mjs';
import { makeVolumes } from './sample-volumes.mjs';

export const about = "sizes of all users' volumes, beside Docker's own count of disk usage";
export const limitMinutes = 15;
export const defaults = { count: 100, files: 100_000, rounds: 5 };

const PAUSE_MS = 500;

/** All volumes as the backend measures them; answers how many were counted, and their bytes. */
const measureAll = async (engine, names) => {
  let [volumes, bytes, files] = [0, 0, 0];
  for (let first = 0; first < names.length; first += MOST_AT_ONCE) {
    await engine.volumeUsages(names.slice(first, first + MOST_AT_ONCE), (_, usage) => {
      volumes += 1;
      bytes += usage.bytes;
      files += usage.files;
    });
  }
  return { volumes, bytes, files };
};

const repeat = async (rounds, work) => {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await sleep(PAUSE_MS);
    times.push((await timed(work)).ms);
  }
  return times;
};

/** The backend of compose.yml is not root and cannot read Docker's folders, so it uses a helper. */
const asOrdinaryUser = async work => {
  const { getuid } = process;
  process.getuid = () => 1000;
  try {
    return await work();
  } finally {
    process.getuid = getuid;
  }
};

export const run = async ({ options: { count, files, rounds }, say, cleanup }) => {
  await needImage('perijove/tiny:test');
  if (process.getuid() !== 0) throw new Error('Only root may read the folders of volumes.');
  say(`Making ${count} volumes with ${files} files`);
  const { engine, names, each } = await makeVolumes({ count, files, cleanup });

  const counted = async () => {
    const found = await measureAll(engine, names);
    if (found.volumes !== count || found.files !== count * each) {
      throw new Error(`counted ${found.files} files in ${found.volumes} volumes`);
    }
    return found;
  };
  const dfCounted = async () => {
    const found = await systemDf(names);
    if (found.volumes !== count) throw new Error(`df knew ${found.volumes} volumes`);
    return found;
  };
  const { bytes } = await counted();
  const ours = await repeat(rounds, counted);
  say('The same in helper containers');
  const helped = await asOrdinaryUser(async () => {
    await counted();
    return repeat(rounds, counted);
  });
  say('The same by /system/df');
  const df = await dfCounted();
  const beside = await repeat(rounds, dfCounted);

  const row = (what, times) => {
    const { min, p50, max } = summary(times);
    return [what, min, p50, max];
  };
  const ratios = {
    directly: rounded(median(ours) / median(beside)),
    inHelpers: rounded(median(helped) / median(beside)),
  };
  return {
    head: [`ms for ${count} volumes, ${count * each} files`, 'least', 'p50', 'max'],
    rows: [
      row('Perijove, directly', ours),
      row('Perijove, in helper containers', helped),
      row('/system/df', beside),
    ],
    notes: [
      `counted: ${rounded(bytes / 1e6)} MB on disk; df: ${rounded(df.bytes / 1e6)} MB of contents`,
      `df counts everything on the daemon: ${df.all} volumes, images and containers`,
      'all of them several times before: their inodes were in memory',
    ],
    ours: { unit: 'ms', directly: summary(ours), inHelpers: summary(helped) },
    beside: { unit: 'ms', systemDf: summary(beside), volumesOnDaemon: df.all },
    ratio: ratios,
    goal: 'every file counted, in no more time than /system/df, also in helper containers',
    met: ratios.directly <= 1 && ratios.inHelpers <= 1,
  };
};
