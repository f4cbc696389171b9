import { randomBytes } from 'node:crypto';
import Dockerode from 'dockerode';
import { systemClock } from '../lib/clock.js';
import { silentLogger } from '../lib/logger.js';
import { describeEngine } from '../../test/engine-contract/contract.js';
import { connectionFromEnv } from './docker/client/connection.js';
import { createDockerEngine } from './docker/engine.js';
import { TINY as image, notWanted, wanted } from '../../test/helpers/real-docker.js';

if (wanted) {
  describeEngine('the Docker engine', { runs: true, images: true }, () => {
    const deploymentId = `test-${randomBytes(6).toString('hex')}`;
    const networkName = `perijove-${deploymentId}`;
    const open = () =>
      createDockerEngine({
        connection: connectionFromEnv(process.env),
        deploymentId,
        networkName,
        isolation: null,
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
  notWanted('the Docker engine keeps the contract');
}
