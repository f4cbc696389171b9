import { createDockerEngine } from '../../../backend/lib/engine/docker/engine.js';
import { systemClock } from '../../../backend/lib/platform/clock.js';
import { createLogger } from '../../../backend/lib/platform/logger.js';
import { sweep } from '../../shared/docker.mjs';
import { pool, sleep, timed } from '../../shared/pool.mjs';

const IMAGE = 'perijove/tiny:test';
const MOUNTS = {
  home: '/home/jovyan',
  workspace: '/home/jovyan/work',
  cache: '/home/jovyan/.cache',
};
const PAUSE_MS = 2000;

const specOf = (name, shared) => ({
  name,
  user: name,
  server: '',
  image: IMAGE,
  command: ['jupyterhub-singleuser'],
  env: {},
  workingDir: null,
  homeTarget: MOUNTS.home,
  mounts: [
    ...Object.entries(MOUNTS).map(([what, target]) => ({ volume: `${name}-${what}`, target })),
    { volume: shared, target: '/mnt/shared' },
  ].map(mount => ({ ...mount, readOnly: false })),
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: 4096 },
  port: 8888,
  specHash: 'bench',
});

/**
 * Milliseconds of each round in which the engine makes and starts the same containers by itself,
 * without a hub: no platform on this machine can be faster.
 */
export const engineAlone = async ({ count, rounds, cleanup }) => {
  const deploymentId = `bench-alone-${process.pid}`;
  const engine = createDockerEngine({
    deploymentId,
    networkName: `perijove-${deploymentId}`,
    clock: systemClock,
    log: createLogger('error'),
  });
  cleanup.add(async () => {
    await engine.close();
    await sweep(`perijove.deployment=${deploymentId}`);
  });
  await engine.ensureImage(IMAGE, () => undefined);
  const specs = Array.from({ length: count }, (_, index) =>
    specOf(`${deploymentId}-${index}`, `${deploymentId}-shared`),
  );
  const volumes = new Set(specs.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  await Promise.all([...volumes].map(volume => engine.ensureVolume(volume, {}, IMAGE)));
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await sleep(PAUSE_MS);
    const { ms } = await timed(() =>
      Promise.all(specs.map(spec => engine.create(spec).then(() => engine.start(spec.name)))),
    );
    times.push(ms);
    await pool(specs, 8, ({ name }) => engine.remove(name));
  }
  return times;
};
