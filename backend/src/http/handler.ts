import type { EndpointName, PathParams, Routes } from '@perijove/contracts';
import type { z } from 'zod';
import type { Principal } from './principal.js';

type Parsed<N extends EndpointName, K extends 'query' | 'body'> = Routes[N] extends {
  readonly [P in K]: infer S extends z.ZodType;
}
  ? z.output<S>
  : undefined;

/** What a handler gets: everything parsed, the caller authorised by the route's access rule. */
export interface Call<N extends EndpointName> {
  readonly params: PathParams<N>;
  readonly query: Parsed<N, 'query'>;
  readonly body: Parsed<N, 'body'>;
  /** Null only where access is `anyone`. */
  readonly caller: Routes[N]['access'] extends 'anyone' ? Principal | null : Principal;
}

/** Answers one endpoint. Returns the body; throws `AppError`. */
export type Handler<N extends EndpointName> = (
  call: Call<N>,
) => Promise<z.output<Routes[N]['response']>> | z.output<Routes[N]['response']>;

/** The handlers of a feature; the assembled app needs one for every endpoint. */
export type Handlers<N extends EndpointName> = { readonly [K in N]: Handler<K> };
