import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import type { DockerClient } from './client/client.js';

/** What every part of the Docker engine works with. */
export interface DockerDeps {
  readonly client: DockerClient;
  readonly deploymentId: string;
  readonly networkName: string;
  readonly clock: Clock;
  readonly log: Logger;
}
