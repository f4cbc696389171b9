import { existsSync } from 'node:fs';
import type { Config } from './config/config.js';
import type { DataFolder } from './config/data-folder.js';
import {
  connectionFromEnv,
  describeConnection,
  isUnprotected,
  type DockerConnection,
} from './engine/docker/client/connection.js';
import { openEngine, type OpenedEngine } from './engine/open.js';
import type { Clock } from './lib/clock.js';
import type { Logger } from './lib/logger.js';

/** Docker and Podman leave a mark in their containers. */
const insideContainer = (): boolean =>
  ['/.dockerenv', '/run/.containerenv'].some(mark => existsSync(mark));

/** Host and port of a URL; null for what is none. */
const hubAt = (url: string | undefined): { host: string; port: number } | null => {
  if (url === undefined || !URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  return { host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
};

/** A form of address that cannot be served at all is told about when the engine opens. */
const warnOfPlainDocker = (
  env: Readonly<Record<string, string | undefined>>,
  log: Logger,
): void => {
  let connection: DockerConnection;
  try {
    connection = connectionFromEnv(env);
  } catch {
    return;
  }
  if (!isUnprotected(connection)) return;
  log.warn(
    `Docker is spoken to at ${describeConnection(connection)} without TLS: anyone who reaches that address is root there, ` +
      'and anyone on the way can read and change everything. Use its socket, or port 2376 with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH.',
  );
};

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
  const dockerEnv =
    host === null ? env : { ...env, DOCKER_HOST: host.startsWith('/') ? `unix://${host}` : host };
  if (config.PERIJOVE_ENGINE !== 'process') warnOfPlainDocker(dockerEnv, log);
  return openEngine({
    kind: config.PERIJOVE_ENGINE,
    env: dockerEnv,
    docker: {
      deploymentId,
      networkName: config.JUPYTERHUB_NETWORK_NAME,
      ownImage: config.JUPYTERHUB_NOTEBOOK_IMAGE,
      networkInternal: config.PERIJOVE_LAB_NETWORK_INTERNAL,
      hubOnHost: config.PERIJOVE_HUB_CONNECT_URL === null && !insideContainer(),
      gateway: config.PERIJOVE_NETWORK_GATEWAY,
      isolation: {
        metadata: config.PERIJOVE_LAB_METADATA,
        hub: hubAt(config.PERIJOVE_HUB_CONNECT_URL ?? env['JUPYTERHUB_API_URL']),
      },
      clock,
      log,
    },
    process: { dataDir: data.processes, binDir: config.PERIJOVE_LAB_BIN, env, clock, log },
  });
};
