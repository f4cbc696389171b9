import type { z } from 'zod';
import type { ErrorCode } from './errors.js';

/**
 * Who may call a route.
 * - `anyone`: no identity needed
 * - `identified`: any person or service that JupyterHub knows and that may use Perijove
 * - `self`: the person named by `{user}`, or an administrator
 * - `server`: as `self`, or a token that may access that very server (a lab's visitor)
 * - `sender`: may send notifications (to all, or to some groups: the policy decides)
 * - `metrics`: a token with JupyterHub's scope `read:metrics`, or an administrator
 * - `admin`: an administrator
 */
export type Access = 'anyone' | 'identified' | 'self' | 'server' | 'sender' | 'metrics' | 'admin';

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
