import { createDockerEngine } from '../../../backend/lib/engine/docker/engine.js';
import { createLogger } from '../../../backend/lib/platform/logger.js';
import { systemClock } from '../../../backend/lib/platform/clock.js';
import { sweep } from '../../shared/docker.mjs';
import { pool } from '../../shared/pool.mjs';

const IMAGE = 'perijove/tiny:test';

const spec = name => ({
  name,
  user: name,
  server: '',
  image: IMAGE,
  command: ['jupyterhub-singleuser'],
  env: {},
  workingDir: null,
  homeTarget: '/home/jovyan',
  mounts: [],
  hostMounts: [],
  privileged: false,
  gpu: false,
  limits: { cpuCores: null, memoryBytes: null, pids: null },
  port: 8888,
  specHash: 'bench',
});

/** Running labs in a deployment of their own; answers the engine that made them, and their ids. */
export const startContainers = async ({ count, cleanup }) => {
  const deploymentId = `bench-${process.pid}`;
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
  const names = Array.from({ length: count }, (_, index) => `${deploymentId}-${index}`);
  const states = await pool(names, 4, async name => {
    await engine.create(spec(name));
    return engine.start(name);
  });
  return { engine, ids: states.map(state => state.id) };
};
