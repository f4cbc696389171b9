import type { Principal } from '../../http/principal.js';

/** What a refusal depends on. */
export interface DeletionFacts {
  readonly user: string;
  readonly caller: string;
  readonly isAdmin: boolean;
  /** How many administrators there are, this one included. */
  readonly administrators: number;
  /** Whom the configuration makes an administrator at each start of the hub. */
  readonly configuredAdmin: string;
}

/** Why an account stays, in words; null when it may be deleted. */
export const refusalOfDeletion = (facts: DeletionFacts): string | null => {
  if (facts.user === facts.caller) {
    return 'This is your own account. Another administrator can delete it.';
  }
  if (facts.isAdmin && facts.user === facts.configuredAdmin) {
    return `JUPYTERHUB_ADMIN names ${facts.user}: the hub would make the account anew at its next start. Change that setting first.`;
  }
  if (facts.isAdmin && facts.administrators < 2) {
    return `${facts.user} is the last administrator. Make somebody else one first.`;
  }
  return null;
};

/**
 * Whether a service may rename and delete accounts: it needs that power in JupyterHub itself.
 * `custom:perijove:admin` alone is power over Perijove, not over the hub.
 */
export const serviceManagesAccounts = (caller: Principal): boolean =>
  caller.scopes.has('admin:users') || caller.scopes.has('delete:users');
