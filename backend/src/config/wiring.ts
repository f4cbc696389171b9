import type { DataFolder } from './data-folder.js';
import type { Config } from './config.js';
import { ensureSecret, readSecret } from './secrets.js';

/** How this process is connected with JupyterHub and the spawner. */
export interface Wiring {
  /** Prefix of everything, such as `/services/perijove/`. */
  readonly prefix: string;
  /** The hub's own pages in the browser, such as `/hub/`. */
  readonly hubUrl: string;
  /** Scheme and host of the hub when every lab has a host of its own; else empty. */
  readonly hubHost: string;
  readonly hubApiUrl: string;
  readonly serviceToken: string;
  readonly oauth: {
    readonly clientId: string;
    readonly authorizeUrl: string;
    readonly redirectUri: string;
  };
  readonly internalUrl: string;
  readonly internalToken: string;
  readonly sessionKey: Uint8Array;
}

type Env = Readonly<Record<string, string | undefined>>;

const withSlashes = (path: string): string => {
  const inner = path.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
};

/**
 * Reads what JupyterHub gives to a service it starts, and what a service that runs by itself is
 * given through PERIJOVE_*. Throws `SecretError` and `Error` with words for the operator.
 */
export const readWiring = (config: Config, env: Env, data: DataFolder): Wiring => {
  const base = withSlashes(config.JUPYTERHUB_BASE_URL);
  const prefix = withSlashes(env['JUPYTERHUB_SERVICE_PREFIX'] ?? `${base}services/perijove`);
  const serviceToken =
    env['JUPYTERHUB_API_TOKEN'] ??
    config.PERIJOVE_SERVICE_TOKEN ??
    (config.PERIJOVE_SERVICE_TOKEN_FILE === null
      ? null
      : readSecret(config.PERIJOVE_SERVICE_TOKEN_FILE));
  if (serviceToken === null) {
    throw new Error(
      'There is no token for JupyterHub: let the hub start the backend, or set PERIJOVE_SERVICE_TOKEN_FILE.',
    );
  }
  const internalToken =
    config.PERIJOVE_INTERNAL_TOKEN ??
    (config.PERIJOVE_INTERNAL_TOKEN_FILE === null
      ? ensureSecret(`${data.secrets}/internal-token`)
      : readSecret(config.PERIJOVE_INTERNAL_TOKEN_FILE));
  const host = env['JUPYTERHUB_HOST'] ?? '';
  return {
    prefix,
    hubHost: host,
    hubUrl: `${host}${base}hub/`,
    hubApiUrl: (
      env['JUPYTERHUB_API_URL'] ?? `http://127.0.0.1:${config.PERIJOVE_HUB_PORT}${base}hub/api`
    ).replace(/\/$/, ''),
    serviceToken,
    oauth: {
      clientId: env['JUPYTERHUB_CLIENT_ID'] ?? 'service-perijove',
      authorizeUrl: `${host}${base}hub/api/oauth2/authorize`,
      redirectUri: env['JUPYTERHUB_OAUTH_CALLBACK_URL'] ?? `${prefix}oauth_callback`,
    },
    internalUrl: config.PERIJOVE_INTERNAL_URL ?? data.defaultInternalUrl,
    internalToken,
    sessionKey: Buffer.from(ensureSecret(`${data.secrets}/session-key`), 'base64url'),
  };
};
