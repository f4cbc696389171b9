import type { z } from 'zod';
import type { ErrorCode } from './errors.js';

/**
 * Who may call a route.
 * - `anyone`: no identity needed
 * - `identified`: any person or service that JupyterHub knows and that may use Perijove
 * - `self`: the person named by `{user}`, or an administrator
 * - `person`: as `self`, or somebody whose scopes let them read that person
 * - `server`: as `self`, or a token that may access that very server (a lab's visitor) or read it
 * - `operate`: as `self`, or somebody whose scopes let them start and stop that person's servers
 * - `visit`: somebody whom JupyterHub lets open that person's lab; an administrator without
 *   `access:servers` is not one
 * - `account`: an administrator, or somebody whose scopes let them manage that person's account,
 *   unless that were a way up
 * - `people`: an administrator, or somebody whose scopes let them read other people; the answer
 *   holds only those
 * - `groups`: the same about groups
 * - `group`: an administrator, or somebody whose scopes let them read the group named by `{group}`
 * - `members`: an administrator, or somebody whose scopes let them change who is in that group
 * - `owner`: an administrator, or somebody whose scopes let them make and delete that group
 * - `sender`: may send notifications (to all, or to some groups: the policy decides)
 * - `metrics`: a token with JupyterHub's scope `read:metrics`, or an administrator
 * - `admin`: an administrator
 */
export type Access =
  | 'anyone'
  | 'identified'
  | 'self'
  | 'person'
  | 'server'
  | 'operate'
  | 'visit'
  | 'account'
  | 'people'
  | 'groups'
  | 'group'
  | 'members'
  | 'owner'
  | 'sender'
  | 'metrics'
  | 'admin';

/** What the wire says about one endpoint besides its method and path. */
export interface RouteSpec {
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly status: 200 | 201 | 202;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  /** Codes beyond those that every route of this access can answer. */
  readonly errors: readonly ErrorCode[];
}
