import type { RecipientsView } from '@perijove/contracts';
import type { Directory } from '../../jupyterhub/directory.js';
import type { Principal } from '../../auth/principal.js';
import { sendTargetsOf } from './policy.js';

/** Finds users whom a sender may name; those who write to groups only name nobody. */
export type FindRecipients = (
  caller: Pick<Principal, 'admin' | 'scopes'>,
  search: string,
  limit: number,
) => Promise<RecipientsView>;

export const createFindRecipients = (deps: {
  readonly directory: Pick<Directory, 'all' | 'refresh' | 'refreshedAtMs'>;
}): FindRecipients => {
  const { directory } = deps;
  return async (caller, search, limit) => {
    if (!sendTargetsOf(caller).all) return { users: [], total: 0 };
    if (directory.refreshedAtMs() === null) await directory.refresh();
    const part = search.toLocaleLowerCase();
    const names = directory
      .all()
      .map(user => user.name)
      .filter(name => name.toLocaleLowerCase().includes(part));
    // Whose name begins so comes first: that is what users type.
    const begins = (name: string): number => (name.toLocaleLowerCase().startsWith(part) ? 0 : 1);
    names.sort((a, b) => begins(a) - begins(b) || a.localeCompare(b));
    return { users: names.slice(0, limit), total: names.length };
  };
};
