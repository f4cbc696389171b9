import type { EndpointName, PathParams, Routes } from '@perijove/contracts';
import type { z } from 'zod';
import type { Principal } from '../auth/principal.js';
import type { Unrendered } from '../lib/text.js';

type Parsed<N extends EndpointName, K extends 'query' | 'body'> = Routes[N] extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a handler gets: everything parsed, the caller authorised by the route's access rule. */
export interface Call<N extends EndpointName> {
  /** The name of the default server is empty. */
  readonly params: Required<PathParams<N>>;
  readonly query: Parsed<N, 'query'>;
  readonly body: Parsed<N, 'body'>;
  /** Null only where access is `anyone`. */
  readonly caller: Routes[N]['access'] extends 'anyone' ? Principal | null : Principal;
  /** The token that proved it, for routes that hand the identity on. */
  readonly token: string | null;
}

/** An answer whose status is not the route's usual one, such as 503 from a degraded platform. */
export class Reply<T> {
  constructor(
    readonly status: number,
    readonly body: T,
  ) {}
}

/** The texts in it are rendered when it leaves, in the language of its reader. */
type Answer<N extends EndpointName> = Unrendered<z.output<Routes[N]['response']>>;

/** Answers one endpoint. Returns the body; throws `AppError`. */
export type Handler<N extends EndpointName> = (
  call: Call<N>,
) => Promise<Answer<N> | Reply<Answer<N>>> | Answer<N> | Reply<Answer<N>>;

/** The handlers of a feature; the app needs one for every endpoint. */
export type Handlers<N extends EndpointName> = { readonly [K in N]: Handler<K> };
