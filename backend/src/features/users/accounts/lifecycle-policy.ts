import { text, type Text } from '../../../lib/text.js';
import type { Principal } from '../../../auth/principal.js';

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
export const refusalOfDeletion = (facts: DeletionFacts): Text | null => {
  if (facts.user === facts.caller) {
    return text('users.stays.own');
  }
  if (facts.isAdmin && facts.user === facts.configuredAdmin) {
    return text('users.stays.configured', { user: facts.user });
  }
  if (facts.isAdmin && facts.administrators < 2) {
    return text('users.stays.lastAdmin', { user: facts.user });
  }
  return null;
};

/**
 * Whether a service may rename and delete accounts: it needs that power in JupyterHub itself.
 * `custom:perijove:admin` alone is power over Perijove, not over the hub.
 */
export const serviceManagesAccounts = (caller: Principal): boolean =>
  caller.scopes.has('admin:users') || caller.scopes.has('delete:users');
