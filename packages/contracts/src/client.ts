import { API_PREFIX, endpoints } from './endpoints.js';
import type { ErrorBody, ErrorCode } from './errors.js';
import type { BodyOf, EndpointName, PathParams, QueryOf, ResponseOf } from './routes.js';
import type { RouteSpec } from './route.js';

/** An error answer, or `network` when there was no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ErrorCode | 'network',
    message: string,
    readonly status: number,
    readonly retryAfterSeconds: number | null = null,
    readonly details?: unknown,
  ) {
    super(message);
  }
}

/** How a client reaches and proves itself to the service. */
export interface ClientOptions {
  /** The service's URL with a slash at its end, such as `/services/perijove/`. */
  readonly baseUrl: string;
  /** A bearer token; without it the session cookie and `xsrfToken` are used. */
  readonly token?: () => string | null;
  /** The secret of the page for `X-XSRFToken`, without which the cookie proves nothing. */
  readonly xsrfToken?: () => string | null;
  /** Replaces the global `fetch`, for tests. */
  readonly fetch?: typeof fetch;
}

type Part<K extends 'query' | 'body', T> = [T] extends [undefined]
  ? object
  : undefined extends T
    ? { readonly [P in K]?: T }
    : object extends T
      ? { readonly [P in K]?: T }
      : { readonly [P in K]: T };

type Args<N extends EndpointName> = { readonly signal?: AbortSignal } & Part<'query', QueryOf<N>> &
  Part<'body', BodyOf<N>> &
  (keyof PathParams<N> extends never ? object : { readonly params: PathParams<N> });

type CallArgs<N extends EndpointName> = object extends Args<N> ? [args?: Args<N>] : [args: Args<N>];

/** Calls an endpoint by name. Throws `ApiError`. */
export type Client = <N extends EndpointName>(
  name: N,
  ...args: CallArgs<N>
) => Promise<ResponseOf<N>>;

type Endpoint = Pick<RouteSpec, 'method' | 'path' | 'namedPath'>;

interface LooseArgs {
  readonly signal?: AbortSignal;
  readonly params?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

const urlOf = (baseUrl: string, path: string, args: LooseArgs): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(args.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(args.query ?? {})) {
    if (value !== undefined) query.set(key, String(value));
  }
  const search = query.toString();
  return `${baseUrl}${API_PREFIX}${filled}${search === '' ? '' : `?${search}`}`;
};

const errorOf = async (response: Response): Promise<ApiError> => {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const retry = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  try {
    const body = (await response.json()) as ErrorBody;
    return new ApiError(
      body.error.code,
      body.error.message,
      response.status,
      retry,
      body.error.details,
    );
  } catch {
    // Not our error body: the proxy or the hub answered in our place.
    const code: ErrorCode = response.status === 401 ? 'unauthenticated' : 'hub_unavailable';
    return new ApiError(code, `HTTP ${response.status}`, response.status, retry);
  }
};

/** Makes a typed client. Never retries: the caller knows whether that is safe. */
export const createClient = (options: ClientOptions): Client => {
  const call = async (name: EndpointName, args: LooseArgs = {}): Promise<unknown> => {
    const { method, path, namedPath }: Endpoint = endpoints[name];
    const named = namedPath !== undefined && (args.params?.['server'] ?? '') !== '';
    const headers = new Headers({ Accept: 'application/json' });
    const token = options.token?.() ?? null;
    const secret = options.xsrfToken?.() ?? null;
    if (token !== null) headers.set('Authorization', `Bearer ${token}`);
    else if (secret !== null) headers.set('X-XSRFToken', secret);
    if (method !== 'get') headers.set('Content-Type', 'application/json');
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(
        urlOf(options.baseUrl, named ? namedPath : path, args),
        {
          method: method.toUpperCase(),
          headers,
          // A bearer token must stand alone: a cookie beside it would mix two identities.
          credentials: token === null ? 'same-origin' : 'omit',
          ...(method === 'get' ? {} : { body: JSON.stringify(args.body ?? {}) }),
          ...(args.signal === undefined ? {} : { signal: args.signal }),
        },
      );
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new ApiError('network', 'The hub cannot be reached.', 0);
    }
    if (!response.ok) throw await errorOf(response);
    return response.json();
  };
  return call as Client;
};
