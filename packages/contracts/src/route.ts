import { z } from 'zod';
import type { AuditAction } from './audit.js';
import type { ErrorCode } from './errors.js';

/** What a token may do, in JupyterHub's own words; `custom:perijove:` where it has none. */
export type Scope =
  | 'list:users'
  | 'read:users'
  | 'read:users:activity'
  | 'read:servers'
  | 'servers'
  | 'delete:servers'
  | 'access:servers'
  | 'list:groups'
  | 'read:groups'
  | 'groups'
  | 'admin:groups'
  | 'read:metrics'
  | 'custom:perijove:notify'
  | 'custom:perijove:volumes'
  | 'custom:perijove:logs'
  | 'custom:perijove:preferences';

/**
 * `access:servers!server` is the right to enter just that one server, named in the filter: what the
 * page of a lab has. The same right over a user or a group is not meant.
 */
export type NeededScope = Scope | 'access:servers!server';

/**
 * One of the scopes, over what the address names. The filters of the scopes that the token holds
 * decide: none at all, `!user=`, `!group=` and `!server=`.
 *
 * - `server`: that server of `{user}`, the default one where the path has no `{server}`
 * - `user`: `{user}` and all that is theirs; `!server=` is too little
 * - `group`: `{group}`. Changes of groups with power over the host need more
 * - `caller`: the user whose token it is
 * - `users`, `groups`: at least one user besides the caller, at least one group; the answer holds,
 *   and the action reaches, only those
 * - `all`: without any filter
 */
export interface Needs {
  readonly scopes: readonly [NeededScope, ...NeededScope[]];
  readonly over: 'server' | 'user' | 'group' | 'caller' | 'users' | 'groups' | 'all';
  /** Administering Perijove is not enough: JupyterHub itself has to grant the scope. */
  readonly hubOnly?: true;
}

/**
 * Who may call a route.
 * - `anyone`: no token needed
 * - `token`: any token that may enter Perijove: one with `access:services!service=perijove`, a lab's
 *   page among them. The answer tells and changes only what belongs to the owner of the token
 * - `page`: a signed-in page of ours. No token, whatever its scopes
 * - `admin`: a token of an administrator of the hub with `admin-ui`, or one with
 *   `custom:perijove:admin`
 * - a rule: a token with one of the scopes over the subject of the request, or an administrator's
 */
export type Access = 'anyone' | 'token' | 'page' | 'admin' | Needs;

/** All that the wire says about one endpoint. */
export interface RouteSpec {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `API_PREFIX`; `{user}` and the like are path parameters. */
  readonly path: string;
  /** Where the same endpoint is for a named server; `path` is then that of the default server. */
  readonly namedPath?: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly status: 200 | 201 | 202;
  /** What the audit log says of it; every route that changes something tells, `[]` is nothing. */
  readonly audit?: readonly AuditAction[];
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** Codes beyond those that every route of this access can answer. */
  readonly errors: readonly ErrorCode[];
}

/** All that the wire says about an endpoint that answers text and not JSON; always GET. */
export interface TextSpec {
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly contentType: string;
  readonly query?: z.ZodType;
  /** The answer goes on until the reader leaves or is sent away. */
  readonly endless?: true;
  readonly errors: readonly ErrorCode[];
}

/** The body of a request that says nothing beyond its address. */
export const NoBody = z.strictObject({}).optional();

/** Both addresses of an endpoint about one server. */
export const ofServer = <Rest extends string>(rest: Rest) =>
  ({
    path: `/users/{user}/server${rest}`,
    namedPath: `/users/{user}/servers/{server}${rest}`,
  }) as const;

/** What a lab's page may do with its own server, whichever user opens it: JupyterLab offers it. */
export const fromItsLab = {
  scopes: ['servers', 'access:servers!server'],
  over: 'server',
} as const satisfies Access;
