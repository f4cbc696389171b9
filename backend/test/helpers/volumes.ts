import { boot, createWorld, startAlice } from './servers.js';
import { VolumePurgeWorker } from '../../src/features/volumes/trash/purge-worker.js';
import { VolumeSizesWorker } from '../../src/features/volumes/sizes/sizes-worker.js';

/** Alice has started once, so her volumes exist, and stopped. */
export const setUp = async (env: Record<string, string> = {}) => {
  const world = createWorld();
  const booted = boot(world, env);
  await startAlice(world, booted);
  await booted.servers.spawner.stop('alice', '');
  const shared = { ...booted, clock: world.clock, engine: world.engine, repo: booted.volumes.repo };
  const audit = {
    record: (entry: (typeof booted.audits)[number]) => void booted.audits.push(entry),
  };
  const purgeWorker = new VolumePurgeWorker({ ...shared, audit });
  const starting: true[] = [];
  const sizes = new VolumeSizesWorker({
    ...shared,
    activeUsers: () => booted.servers.queries.running().map(row => row.user),
    isStarting: () => starting.some(Boolean),
  });
  const volume = (name: string) => {
    const found = booted.volumes.list('alice').find(candidate => candidate.name === name);
    if (found === undefined) throw new Error(`There is no volume ${name}`);
    return found;
  };
  const mountsOf = async () => {
    const [lab] = await world.engine.list();
    return world.engine.specOf(lab?.name ?? '')?.mounts ?? [];
  };
  return { ...booted, booted, world, purgeWorker, sizes, volume, mountsOf, starting };
};
