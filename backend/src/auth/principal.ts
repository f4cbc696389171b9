import type { TokenOwner } from '../jupyterhub/port.js';

/** Who asks, resolved by JupyterHub. */
export interface Principal {
  readonly name: string;
  readonly kind: 'user' | 'service';
  /** Administers Perijove: an administrator of the hub, or a holder of `custom:perijove:admin`. */
  readonly admin: boolean;
  /**
   * An administrator of the hub itself, by a token that carries an administrator's rights. Only
   * these reach other administrators, and groups with power over the host.
   */
  readonly hubAdmin: boolean;
  readonly groups: readonly string[];
  readonly scopes: ReadonlySet<string>;
  /** JupyterHub's name for the token, by which the hub finds it again; tells nobody the token. */
  readonly tokenId: string | null;
  /** How they proved it; only the session cookie needs the XSRF token. */
  readonly via: 'bearer' | 'session' | 'ticket';
}

/** Our own name among the hub's services. */
export const SERVICE_NAME = 'perijove';
/** Scope that lets a user or service use Perijove at all. */
export const ACCESS_SCOPE = `access:services!service=${SERVICE_NAME}`;
export const ADMIN_SCOPE = 'custom:perijove:admin';
export const NOTIFY_SCOPE = 'custom:perijove:notify';
/** JupyterHub's own scope for its metrics opens ours, too. */
export const METRICS_SCOPE = 'read:metrics';

/**
 * The scopes that let a token enter Perijove at all; of the last with any filter that it can have.
 * Compared whole: the token in a lab's environment holds a scope of ours, too, and stays outside.
 */
const ENTRY = new Set(['access:services', ACCESS_SCOPE, ADMIN_SCOPE, NOTIFY_SCOPE]);

/** Whether this token may talk to Perijove. What it may do there, each route's rule says. */
export const mayEnter = (owner: Pick<TokenOwner, 'scopes'>): boolean =>
  owner.scopes.some(scope => ENTRY.has(scope) || /^custom:perijove:notify!group=./s.test(scope));

type Rights = Pick<TokenOwner, 'kind' | 'scopes'>;

/**
 * Whether this token makes an administrator of the hub. Being one is not enough: a lab's token of
 * an administrator is readable by the lab's owner and must not carry that power, so the token
 * itself has to hold `admin-ui`, which labs are never given.
 * @param flagged - whether the hub says that the token's owner administers it
 */
export const isHubAdmin = (owner: Rights, flagged: boolean): boolean =>
  owner.kind === 'user' && flagged && owner.scopes.includes('admin-ui');

/** Whether this token makes an administrator of Perijove; `flagged` as for `isHubAdmin`. */
export const isAdmin = (owner: Rights, flagged: boolean): boolean =>
  owner.scopes.includes(ADMIN_SCOPE) || isHubAdmin(owner, flagged);
