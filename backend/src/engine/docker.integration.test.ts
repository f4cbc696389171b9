import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { systemClock } from '../platform/clock.js';
import { silentLogger } from '../platform/logger.js';
import { describeEngine } from './contract.testkit.js';
import { connectionFromEnv } from './docker/connection.js';
import { createDockerEngine } from './docker/engine.js';

/** Real containers take a daemon and seconds, so they run when asked for. */
const wanted =
  process.env.PERIJOVE_TEST_DOCKER === '1' || process.env.PERIJOVE_TEST_REQUIRE === '1';

const image = process.env.PERIJOVE_TEST_IMAGE_TINY ?? 'perijove/tiny:test';

if (wanted) {
  describeEngine('the Docker engine', { runs: true, images: true }, () => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const networkName = `perijove-${deploymentId}`;
    const open = () =>
      createDockerEngine({
        connection: connectionFromEnv(process.env),
        deploymentId,
        networkName,
        clock: systemClock,
        log: silentLogger(),
      });
    const engine = open();
    return Promise.resolve({
      engine,
      reopen: () => Promise.resolve(open()),
      image,
      serve: ['jupyterhub-singleuser'],
      dispose: async () => {
        const docker = new Dockerode();
        const ours = { label: [`perijove.deployment=${deploymentId}`] };
        for (const { Id: id } of await docker.listContainers({ all: true, filters: ours })) {
          await docker.getContainer(id).remove({ force: true, v: true });
        }
        const { Volumes: volumes } = await docker.listVolumes({});
        for (const { Name: name } of volumes) {
          if (name.startsWith(`contract-`) && name.includes(`-${process.pid}-`)) {
            await docker.getVolume(name).remove();
          }
        }
        for (const { Id: id } of await docker.listNetworks({ filters: ours })) {
          await docker.getNetwork(id).remove();
        }
        await engine.close();
      },
    });
  });
} else {
  // Jest wants a test in every file; this one tells how to run the true ones.
  it.todo('the Docker engine keeps the contract (set PERIJOVE_TEST_DOCKER=1)');
}
