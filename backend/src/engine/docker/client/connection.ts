import { text } from '../../../lib/text.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../port.js';

/** How a Docker daemon is reached. */
export type DockerConnection =
  | { readonly socketPath: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly protocol: 'http' | 'https';
      readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
    };

/** Where Docker listens unless it was told otherwise. */
export const DEFAULT_SOCKET = '/var/run/docker.sock';

/**
 * Reads DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH as the docker command does.
 * Throws `invalid` for a form that cannot be served.
 */
export const connectionFromEnv = (
  env: Readonly<Record<string, string | undefined>>,
): DockerConnection => {
  const host = env.DOCKER_HOST?.trim() ?? '';
  if (host === '') return { socketPath: DEFAULT_SOCKET };
  if (host.startsWith('unix://')) return { socketPath: host.slice(7) || DEFAULT_SOCKET };
  if (host.startsWith('/')) return { socketPath: host };

  const url = parseUrl(host.includes('://') ? host : `tcp://${host}`);
  const scheme = url?.protocol;
  if (url === null || !['tcp:', 'http:', 'https:'].includes(scheme ?? '') || url.hostname === '') {
    throw new EngineError('invalid', text('engine.docker.badHost', { host }));
  }
  const secure = scheme === 'https:' || url.port === '2376' || (env.DOCKER_TLS_VERIFY ?? '') !== '';
  const certificates = env.DOCKER_CERT_PATH;
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 2376 : 2375)),
    protocol: secure ? 'https' : 'http',
    ...(secure && certificates ? { tls: readCertificates(certificates) } : {}),
  };
};

/**
 * Whether others on the way can read and change what is said, and anyone who reaches the address is root
 * there: a Docker over the network without TLS. Loopback leaves no machine.
 */
export const isUnprotected = (connection: DockerConnection): boolean =>
  'host' in connection &&
  connection.protocol === 'http' &&
  !/^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(connection.host);

/** The connection in words. */
export const describeConnection = (connection: DockerConnection): string =>
  'socketPath' in connection
    ? connection.socketPath
    : `${connection.protocol}://${connection.host}:${connection.port}`;

const parseUrl = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

const readCertificates = (directory: string): { ca: string; cert: string; key: string } => {
  const read = (file: string): string => {
    try {
      return readFileSync(join(directory, file), 'utf8');
    } catch (cause) {
      throw new EngineError('invalid', text('engine.docker.noCertificate', { file }), { cause });
    }
  };
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
};
