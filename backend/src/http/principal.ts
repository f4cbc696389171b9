import type { TokenOwner } from '../hub/port.js';

/** Who asks, resolved by JupyterHub. */
export interface Principal {
  readonly name: string;
  readonly kind: 'user' | 'service';
  readonly admin: boolean;
  readonly groups: readonly string[];
  readonly scopes: ReadonlySet<string>;
  /** How they proved it; only the session cookie needs the XSRF token. */
  readonly via: 'bearer' | 'session' | 'ticket';
}

/** Our own name among the hub's services. */
export const SERVICE_NAME = 'perijove';
/** Scope that lets a person or service use Perijove at all. */
export const ACCESS_SCOPE = `access:services!service=${SERVICE_NAME}`;
export const ADMIN_SCOPE = 'custom:perijove:admin';
export const NOTIFY_SCOPE = 'custom:perijove:notify';
/** JupyterHub's own scope for its metrics opens ours, too. */
export const METRICS_SCOPE = 'read:metrics';

/** Whether this token may talk to Perijove. */
export const mayEnter = (owner: TokenOwner): boolean =>
  owner.scopes.some(
    scope =>
      scope === ACCESS_SCOPE || scope === 'access:services' || scope.startsWith('custom:perijove:'),
  );

/**
 * Whether this token makes an administrator. Being one is not enough: a lab's token of an
 * administrator is readable by the lab's owner and must not carry that power, so the token
 * itself has to hold `admin-ui`, which labs are never given.
 */
export const isAdmin = (owner: TokenOwner, hubAdmin: boolean): boolean =>
  owner.scopes.includes(ADMIN_SCOPE) ||
  (owner.kind === 'user' && hubAdmin && owner.scopes.includes('admin-ui'));

/** Whether the token may open that server, as JupyterHub's scopes say. */
export const mayAccessServer = (principal: Principal, user: string, server: string): boolean =>
  ['', `!server=${user}/${server}`, `!user=${user}`].some(filter =>
    principal.scopes.has(`access:servers${filter}`),
  );
