import type { Config } from './config/config.js';
import type { DataFolder } from './config/data-folder.js';
import { openEngine, type OpenedEngine } from './engine/open.js';
import type { Clock } from './platform/clock.js';
import type { Logger } from './platform/logger.js';

/** Opens the engine that the configuration asks for. */
export const openConfiguredEngine = (deps: {
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly data: DataFolder;
  readonly deploymentId: string;
  readonly clock: Clock;
  readonly log: Logger;
}): Promise<OpenedEngine> => {
  const { config, env, data, deploymentId, clock, log } = deps;
  const host = config.PERIJOVE_DOCKER_HOST;
  return openEngine({
    kind: config.PERIJOVE_ENGINE,
    env:
      host === null ? env : { ...env, DOCKER_HOST: host.startsWith('/') ? `unix://${host}` : host },
    docker: {
      deploymentId,
      networkName: config.JUPYTERHUB_NETWORK_NAME,
      networkInternal: config.PERIJOVE_LAB_NETWORK_INTERNAL,
      clock,
      log,
    },
    process: { dataDir: data.processes, binDir: config.PERIJOVE_LAB_BIN, env, clock, log },
  });
};
