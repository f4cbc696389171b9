import { text } from '../lib/text.js';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { exchange, OutgoingError, type Answered } from './exchange.js';

/** A call of JupyterHub's REST interface. */
export interface HubCall {
  readonly method?: string;
  /** Below the interface's address, such as `/users/ada`. Names in it are percent-encoded. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly accept?: string;
  /** Beside those that say who calls. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * The way to JupyterHub's REST interface. The service's token is known here and nowhere else: it
 * cannot be sent to another address, because there is no way to name one.
 * Every function throws `OutgoingError` when there is no usable answer.
 */
export interface HubApi {
  /** As the service that we are. */
  asService(call: HubCall): Promise<Answered>;
  /** As the token's owner. */
  asBearer(token: string, call: HubCall): Promise<Answered>;
  /** Turns the code of a sign-in into a token; the secret of the client is ours. */
  exchangeCode(form: {
    readonly clientId: string;
    readonly code: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }): Promise<Answered>;
}

/** Time for a whole answer. */
const CALL_TIMEOUT_MS = 15_000;

/** Two hundred groups of ten thousand members each: JupyterHub's largest page of them. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Connections that nobody uses for this long are closed. */
const IDLE_MS = 5_000;

export const createHubApi = (options: {
  /** Such as `http://127.0.0.1:8081/hub/api`. */
  readonly apiUrl: string;
  readonly serviceToken: string;
}): HubApi => {
  const base = new URL(options.apiUrl);
  const root = base.pathname.replace(/\/$/, '');
  const pool = { keepAlive: true, timeout: IDLE_MS };
  const agent = base.protocol === 'https:' ? new HttpsAgent(pool) : new HttpAgent(pool);

  /** Below the interface and nowhere else: `..` as a name would climb out of its place. */
  const urlOf = (path: string): URL => {
    const [place = '', query] = path.split('?');
    const url = new URL(base.origin);
    url.pathname = `${root}${place}`;
    if (url.pathname !== `${root}${place}`) {
      throw new OutgoingError('refused', text('platform.requests.badAddress'));
    }
    if (query !== undefined) url.search = query;
    return url;
  };

  const asBearer: HubApi['asBearer'] = async (token, call) => {
    const { method = 'GET', path, body, accept, timeoutMs = CALL_TIMEOUT_MS } = call;
    return exchange({
      url: urlOf(path),
      method,
      headers: {
        ...call.headers,
        Authorization: `token ${token}`,
        ...(accept === undefined ? {} : { Accept: accept }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      maxBytes: MAX_BYTES,
      agent,
    });
  };

  return {
    asBearer,
    asService: call => asBearer(options.serviceToken, call),
    exchangeCode: async ({ clientId, code, verifier, redirectUri }) =>
      exchange({
        url: urlOf('/oauth2/token'),
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: options.serviceToken,
          grant_type: 'authorization_code',
          code,
          code_verifier: verifier,
          redirect_uri: redirectUri,
        }).toString(),
        timeoutMs: CALL_TIMEOUT_MS,
        maxBytes: MAX_BYTES,
        agent,
      }),
  };
};
